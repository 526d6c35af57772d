package org.plateau.verify;

import org.plateau.theorems.Choice;

/**
 * A recorded choice.
 *
 * @param name its name
 * @param text its value as an edit of a replay id takes it; reals are hexadecimal, so exact
 * @param number its value as a number; for an option its position
 * @param kind {@code integer}, {@code real}, {@code logarithmic} or {@code option}
 */
public record ChoiceRecord(String name, String text, double number, String kind) {

  /** Copies a choice. */
  public static ChoiceRecord of(Choice choice) {
    String kind = "option";
    if (choice instanceof Choice.Int) {
      kind = "integer";
    } else if (choice instanceof Choice.Real real) {
      kind = real.logarithmic() ? "logarithmic" : "real";
    }
    return new ChoiceRecord(choice.name(), choice.text(), choice.number(), kind);
  }
}
