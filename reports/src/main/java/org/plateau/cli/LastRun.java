package org.plateau.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plateau.cli.input.BadInputException;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.ProbeVerdict;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.Verdict;

/** Where runs are stored unless {@code --out} says otherwise, and what the last one said. */
final class LastRun {

  private LastRun() {}

  /** Returns the directory of runs beside the launcher. */
  static Path runs(Terminal terminal) {
    return terminal.home().resolve("reports").resolve("runs");
  }

  /** Returns the link to the last run. */
  static Path latest(Terminal terminal) {
    return runs(terminal).resolve("latest");
  }

  /**
   * Returns the ids that were not green in the last run, or null when the selection does not ask.
   *
   * @throws BadInputException if there is no last run
   * @throws IOException if its stored result cannot be read
   */
  static @Nullable Set<String> failed(Terminal terminal, Selection selection) throws IOException {
    if (!selection.lastFailed()) {
      return null;
    }
    Path latest = latest(terminal);
    if (!Files.isDirectory(latest)) {
      throw new BadInputException(
          "--last-failed", "there is no last run at " + latest, "run 'plateau verify' first");
    }
    return new RunDirectory(latest)
        .readRun().result().claims().stream()
            .filter(claim -> !isGreen(claim))
            .map(ClaimRecord::id)
            .collect(Collectors.toSet());
  }

  private static boolean isGreen(ClaimRecord claim) {
    return claim.verdict() == Verdict.UPHELD
        && claim.probes().stream().allMatch(probe -> probe.verdict() == ProbeVerdict.BITES);
  }
}
