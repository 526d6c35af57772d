package org.plateau.report;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plateau.verify.Environment;

/**
 * The Allure report of the tests as one file, with plots, and with the history of each test: what
 * Allure notes about a run is stored beside the runs, and given to the next one.
 *
 * @param results where the tests left their results
 * @param allure where the Allure command line is unpacked
 * @param history where the history is kept from run to run
 * @param output where the report goes
 */
public record AllureReport(Path results, Path allure, Path history, Path output) {

  /** A single-file report has its data as pairs of a name and its content in base 64. */
  private static final Pattern HISTORY =
      Pattern.compile("d\\('history/([a-z-]+\\.json)','([A-Za-z0-9+/=]*)'\\)");

  /** Tells whether a directory has results to report. */
  public static boolean hasResults(Path results) throws IOException {
    if (!Files.isDirectory(results)) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(results, "*-result.json")) {
      return files.iterator().hasNext();
    }
  }

  /**
   * Writes the report; writing it again from the same results gives the same history.
   *
   * @return its path
   * @throws IOException if a file cannot be read or written, or Allure fails; the message has what
   *     it said
   */
  public Path write() throws IOException, InterruptedException {
    AllureResults.addPlots(results);
    describeEnvironment();
    giveHistory();
    generate();
    Path report = output.resolve("index.html");
    keepHistory(Files.readString(report));
    return report;
  }

  /** What Allure shows as the environment; results that came with their own keep it. */
  private void describeEnvironment() throws IOException {
    Path file = results.resolve("environment.properties");
    if (Files.exists(file)) {
      return;
    }
    Properties environment = new Properties();
    environment.putAll(Environment.properties());
    StringWriter text = new StringWriter();
    environment.store(text, null);
    ReportWriter.replace(file, text.toString());
  }

  /** The results have the history of the runs before theirs; it is given once. */
  private void giveHistory() throws IOException {
    Path given = results.resolve("history");
    if (Files.exists(given)) {
      return;
    }
    Files.createDirectories(given);
    if (Files.isDirectory(history)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(history, "*.json")) {
        for (Path file : files) {
          Files.copy(file, given.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private void generate() throws IOException, InterruptedException {
    String lib = allure.resolve("lib").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                lib + File.separator + "*" + File.pathSeparator + Path.of(lib, "config"),
                "io.qameta.allure.CommandLine",
                "generate",
                "--single-file",
                "--clean",
                "--output",
                output.toString(),
                results.toString())
            .redirectErrorStream(true);
    builder.environment().put("ALLURE_NO_ANALYTICS", "true");
    builder.environment().put("APP_HOME", allure.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || !Files.isRegularFile(output.resolve("index.html"))) {
      throw new IOException("Allure wrote no report; it said: " + said.strip());
    }
  }

  private void keepHistory(String report) throws IOException {
    Files.createDirectories(history);
    Matcher matcher = HISTORY.matcher(report);
    int kept = 0;
    while (matcher.find()) {
      byte[] content = Base64.getDecoder().decode(matcher.group(2));
      ReportWriter.replace(
          history.resolve(matcher.group(1)), new String(content, StandardCharsets.UTF_8));
      kept++;
    }
    if (kept == 0) {
      throw new IOException("the report in " + output + " has no history; is Allure 2 unpacked?");
    }
  }
}
