package org.plateau.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.plateau.verify.ProbeVerdict;
import org.plateau.verify.Verdict;

/** How a command can end. Ordered from best to worst: when several apply, the last one counts. */
public enum ExitCode {
  /** All green. */
  GREEN(0, "all green: every claim UPHELD, every probe BITES; or the command did its work"),
  /** Nothing to do. */
  NOTHING_SELECTED(4, "no claim was selected"),
  /** Something could not be decided. */
  UNDECIDED(
      3,
      "INCONCLUSIVE, VACUOUS or DOUBTFUL verdicts are present (--allow-inconclusive makes it 0)"),
  /** A replay no longer gives what was stored. */
  STALE(5, "a replay id is stale, or its numbers were not reproduced"),
  /** A finding. */
  REFUTED(1, "a claim is REFUTED or a probe TOOTHLESS"),
  /** The input or the usage is wrong. */
  BAD_INPUT(2, "wrong usage or bad input"),
  /** A fault of the program, or a claim that ended FAULTY. */
  FAULT(70, "internal fault, or a claim ended FAULTY"),
  /** Interrupted from the keyboard. */
  INTERRUPTED(130, "interrupted (SIGINT); partial results are kept, the resume command is printed"),
  /** Told to end. */
  TERMINATED(143, "terminated (SIGTERM); partial results are kept, the resume command is printed");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** Returns the number that the process ends with. */
  public int code() {
    return code;
  }

  /** Returns one line in words. */
  public String meaning() {
    return meaning;
  }

  /** Returns the worst of the given codes; {@link #GREEN} when there is none. */
  public static ExitCode worst(Collection<ExitCode> codes) {
    return codes.stream().reduce(GREEN, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }

  /** Returns what a verdict amounts to. */
  static ExitCode of(Verdict verdict, boolean allowInconclusive) {
    return switch (verdict) {
      case UPHELD -> GREEN;
      case DOUBTFUL, INCONCLUSIVE, VACUOUS -> allowInconclusive ? GREEN : UNDECIDED;
      case REFUTED -> REFUTED;
      case FAULTY -> FAULT;
    };
  }

  /** Returns what a probe's verdict amounts to. */
  static ExitCode of(ProbeVerdict verdict, boolean allowInconclusive) {
    return switch (verdict) {
      case BITES -> GREEN;
      case TOOTHLESS -> REFUTED;
      case INCONCLUSIVE -> allowInconclusive ? GREEN : UNDECIDED;
    };
  }

  /** Returns number and meaning of each, in the order of the numbers, for the help text. */
  static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    Arrays.stream(values())
        .sorted(Comparator.comparingInt(ExitCode::code))
        .forEach(code -> table.put(Integer.toString(code.code), code.meaning));
    return table;
  }
}
