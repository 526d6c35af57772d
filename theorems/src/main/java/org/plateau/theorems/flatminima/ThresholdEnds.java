package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.EMPIRICAL;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.Arrays;
import java.util.List;
import org.plateau.recovery.DenseMeasurements;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.FlatMinimum;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Success sets in as measurements are added: the same matrix is missed with few of its measurements
 * and recovered with more. The two ends of the transition are compared. Spec: flat-minima-recovery,
 * C16.
 */
final class ThresholdEnds implements Claim<ThresholdEnds.Ends> {

  private static final int D = 10;
  private static final int RANK = 2;
  private static final int FEW = 40;
  private static final int MANY = 90;

  /** The same truth behind few and behind more measurements. */
  record Ends(Sensing few, Sensing many) {}

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/recovery-threshold", 0.95, 0.10)
        .title("More measurements turn failure into exact recovery")
        .tex("d = 10,\\; r = 2: \\quad m = 40 \\text{ fails},\\; m = 90 \\text{ recovers}")
        .source(DING_ET_AL, "numerical experiments on the fraction of exact recovery", PAPER)
        .constant(
            "40, 90",
            "below and above the statistical dimension 57.2; measured 0/30 and 30/30",
            EMPIRICAL)
        .hypothesis("the two numbers of measurements lie on either side of the threshold")
        .spec("flat-minima-recovery", "C16")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Ends draw(Draws draws) {
    return ends(draws, FEW);
  }

  private static Ends ends(Draws draws, int few) {
    double[] truth = Truths.gaussian(draws, D, D, RANK);
    RandomStream stream = draws.stream("measurements");
    double[] matrices = stream.gaussian(new double[MANY * D * D]);
    return new Ends(
        new Sensing(DenseMeasurements.of(D, D, Arrays.copyOf(matrices, few * D * D)), truth, RANK),
        new Sensing(DenseMeasurements.of(D, D, matrices), truth, RANK));
  }

  @Override
  public Evidence examine(Ends ends) {
    FlatMinimum few = ends.few().flat(DouglasRachford.BRIEF);
    double ratio = few.flatness() / few.scaling().flatness(ends.few().truth());
    double error =
        Truths.error(ends.many().flat(DouglasRachford.PRECISE).matrix(), ends.many().truth());
    return Evidence.of(
        Check.atMost(
                "flatness of a flat solution relative to M, few measurements",
                ratio,
                1 - Sensing.FLATTER)
            .error(ratio * few.solve().gap()),
        Check.atMost("relative error, many measurements", error, Sensing.RECOVERED));
  }

  @Override
  public List<Probe<Ends>> probes() {
    return List.of(
        Probe.<Ends>dropping(
            "few: 85 measurements, beyond the threshold", draws -> ends(draws, 85)));
  }
}
