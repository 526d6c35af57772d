package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.Arrays;
import java.util.List;
import org.plateau.recovery.CompletionMeasurements;
import org.plateau.recovery.Factors;
import org.plateau.recovery.HessianTrace;
import org.plateau.recovery.Scaling;
import org.plateau.theorems.Check;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Flat completions of incoherent matrices are exact at moderate sizes; the paper proves weak
 * recovery and reports this in its experiments. Spec: flat-minima-recovery, C10b.
 */
final class CompletionRecovery implements RecoveryClaim {

  static final int D = 16;

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/completion-recovery", 0.95, 0.10)
        .title("Flat completions of incoherent matrices are exactly the ground truth")
        .tex(
            "M \\text{ incoherent},\\; p = 0.7\\ (r = 1),\\; 0.85\\ (r = 2) \\;\\Rightarrow\\; L_f R_f^\\top = M")
        .source(DING_ET_AL, "numerical experiments on matrix completion; no theorem", EMPIRICAL)
        .constant("p", "0.70 at rank 1, 0.85 at rank 2, d = 16: measured, with margin", EMPIRICAL)
        .hypothesis("incoherent M")
        .hypothesis("each entry seen independently with probability p")
        .hypothesis("an entry seen in each row and column")
        .spec("flat-minima-recovery", "C10b")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Sensing draw(Draws draws) {
    int r = Sensing.rank(draws);
    return incoherent(draws, r, r == 1 ? 0.70 : 0.85);
  }

  static Sensing incoherent(Draws draws, int r, double p) {
    return Sensing.completion(draws, D, p, Truths.hadamard(draws.stream("truth"), D, r, 1), r);
  }

  @Override
  public List<Probe<Sensing>> probes() {
    return List.of(
        Probe.claiming(
                "enough entries and incoherence: Gaussian factors at p = 0.35",
                Sensing::noFlatterInterpolator)
            .drawing(
                draws -> Sensing.completion(draws, 12, 0.35, Truths.gaussian(draws, 12, 12, 2), 2)),
        Probe.claiming(
                "incoherence: a spike at an entry that is not seen", Sensing::noFlatterInterpolator)
            .drawing(CompletionWeakRecovery::hiddenSpike),
        Probe.claiming("an entry seen in each row and column", CompletionRecovery::othersAreSharper)
            .drawing(
                draws -> {
                  boolean[] mask =
                      CompletionMeasurements.bernoulliMask(draws.stream("mask"), D, D, 0.85);
                  Arrays.fill(mask, 0, D, false);
                  return seen(draws, mask);
                }),
        Probe.claiming(
                "each entry seen independently: two blocks, and nothing beside them",
                CompletionRecovery::othersAreSharper)
            .drawing(
                draws -> {
                  boolean[] mask = new boolean[D * D];
                  for (int e = 0; e < mask.length; e++) {
                    mask[e] = e / D < D / 2 == e % D < D / 2;
                  }
                  return seen(draws, mask);
                }));
  }

  private static Sensing seen(Draws draws, boolean[] mask) {
    int r = Sensing.rank(draws);
    double[] truth = Truths.hadamard(draws.stream("truth"), D, r, 1);
    return new Sensing(CompletionMeasurements.of(D, D, mask), truth, r);
  }

  /**
   * Where no chain of seen entries joins all rows and columns, the factors of M with the signs of
   * those joined to the first row changed interpolate as before and are as flat.
   */
  static Evidence othersAreSharper(Sensing sensing) {
    Factors factors = Scaling.identity(D, D).flattest(sensing.truth(), sensing.rank());
    Factors other = Scaling.identity(D, D).flattest(sensing.truth(), sensing.rank());
    changeSigns(other, ((CompletionMeasurements) sensing.measurements()).entries());
    double[] b = sensing.measurements().of(factors.product());
    boolean interpolates = HessianTrace.loss(sensing.measurements(), b, other) == 0;
    double error = Truths.error(other.product(), sensing.truth());
    double trace = HessianTrace.byDifferences(sensing.measurements(), b, factors).value();
    double otherTrace = HessianTrace.byDifferences(sensing.measurements(), b, other).value();
    boolean another = interpolates && error > Sensing.RECOVERED;
    return Evidence.of(
            Check.atLeast(
                    "scaled trace of another interpolator relative to that of M",
                    another ? otherTrace / trace : Double.POSITIVE_INFINITY,
                    1 + Sensing.FLATTER)
                .scale(1))
        .fact("relative error", error);
  }

  private static void changeSigns(Factors factors, int[] entries) {
    boolean[] rows = new boolean[D];
    boolean[] cols = new boolean[D];
    rows[0] = true;
    for (int pass = 0; pass < 2 * D; pass++) {
      for (int e : entries) {
        boolean joined = rows[e / D] || cols[e % D];
        rows[e / D] = joined;
        cols[e % D] = joined;
      }
    }
    for (int i = 0; i < D; i++) {
      for (int c = 0; c < factors.width(); c++) {
        factors.left()[i * factors.width() + c] *= rows[i] ? -1 : 1;
        factors.right()[i * factors.width() + c] *= cols[i] ? -1 : 1;
      }
    }
  }
}
