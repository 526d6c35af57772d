package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The gradient of the loss is the rank-one matrix 2 g_k b_{k-1}^T in every layer. The loss is
 * quadratic along a direction within one layer, so that central differences are exact there. Spec:
 * sharpness-and-depth, E1.
 */
final class GradientFormula implements NetworkClaim<AnyPoint> {

  private static final double TOLERANCE = 1e-9;
  private static final long DIRECTION = 1;

  @Override
  public Statement statement() {
    return Statement.identity("sharpness/gradient")
        .title("The gradient of every layer is the outer product of two vectors")
        .tex(
            "\\frac{\\partial R}{\\partial W_k} = 2\\,g_k b_{k-1}^\\top,\\quad"
                + " g_{k-1}=W_k^\\top g_k,\\ b_k=W_kb_{k-1},\\ b_0=\\Sigma(w-w^*)")
        .source(MARION_CHIZAT, "setting", DERIVED)
        .constant("2", "the loss is a mean square without the factor 1/2", DERIVED)
        .spec("sharpness-and-depth", "E1");
  }

  @Override
  public AnyPoint draw(Draws draws) {
    return AnyPoint.draw(draws);
  }

  @Override
  public AnyPoint instance(DeepLinearNetwork network, LeastSquaresData data) {
    return new AnyPoint(network, data);
  }

  @Override
  public Evidence examine(AnyPoint point) {
    double[] gradient = point.network().gradient(point.data());
    double[] direction =
        RandomStream.ofKey(DIRECTION).gaussian(new double[point.network().parameterCount()]);
    double formula = Kernels.dot(gradient, direction);
    double difference = 0;
    double size = Kernels.norm(gradient) * Kernels.norm(direction);
    for (int k = 1; k <= point.network().depth(); k++) {
      double[] part = point.layerPart(direction, k);
      double step = point.step(k);
      double ahead = point.loss(part, step, part, 0) / step;
      double behind = point.loss(part, -step, part, 0) / step;
      difference += (ahead - behind) / 2;
      size = Math.max(size, Math.max(ahead, behind));
    }
    return Evidence.of(
        Check.equal("directional derivative", formula, difference).scale(size).relative(TOLERANCE));
  }

  @Override
  public Optional<Evidence> examinePrecisely(AnyPoint any) {
    PrecisePoint point = PrecisePoint.of(any);
    double[] direction =
        RandomStream.ofKey(DIRECTION).gaussian(new double[any.network().parameterCount()]);
    Precise difference = Precise.ZERO;
    for (int k = 1; k <= any.network().depth(); k++) {
      PreciseMatrix[] part = PrecisePoint.blocks(any.network(), any.layerPart(direction, k));
      Precise ahead = point.moved(Precise.ONE, part).loss();
      Precise behind = point.moved(Precise.ONE.negate(), part).loss();
      difference = difference.add(ahead.subtract(behind).divide(Precise.TWO));
    }
    Precise formula =
        PrecisePoint.dot(point.gradient(), PrecisePoint.blocks(any.network(), direction));
    return Optional.of(
        Evidence.of(
            Check.equal("directional derivative", formula, difference).relative(TOLERANCE)));
  }

  @Override
  public List<Probe<AnyPoint>> probes() {
    return List.of(
        Probe.<AnyPoint>changing(
                "loss with the factor 1/2",
                (point, evidence) -> evidence.mapChecks(c -> c.value(c.value() / 2)))
            .breaking(0.9),
        Probe.<AnyPoint>claiming(
                "one direction through all layers at once is quadratic too",
                GradientFormula::allLayersAtOnce)
            .breaking(0.6));
  }

  @Override
  public List<Mutant<AnyPoint>> mutants() {
    return List.of(
        Mutant.changing(
            "sign flipped", (point, evidence) -> evidence.mapChecks(c -> c.value(-c.value()))),
        Mutant.changing(
            "the factor 2 missing",
            (point, evidence) -> evidence.mapChecks(c -> c.value(c.value() / 2))));
  }

  private static Evidence allLayersAtOnce(AnyPoint point) {
    double[] gradient = point.network().gradient(point.data());
    double[] direction =
        RandomStream.ofKey(DIRECTION).gaussian(new double[point.network().parameterCount()]);
    double ahead = point.loss(direction, 1, direction, 0);
    double behind = point.loss(direction, -1, direction, 0);
    double size = Kernels.norm(gradient) * Kernels.norm(direction);
    return Evidence.of(
        Check.equal(
                "directional derivative", Kernels.dot(gradient, direction), (ahead - behind) / 2)
            .scale(Math.max(size, Math.max(ahead, behind)))
            .relative(TOLERANCE));
  }
}
