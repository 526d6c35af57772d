package org.plateau.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.RefusedRunException;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.RunRecord;
import org.plateau.verify.Verdict;

/**
 * What came before a run, as stored in its {@code history.json}, so that the report stays a
 * function of the run directory.
 *
 * @param runs the runs before this one, the oldest first
 * @param changes what differs from the last of them, or null for a first run
 */
public record RunHistory(List<PastRun> runs, @Nullable Comparison changes) {

  private static final int KEPT = 19;
  private static final String FILE = "history.json";

  /** The history of a first run. */
  public static final RunHistory NONE = new RunHistory(List.of(), null);

  /** Copies the list. */
  public RunHistory {
    runs = List.copyOf(runs);
  }

  /**
   * A run before this one.
   *
   * @param startedAt start, ISO 8601 in UTC
   * @param effort the effort, in lower case
   * @param seed the seed
   * @param green whether it was green
   * @param seconds wall time
   * @param verdicts verdict by claim
   */
  public record PastRun(
      String startedAt,
      String effort,
      String seed,
      boolean green,
      double seconds,
      Map<String, Verdict> verdicts) {}

  /**
   * Notes in {@code current} what came before it.
   *
   * @param previous the run before, with its own history where it has one
   * @throws IOException if one of the runs cannot be read, or {@code current} cannot be written
   */
  public static void record(RunDirectory current, RunDirectory previous) throws IOException {
    RunRecord before = previous.readRun();
    List<PastRun> runs = new ArrayList<>(read(previous).runs());
    runs.add(past(before));
    List<PastRun> kept = runs.subList(Math.max(0, runs.size() - KEPT), runs.size());
    RunHistory history = new RunHistory(kept, Comparison.of(before, current.readRun()));
    Files.write(
        current.path().resolve(FILE), RunDirectory.json(history).getBytes(StandardCharsets.UTF_8));
  }

  /** Reads the history of a run; {@link #NONE} when none was noted. */
  public static RunHistory read(RunDirectory run) throws IOException {
    Path file = run.path().resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return NONE;
    }
    try {
      return JsonMapper.builder().build().readValue(Files.readAllBytes(file), RunHistory.class);
    } catch (JsonProcessingException e) {
      throw RefusedRunException.damaged(file, e, "delete it; what came before is lost");
    }
  }

  private static PastRun past(RunRecord run) {
    Map<String, Verdict> verdicts = new TreeMap<>();
    for (ClaimRecord claim : run.result().claims()) {
      verdicts.put(claim.id(), claim.verdict());
    }
    return new PastRun(
        run.environment().startedAt(),
        Marks.style(run.result().effort()),
        run.result().seed(),
        run.result().green(),
        run.environment().seconds(),
        verdicts);
  }
}
