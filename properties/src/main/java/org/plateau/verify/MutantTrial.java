package org.plateau.verify;

import org.plateau.theorems.Claim;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;

/**
 * Puts a wrong encoding of a claim before the judge, within the quick budget.
 *
 * @param claim id of the claim
 * @param mutant what is wrong, in words
 * @param caught whether the judge caught it: the wrong claim REFUTED, or a probe TOOTHLESS
 * @param by the reason of the verdict that caught it, or of the one that did not
 */
public record MutantTrial(String claim, String mutant, boolean caught, String by) {

  /** Tries one mutant; ends as soon as it is caught. */
  public static <I> MutantTrial run(Claim<I> claim, Mutant<I> mutant, long seed) {
    String id = claim.statement().id();
    Claim<I> wrong = mutant.applyTo(claim);
    Levels levels = Levels.of(Effort.QUICK, 1);
    Judge judge = new Judge(levels);
    Judgment judgment = judge(judge, wrong, seed, levels);
    if (judgment.verdict() == Verdict.REFUTED) {
      return new MutantTrial(id, mutant.name(), true, "REFUTED: " + judgment.reason());
    }
    for (Probe<I> probe : wrong.probes()) {
      Subject<I> subject = Subject.of(wrong, probe);
      Hearing<I> hearing = new Hearing<>(subject, seed, subject.planned(Effort.QUICK, 0), levels);
      while (advance(hearing)) {
        continue;
      }
      if (judge.probe(hearing) == ProbeVerdict.TOOTHLESS) {
        return new MutantTrial(id, mutant.name(), true, "TOOTHLESS: " + probe.name());
      }
    }
    return new MutantTrial(id, mutant.name(), false, judgment.verdict() + ": " + judgment.reason());
  }

  private static <I> Judgment judge(Judge judge, Claim<I> wrong, long seed, Levels levels) {
    Subject<I> subject = Subject.of(wrong);
    Hearing<I> hearing = new Hearing<>(subject, seed, subject.planned(Effort.QUICK, 0), levels);
    int violations = 0;
    while (advance(hearing)) {
      if (hearing.tally().violations() > violations
          && wrong.statement().direction().isDeterministic()) {
        violations = hearing.tally().violations();
        Judgment early = judge.claim(hearing);
        if (early.verdict() == Verdict.REFUTED) {
          return early;
        }
      }
    }
    return judge.claim(hearing);
  }

  /** Examines the next share; tells whether there was one. */
  private static boolean advance(Hearing<?> hearing) {
    Hearing.Share share = hearing.take();
    if (share != null) {
      hearing.complete(hearing.examine(share));
    }
    return share != null;
  }
}
