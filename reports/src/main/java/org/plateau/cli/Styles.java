package org.plateau.cli;

import org.plateau.verify.ProbeVerdict;
import org.plateau.verify.Verdict;

/** The colors of verdicts, safe for the color-blind: no meaning hangs on red against green. */
final class Styles {

  private Styles() {}

  static String of(Verdict verdict) {
    return switch (verdict) {
      case UPHELD -> "fg(green)";
      case REFUTED, FAULTY -> "bold,fg(red)";
      case DOUBTFUL, INCONCLUSIVE, VACUOUS -> "fg(yellow)";
    };
  }

  static String of(ProbeVerdict verdict) {
    return verdict == ProbeVerdict.BITES ? "fg(green)" : "bold,fg(red)";
  }
}
