package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.EMPIRICAL;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Every flat solution of Gaussian matrix sensing is the ground truth. Spec: flat-minima-recovery,
 * C7.
 */
final class GaussianRecovery implements RecoveryClaim {

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/gaussian-recovery", 0.95, 0.10)
        .title("Flat minima of Gaussian matrix sensing are exactly the ground truth")
        .tex(
            "m \\gtrsim r(d_1 + d_2) \\;\\Rightarrow\\; L_f R_f^\\top = M \\text{ with high probability}")
        .source(DING_ET_AL, "exact recovery for matrix sensing (informal Theorem 1.1)", PAPER)
        .constant(
            "m", "0.70 d1 d2 at rank 1, 0.92 d1 d2 at rank 2: measured, with margin", EMPIRICAL)
        .constant("0.95", "least probability of success: measured 1, with margin", EMPIRICAL)
        .hypothesis("Gaussian measurements")
        .hypothesis("m large enough against r (d1 + d2)")
        .spec("flat-minima-recovery", "C7")
        .growsWith("m")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Sensing draw(Draws draws) {
    int r = Sensing.rank(draws);
    int d1 = draws.integer("d1", 8, 14);
    int d2 = draws.integer("d2", 8, 14);
    return Sensing.gaussian(draws, d1, d2, r, Sensing.enough(r, d1, d2));
  }

  @Override
  public List<Probe<Sensing>> probes() {
    return List.of(
        Probe.claiming("enough measurements: 0.35 d1 d2 at rank 2", Sensing::noFlatterInterpolator)
            .drawing(
                draws -> {
                  int d = draws.integer("d1", 8, 10);
                  return Sensing.gaussian(draws, d, d, 2, (int) FastMath.ceil(0.35 * d * d));
                }),
        Probe.claiming(
                "enough measurements: one fewer than there are parameters",
                Sensing::noFlatterInterpolator)
            .drawing(
                draws -> {
                  int d = draws.integer("d1", 8, 10);
                  return Sensing.gaussian(draws, d, d, 2, 2 * (2 * d - 2) - 1);
                }),
        Probe.claiming(
                "flatness: an interpolator found by Gauss-Newton",
                NonflatInterpolators::assertRecovers)
            .drawing(
                draws -> {
                  int d = draws.integer("d1", 8, 10);
                  return Sensing.gaussian(draws, d, d, 1, Sensing.enough(1, d, d));
                }),
        Probe.claiming(
                "Gaussian measurements: single entries, and a spike that is not among them",
                Sensing::noFlatterInterpolator)
            .drawing(CompletionWeakRecovery::hiddenSpike));
  }
}
