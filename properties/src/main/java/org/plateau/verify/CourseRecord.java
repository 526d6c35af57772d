package org.plateau.verify;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tries of one property came to, as it lies beside the property's test result: enough to
 * draw its plots afterwards.
 *
 * @param statement the statement
 * @param probability the statistics of a probabilistic claim, or null
 * @param trend the statistics of a trend, or null
 * @param entries the tries, or an even choice of them with the tightest ones
 */
public record CourseRecord(
    StatementRecord statement,
    @Nullable ProbabilityRecord probability,
    @Nullable TrendRecord trend,
    List<JournalEntry> entries) {

  /** Copies the list. */
  public CourseRecord {
    entries = List.copyOf(entries);
  }

  /**
   * Returns where the course of a test lies.
   *
   * @param results the directory of the test results
   * @param testCaseId the id of the test
   */
  public static Path file(Path results, String testCaseId) {
    return results.resolve("tries").resolve(testCaseId + ".json");
  }

  /** Writes the course of a test. */
  public void write(Path results, String testCaseId) throws IOException {
    Path file = file(results, testCaseId);
    Files.createDirectories(file.getParent());
    Files.writeString(file, RunDirectory.json(this));
  }

  /**
   * Reads the course of a test.
   *
   * @throws IOException if the file is missing or damaged
   */
  public static CourseRecord read(Path results, String testCaseId) throws IOException {
    byte[] bytes = Files.readAllBytes(file(results, testCaseId));
    return JsonMapper.builder().build().readValue(bytes, CourseRecord.class);
  }
}
