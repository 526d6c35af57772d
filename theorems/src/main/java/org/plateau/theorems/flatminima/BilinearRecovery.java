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
 * Every flat solution of bilinear sensing, A_i = a_i b_i^T, is the ground truth. Spec:
 * flat-minima-recovery, C9.
 */
final class BilinearRecovery implements RecoveryClaim {

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/bilinear-recovery", 0.95, 0.10)
        .title("Flat minima of bilinear sensing are exactly the ground truth")
        .tex(
            "m \\gtrsim r(d_1 + d_2),\\; \\log m \\lesssim d_{\\min} \\;\\Rightarrow\\; L_f R_f^\\top = M")
        .source(DING_ET_AL, "exact recovery for bilinear sensing (informal Theorem 1.1)", PAPER)
        .constant(
            "m", "0.70 d1 d2 at rank 1, 0.92 d1 d2 at rank 2: measured, with margin", EMPIRICAL)
        .constant("0.95", "least probability of success: measured 1, with margin", EMPIRICAL)
        .hypothesis("independent Gaussian vectors on both sides")
        .hypothesis("m large enough against r (d1 + d2)")
        .hypothesis("log m at most a constant times d_min")
        .spec("flat-minima-recovery", "C9")
        .growsWith("m")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Sensing draw(Draws draws) {
    int r = Sensing.rank(draws);
    int d1 = draws.integer("d1", 8, 14);
    int d2 = draws.integer("d2", 8, 14);
    return Sensing.bilinear(draws, d1, d2, r, Sensing.enough(r, d1, d2));
  }

  @Override
  public List<Probe<Sensing>> probes() {
    return List.of(
        Probe.claiming("enough measurements: 0.4 d1 d2 at rank 2", Sensing::noFlatterInterpolator)
            .drawing(
                draws -> {
                  int d = draws.integer("d1", 8, 10);
                  return Sensing.bilinear(draws, d, d, 2, (int) FastMath.ceil(0.4 * d * d));
                }),
        Probe.claiming(
                "Gaussian vectors: unit vectors, and a spike between two that do not meet",
                Sensing::noFlatterInterpolator)
            .drawing(CompletionWeakRecovery::hiddenSpike));
  }
}
