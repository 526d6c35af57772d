package org.plateau.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plateau.verify.FigureRecord;
import org.plateau.verify.JournalEntry;
import org.plateau.verify.JournalReader;
import org.plateau.verify.RefusedRunException;
import org.plateau.verify.ResultRecord;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.RunRecord;

/**
 * Everything that a report is drawn from.
 *
 * @param run the stored run
 * @param entries journal entries of the claims themselves, by claim
 * @param figures the redrawn figures
 * @param benchmarks the content of {@code benchmarks.json}, or null
 * @param peers the content of {@code peers.json}, or null
 * @param history what came before
 */
public record RunData(
    RunRecord run,
    Map<String, List<JournalEntry>> entries,
    List<FigureRecord> figures,
    @Nullable JsonNode benchmarks,
    @Nullable JsonNode peers,
    RunHistory history) {

  /** Returns data with entries grouped by claim; those of probes are left out. */
  public static RunData of(
      RunRecord run,
      List<JournalEntry> entries,
      List<FigureRecord> figures,
      @Nullable JsonNode benchmarks,
      @Nullable JsonNode peers,
      RunHistory history) {
    Map<String, List<JournalEntry>> byClaim =
        entries.stream()
            .filter(entry -> entry.probe().isEmpty())
            .collect(Collectors.groupingBy(JournalEntry::claim));
    return new RunData(run, byClaim, figures, benchmarks, peers, history);
  }

  /**
   * Reads a run directory.
   *
   * @throws IOException if a file is missing or damaged; the message names file, rule and remedy
   */
  public static RunData read(RunDirectory directory) throws IOException {
    return of(
        directory.readRun(),
        JournalReader.read(directory).entries(),
        directory.readFigures(),
        tree(directory.path().resolve("benchmarks.json")),
        tree(directory.path().resolve("peers.json")),
        RunHistory.read(directory));
  }

  static @Nullable JsonNode tree(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      return JsonMapper.builder().build().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw RefusedRunException.damaged(file, e, "delete it, and make it again with 'bench'");
    }
  }

  /** Returns the canonical part of the run. */
  ResultRecord result() {
    return run.result();
  }

  /** Returns the journal entries of a claim. */
  List<JournalEntry> entries(String claim) {
    return entries.getOrDefault(claim, List.of());
  }
}
