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
    double worst = 0;
    for (int k = 1; k < network.depth(); k++) {
      worst = Math.max(worst, defect(network, gradient, k));
    }
    return evidence(Check.equal("largest relative defect", worst, 0));
  }

  private static Evidence evidence(Check check) {
    return Evidence.of(check.scale(1).absolute(TOLERANCE));
  }

  /** |W_{k+1}^T G_{k+1} - G_k W_k^T|_F over the sum of both norms. */
  private static double defect(DeepLinearNetwork network, double[] gradient, int k) {
    int rows = network.width(k);
    int above = network.width(k + 1);
    int below = network.width(k - 1);
    double[] left = new double[rows * rows];
    double[] right = new double[rows * rows];
    Kernels.multiplyTransposeLeft(
        network.layer(k + 1), layer(network, gradient, k + 1), left, rows, above, rows);
    Kernels.multiplyTransposeRight(
        layer(network, gradient, k), network.layer(k), right, rows, below, rows);
    double scale = Kernels.norm(left) + Kernels.norm(right);
    Kernels.axpy(-1, left, 0, right, 0, rows * rows);
    return scale == 0 ? 0 : Kernels.norm(right) / scale;
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
