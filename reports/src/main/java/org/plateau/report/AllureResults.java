package org.plateau.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.plateau.report.plot.Drawing;
import org.plateau.verify.CourseRecord;

/**
 * The results that the properties left for Allure. The plots are added here, after the tests: the
 * module that tries claims does not know how anything is drawn.
 */
final class AllureResults {

  private static final int POINTS = 240;

  /** One try has no distribution, and hardly a place in a plot. */
  private static final int ENOUGH = 5;

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private AllureResults() {}

  /**
   * Attaches plots to each result that has its tries beside it. Doing so again changes nothing.
   *
   * @return the number of plots
   * @throws IOException if a result cannot be read or written
   */
  static int addPlots(Path results) throws IOException {
    int plots = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(results, "*-result.json")) {
      for (Path file : files) {
        ObjectNode result = (ObjectNode) MAPPER.readTree(Files.readAllBytes(file));
        String id = result.path("testCaseId").asText();
        if (id.matches("[0-9a-f]{32}") && Files.isRegularFile(CourseRecord.file(results, id))) {
          plots += attach(results, id, result);
          ReportWriter.replace(file, MAPPER.writeValueAsString(result));
        }
      }
    }
    return plots;
  }

  private static int attach(Path results, String id, ObjectNode result) throws IOException {
    String prefix = id + "-plot";
    ArrayNode attachments = result.withArray("attachments");
    for (Iterator<JsonNode> i = attachments.iterator(); i.hasNext(); ) {
      if (i.next().path("source").asText().startsWith(prefix)) {
        i.remove();
      }
    }
    List<Drawing> drawings = drawings(CourseRecord.read(results, id));
    for (int i = 0; i < drawings.size(); i++) {
      String source = prefix + i + "-attachment.svg";
      ReportWriter.replace(results.resolve(source), drawings.get(i).picture());
      ObjectNode attachment = attachments.addObject().put("name", drawings.get(i).title());
      attachment.put("source", source).put("type", "image/svg+xml");
    }
    return drawings.size();
  }

  private static List<Drawing> drawings(CourseRecord course) {
    if (course.entries().size() < ENOUGH) {
      return List.of();
    }
    return new ClaimPlots(
            course.statement(), course.probability(), course.trend(), course.entries(), POINTS)
        .drawings();
  }
}
