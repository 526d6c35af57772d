package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.theorems.Check;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * D_k = W_{k+1}^T W_{k+1} - W_k W_k^T does not change along gradient flow, because W_{k+1}^T
 * G_{k+1} = G_k W_k^T for the gradients G_k, both being 2 g_k b_k^T. Checked as algebra, without a
 * flow. Spec: sharpness-and-depth, F1.
 */
final class ConservedBalance implements NetworkClaim<AnyPoint> {

  private static final double TOLERANCE = 1e-12;
  private static final double DECAY = 0.01;
  private static final double UNIT_ROUNDOFF = 0x1p-53;

  @Override
  public Statement statement() {
    return Statement.identity("sharpness/conserved-balance")
        .title("Gradient flow conserves the imbalance of neighboring layers")
        .tex(
            "W_{k+1}^\\top \\nabla_{k+1} R = \\nabla_k R \\, W_k^\\top, \\quad"
                + " \\tfrac{d}{dt}\\bigl(W_{k+1}^\\top W_{k+1} - W_k W_k^\\top\\bigr) = 0")
        .source(MARION_CHIZAT, "gradient flow, conserved quantities", DERIVED)
        .hypothesis("the gradient is that of the loss alone")
        .spec("sharpness-and-depth", "F1")
        .growsWith("L")
        .cost(Cost.TINY);
  }

  @Override
  public AnyPoint draw(Draws draws) {
    return AnyPoint.drawDeep(draws);
  }

  @Override
  public AnyPoint instance(DeepLinearNetwork network, LeastSquaresData data) {
    if (network.depth() < 2) {
      throw new IllegalArgumentException(
          "network: a single layer has no neighbor to be balanced with; give at least two layers");
    }
    return new AnyPoint(network, data);
  }

  @Override
  public Evidence examine(AnyPoint it) {
    return examine(it.network(), it.network().gradient(it.data()));
  }

  private static Evidence examine(DeepLinearNetwork network, double[] gradient) {
    Defect worst = defect(network, gradient, 1);
    for (int k = 2; k < network.depth(); k++) {
      Defect defect = defect(network, gradient, k);
      worst = defect.share() > worst.share() ? defect : worst;
    }
    return evidence(
        Check.equal("largest relative defect", worst.value(), 0).error(worst.rounding()));
  }

  private static Evidence evidence(Check check) {
    return Evidence.of(check.scale(1).absolute(TOLERANCE));
  }

  /**
   * A defect relative to both sides, and what rounding may make of it: a narrow layer can map b to
   * almost nothing, and then both sides are small against their factors.
   */
  private record Defect(double value, double rounding) {

    /** Above 1 where no rounding explains it. */
    double share() {
      return value / (TOLERANCE + rounding);
    }
  }

  /**
   * |W_{k+1}^T G_{k+1} - G_k W_k^T|_F over the sum of both norms. The computed g_k and b_k are off
   * by n u |W_{k+1}| |g_{k+1}| and n u |W_k| |b_{k-1}|, n the largest width, and the products by as
   * much again: to first order 2 (n + 4) u (|W_{k+1}| |G_{k+1}| + |G_k| |W_k|) in all (derived
   * here).
   */
  private static Defect defect(DeepLinearNetwork network, double[] gradient, int k) {
    int rows = network.width(k);
    int above = network.width(k + 1);
    int below = network.width(k - 1);
    double[] upper = network.layer(k + 1);
    double[] lower = network.layer(k);
    double[] upperGradient = layer(network, gradient, k + 1);
    double[] lowerGradient = layer(network, gradient, k);
    double[] left = new double[rows * rows];
    double[] right = new double[rows * rows];
    Kernels.multiplyTransposeLeft(upper, upperGradient, left, rows, above, rows);
    Kernels.multiplyTransposeRight(lowerGradient, lower, right, rows, below, rows);
    double scale = Kernels.norm(left) + Kernels.norm(right);
    if (scale == 0) {
      return new Defect(0, 0);
    }
    double factors =
        Kernels.norm(upper) * Kernels.norm(upperGradient)
            + Kernels.norm(lowerGradient) * Kernels.norm(lower);
    int widest = Math.max(rows, Math.max(above, below));
    Kernels.axpy(-1, left, 0, right, 0, rows * rows);
    return new Defect(
        Kernels.norm(right) / scale, 2 * (widest + 4) * UNIT_ROUNDOFF * factors / scale);
  }

  private static double[] layer(DeepLinearNetwork network, double[] gradient, int k) {
    int from = network.offset(k);
    return Arrays.copyOfRange(gradient, from, from + network.width(k) * network.width(k - 1));
  }

  @Override
  public Optional<Evidence> examinePrecisely(AnyPoint it) {
    return Optional.of(examinePrecisely(it, PrecisePoint.of(it).gradient()));
  }

  private static Evidence examinePrecisely(AnyPoint it, PreciseMatrix[] gradients) {
    PrecisePoint precise = PrecisePoint.of(it);
    Precise worst = Precise.ZERO;
    for (int k = 1; k < precise.depth(); k++) {
      PreciseMatrix left = precise.layer(k + 1).transpose().multiply(gradients[k + 1]);
      PreciseMatrix right = gradients[k].multiply(precise.layer(k).transpose());
      Precise scale = left.norm().add(right.norm());
      worst = worst.max(left.subtract(right).norm().divide(scale));
    }
    return evidence(Check.equal("largest relative defect", worst, Precise.ZERO));
  }

  @Override
  public List<Probe<AnyPoint>> probes() {
    return List.of(
        Probe.<AnyPoint>claiming(
                "weight decay on the first layer", it -> examine(it.network(), decayed(it)))
            .breaking(0.9),
        Probe.<AnyPoint>claiming(
                "gradient of one layer with the wrong sign",
                it -> examine(it.network(), firstLayerNegated(it)))
            .breaking(0.9));
  }

  private static double[] decayed(AnyPoint it) {
    double[] gradient = it.network().gradient(it.data());
    double[] first = it.network().layer(1);
    Kernels.axpy(DECAY, first, 0, gradient, 0, first.length);
    return gradient;
  }

  private static double[] firstLayerNegated(AnyPoint it) {
    double[] gradient = it.network().gradient(it.data());
    for (int i = 0; i < it.network().width(1) * it.network().width(0); i++) {
      gradient[i] = -gradient[i];
    }
    return gradient;
  }

  @Override
  public List<Mutant<AnyPoint>> mutants() {
    return List.of(
        Mutant.claiming(
            "gradient of the first layer half as large",
            it -> {
              double[] gradient = it.network().gradient(it.data());
              for (int i = 0; i < it.network().width(1) * it.network().width(0); i++) {
                gradient[i] /= 2;
              }
              return examine(it.network(), gradient);
            },
            it -> {
              PreciseMatrix[] gradients = PrecisePoint.of(it).gradient();
              gradients[1] = gradients[1].scale(Precise.ratio(1, 2));
              return examinePrecisely(it, gradients);
            }));
  }
}
