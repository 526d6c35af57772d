package org.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportRenderingTest {

  @Test
  void renderingAgainGivesTheSameBytes() throws Exception {
    Map<String, String> first = ReportWriter.render(FixtureRun.mixed());
    assertEquals(first, ReportWriter.render(FixtureRun.mixed()));
    Path out = Path.of("target", "fixture");
    Files.createDirectories(out);
    for (Map.Entry<String, String> file : first.entrySet()) {
      Files.writeString(out.resolve(file.getKey()), file.getValue());
    }
  }
}
