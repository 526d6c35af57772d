package org.plateau.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant to type. */
final class NearMiss {

  private NearMiss() {}

  /**
   * Returns the candidate with the least edit distance (Levenshtein 1966) to the text, unless more
   * than two fifths of the text would have to change.
   */
  static Optional<String> of(String text, Collection<String> candidates) {
    String lower = text.toLowerCase(Locale.ROOT);
    return candidates.stream()
        .min(
            Comparator.<String>comparingInt(candidate -> distance(lower, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .filter(candidate -> 5 * distance(lower, candidate) <= 2 * Math.max(3, lower.length()));
  }

  /** Returns "did you mean …?" for the nearest candidate, else the given remedy. */
  static String remedy(String text, Collection<String> candidates, String otherwise) {
    return of(text, candidates)
        .map(candidate -> "did you mean " + candidate + "?")
        .orElse(otherwise);
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
