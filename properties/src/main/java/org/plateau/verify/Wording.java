package org.plateau.verify;

import java.util.Locale;

/** Numbers and counts in the sentences of verdicts. */
final class Wording {

  private Wording() {}

  /** Returns '1 instance' or '2,062 instances'. */
  static String count(long n, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }

  /** Returns a number with four significant digits. */
  static String number(double x) {
    return String.format(Locale.ROOT, "%.4g", x);
  }

  /** Returns a level below 1, such as 1e-9. */
  static String level(double x) {
    return String.format(Locale.ROOT, "%.0e", x).replace("e-0", "e-");
  }

  /** Returns a share as a percentage with three significant digits. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.3g %%", 100 * share);
  }
}
