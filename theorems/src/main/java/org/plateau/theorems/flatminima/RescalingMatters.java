package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;
import org.plateau.recovery.DenseMeasurements;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.FlatMinimum;
import org.plateau.recovery.Scaling;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Anisotropic sensing A_i = P G_i T: the rescaling by D1 and D2 makes flatness recover as if P and
 * T were not there, while the plain nuclear norm fails. M lies in the directions that P and T see
 * least. The spec's m = 50 recovers too, but not every draw has a certificate there; m = 66 has.
 * Spec: flat-minima-recovery, C8.
 */
final class RescalingMatters implements RecoveryClaim {

  private static final int D = 10;
  private static final int M = 66;

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/anisotropic-recovery", 0.95, 0.10)
        .title(
            "Flat minima recover under anisotropic measurements, because flatness rescales by D1 and D2")
        .tex(
            "A_i = P G_i T,\\; \\operatorname{cond} P = \\operatorname{cond} T = c \\;\\Rightarrow\\; L_f R_f^\\top = M")
        .source(DING_ET_AL, "rescaling of the measurement matrices; the ensemble is ours", DERIVED)
        .constant("m = 66", "d = 10, rank 1, c from 10 to 30: measured, with margin", EMPIRICAL)
        .hypothesis("flatness with D1 and D2")
        .spec("flat-minima-recovery", "C8")
        .growsWith("c")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Sensing draw(Draws draws) {
    double c = draws.logUniform("c", 10, 30);
    RandomStream stream = draws.stream("anisotropy");
    double[] u = RandomMatrices.haar(stream, D);
    double[] v = RandomMatrices.haar(stream, D);
    double[] p = withSpectrum(u, RandomMatrices.haar(stream, D), c);
    double[] t = withSpectrum(RandomMatrices.haar(stream, D), v, c);
    double[] truth = new double[D * D];
    for (int i = 0; i < D; i++) {
      for (int j = 0; j < D; j++) {
        truth[i * D + j] = u[i] * v[j];
      }
    }
    DenseMeasurements isotropic = DenseMeasurements.gaussian(draws.stream("measurements"), D, D, M);
    return new Sensing(isotropic.transformed(p, t), truth, 1);
  }

  /**
   * The sum of s_k a_k b_k^T over the rows of a and b, with s from 1 (k = 0) to c, equally spaced
   * in the logarithm.
   */
  private static double[] withSpectrum(double[] a, double[] b, double c) {
    double[] out = new double[D * D];
    for (int k = 0; k < D; k++) {
      double s = FastMath.pow(c, k / (D - 1.0));
      for (int i = 0; i < D; i++) {
        Kernels.axpy(s * a[k * D + i], b, k * D, out, i * D, D);
      }
    }
    return out;
  }

  @Override
  public List<Probe<Sensing>> probes() {
    return List.of(
        Probe.claiming(
            "rescaling: the nuclear norm without D1 and D2", RescalingMatters::plainNuclearNorm));
  }

  @Override
  public List<Mutant<Sensing>> mutants() {
    return List.of(
        Mutant.claiming(
            "D1 and D2 left out",
            RescalingMatters::plainNuclearNorm,
            RescalingMatters::plainNuclearNorm));
  }

  /**
   * Without weights an interpolator of smaller nuclear norm than M is at hand, so that M is not
   * recovered.
   */
  private static Evidence plainNuclearNorm(Sensing sensing) {
    FlatMinimum plain =
        FlatMinimum.unweighted(sensing.measurements(), sensing.values(), DouglasRachford.BRIEF);
    double truthNorm = Scaling.identity(D, D).flatness(sensing.truth());
    return Evidence.of(
            Check.atLeast(
                    "nuclear norm of an interpolator relative to that of M",
                    plain.flatness() / truthNorm,
                    1)
                .scale(1)
                .absolute(Sensing.FLATTER))
        .fact("relative error", Truths.error(plain.matrix(), sensing.truth()));
  }
}
