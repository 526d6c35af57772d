package org.plateau.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.Verdict;

/**
 * Renders a run directory: {@code report.html}, {@code junit.xml}, {@code summary.md}, {@code
 * results.sarif}, {@code badge.json}. A pure function of what is stored there: rendering again
 * gives the same bytes.
 */
public final class ReportWriter {

  private ReportWriter() {}

  /**
   * Writes all reports of a run beside its {@code run.json}. Each file is replaced in one step.
   *
   * @return the path of {@code report.html}
   * @throws IOException if the run cannot be read (the message names file, rule and remedy), or a
   *     report cannot be written
   */
  public static Path write(Path runDirectory) throws IOException {
    RunData data = RunData.read(new RunDirectory(runDirectory));
    for (Map.Entry<String, String> file : render(data).entrySet()) {
      replace(runDirectory.resolve(file.getKey()), file.getValue());
    }
    return runDirectory.resolve("report.html");
  }

  /** Returns all reports of a run: file name to content. */
  public static Map<String, String> render(RunData data) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("report.html", HtmlReport.of(data));
    files.put("junit.xml", JunitXml.of(data));
    files.put("summary.md", Summary.of(data));
    files.put("results.sarif", Sarif.of(data));
    files.put("badge.json", badge(data));
    return files;
  }

  /** The form that badge services read from an address. */
  private static String badge(RunData data) {
    int held = data.result().counts().getOrDefault(Verdict.UPHELD, 0);
    Map<String, Object> badge = new LinkedHashMap<>();
    badge.put("schemaVersion", 1);
    badge.put("label", "claims");
    badge.put(
        "message",
        data.result().green()
            ? held + " upheld"
            : Wording.headline(data.result()).replace(".", ""));
    badge.put("color", data.result().green() ? "brightgreen" : "red");
    return RunDirectory.json(badge) + "\n";
  }

  static void replace(Path file, String content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, content.getBytes(StandardCharsets.UTF_8));
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
