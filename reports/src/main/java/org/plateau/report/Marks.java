package org.plateau.report;

import java.util.Locale;
import org.plateau.report.markup.Markup;
import org.plateau.theorems.Direction;
import org.plateau.theorems.Provenance;
import org.plateau.verify.ProbeVerdict;
import org.plateau.verify.Verdict;

/** How verdicts and labels are drawn: a sign and a word, so that color adds but never carries. */
final class Marks {

  private Marks() {}

  static String sign(Verdict verdict) {
    return switch (verdict) {
      case UPHELD -> "✓";
      case REFUTED -> "✗";
      case DOUBTFUL -> "?";
      case INCONCLUSIVE -> "…";
      case VACUOUS -> "∅";
      case FAULTY -> "!";
    };
  }

  static String word(Enum<?> value) {
    String name = value.name().toLowerCase(Locale.ROOT);
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  static String style(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static void verdict(Markup out, Verdict verdict) {
    pill(out, style(verdict), word(verdict));
  }

  static void verdict(Markup out, ProbeVerdict verdict) {
    pill(out, style(verdict), word(verdict));
  }

  /** The style sheet sets the sign before the word: a report has hundreds of pills. */
  static void pill(Markup out, String style, String word) {
    out.element("span", word, "class", "v " + style);
  }

  static void provenance(Markup out, Provenance provenance) {
    out.element("span", style(provenance), "class", "prov");
  }

  static String meaning(Provenance provenance) {
    return switch (provenance) {
      case PAPER -> "read in the paper, or in its authors' code";
      case DERIVED -> "proved in the specification of this project";
      case EMPIRICAL -> "measured, with a margin; not proved";
    };
  }

  static String meaning(Direction direction) {
    return switch (direction) {
      case IDENTITY -> "identity";
      case LOWER -> "lower bound";
      case UPPER -> "upper bound";
      case TIGHT -> "attained bound";
      case EXISTENCE -> "existence";
      case PROBABILITY -> "probability";
      case TREND -> "trend";
    };
  }
}
