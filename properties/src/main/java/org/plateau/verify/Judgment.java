package org.plateau.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Check;

/**
 * A verdict with its reason, and the counterexample that it rests on.
 *
 * @param verdict the verdict
 * @param reason one sentence
 * @param counterexample the worst violated instance, or null
 * @param precise its checks at 50 digits; empty where there are none
 */
record Judgment(
    Verdict verdict, String reason, @Nullable Trial counterexample, List<Check> precise) {

  static Judgment of(Verdict verdict, String reason) {
    return new Judgment(verdict, reason, null, List.of());
  }

  Judgment showing(Trial newCounterexample) {
    return new Judgment(verdict, reason, newCounterexample, precise);
  }
}
