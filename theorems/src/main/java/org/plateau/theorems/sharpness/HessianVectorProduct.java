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
 * The Hessian-vector product at any point from two passes through the layers. Second differences
 * between single layers are exact, since the loss has degree two in each layer. Spec:
 * sharpness-and-depth, E2.
 */
final class HessianVectorProduct implements NetworkClaim<AnyPoint> {

  private static final double TOLERANCE = 1e-9;
  private static final int LARGEST = 20_000;

  @Override
  public Statement statement() {
    return Statement.identity("sharpness/hessian-vector")
        .title("Two passes through the layers multiply the Hessian with a vector")
        .tex("(HV)_k = 2\\bigl(\\dot g_k b_{k-1}^\\top + g_k \\dot b_{k-1}^\\top\\bigr)")
        .source(MARION_CHIZAT, "setting", DERIVED)
        .constant("2", "the loss is a mean square without the factor 1/2", DERIVED)
        .spec("sharpness-and-depth", "E2");
  }

  @Override
  public AnyPoint draw(Draws draws) {
    return AnyPoint.draw(draws);
  }

  @Override
  public AnyPoint instance(DeepLinearNetwork network, LeastSquaresData data) {
    return AnyPoint.limited(network, data, LARGEST, "takes differences over all pairs of layers");
  }

  @Override
  public Evidence examine(AnyPoint point) {
    double[] u = direction(point, 1);
    double[] v = direction(point, 2);
    double[] product = point.network().hessianVector(point.data(), v);
    return against(point, u, v, Kernels.dot(u, product), Kernels.norm(product));
  }

  /** Compares a claimed u^T H v with the sum of mixed second differences over pairs of layers. */
  private static Evidence against(
      AnyPoint point, double[] u, double[] v, double claimed, double norm) {
    double size = Kernels.norm(u) * norm;
    double difference = 0;
    int depth = point.network().depth();
    for (int k = 1; k <= depth; k++) {
      double[] first = point.layerPart(u, k);
      for (int j = 1; j <= depth; j++) {
        double[] second = point.layerPart(v, j);
        double s = point.step(k);
        double t = point.step(j);
        double same = point.loss(first, s, second, t) + point.loss(first, -s, second, -t);
        double opposite = point.loss(first, s, second, -t) + point.loss(first, -s, second, t);
        same /= s * t;
        opposite /= s * t;
        difference += (same - opposite) / 4;
        size = Math.max(size, Math.max(same, opposite));
      }
    }
    return Evidence.of(Check.equal("u^T H v", claimed, difference).scale(size).relative(TOLERANCE));
  }

  @Override
  public Optional<Evidence> examinePrecisely(AnyPoint any) {
    double[] u = direction(any, 1);
    double[] v = direction(any, 2);
    PrecisePoint point = PrecisePoint.of(any);
    Precise difference = Precise.ZERO;
    for (int k = 1; k <= any.network().depth(); k++) {
      PreciseMatrix[] first = PrecisePoint.blocks(any.network(), any.layerPart(u, k));
      PrecisePoint ahead = point.moved(Precise.ONE, first);
      PrecisePoint behind = point.moved(Precise.ONE.negate(), first);
      for (int j = 1; j <= any.network().depth(); j++) {
        PreciseMatrix[] second = PrecisePoint.blocks(any.network(), any.layerPart(v, j));
        difference =
            difference
                .add(ahead.moved(Precise.ONE, second).loss())
                .add(behind.moved(Precise.ONE.negate(), second).loss())
                .subtract(ahead.moved(Precise.ONE.negate(), second).loss())
                .subtract(behind.moved(Precise.ONE, second).loss());
      }
    }
    PreciseMatrix[] product = point.hessianVector(PrecisePoint.blocks(any.network(), v));
    Precise claimed = PrecisePoint.dot(PrecisePoint.blocks(any.network(), u), product);
    return Optional.of(
        Evidence.of(
            Check.equal("u^T H v", claimed, difference.divide(Precise.of(4))).relative(TOLERANCE)));
  }

  @Override
  public List<Probe<AnyPoint>> probes() {
    return List.of(
        Probe.<AnyPoint>claiming(
                "without the residual terms, away from minimizers",
                HessianVectorProduct::gaussNewton)
            .breaking(0.5),
        Probe.<AnyPoint>changing(
                "loss with the factor 1/2",
                (point, evidence) -> evidence.mapChecks(c -> c.value(c.value() / 2)))
            .breaking(0.9));
  }

  @Override
  public List<Mutant<AnyPoint>> mutants() {
    return List.of(
        Mutant.changing(
            "the factor 2 missing",
            (point, evidence) -> evidence.mapChecks(c -> c.value(c.value() / 2))));
  }

  /** 2 (J u)^T Sigma (J v), with J u by exact differences of the end-to-end vector. */
  private static Evidence gaussNewton(AnyPoint point) {
    double[] u = direction(point, 1);
    double[] v = direction(point, 2);
    double[] right = new double[point.data().dimension()];
    point.data().applyCovariance(pushForward(point, v), right);
    double claimed = 2 * Kernels.dot(pushForward(point, u), right);
    return against(point, u, v, claimed, Math.abs(claimed) / Kernels.norm(u));
  }

  private static double[] pushForward(AnyPoint point, double[] direction) {
    double[] result = new double[point.data().dimension()];
    double[] parameters = point.network().parameters();
    for (int k = 1; k <= point.network().depth(); k++) {
      double[] part = point.layerPart(direction, k);
      double[] ahead = parameters.clone();
      double[] behind = parameters.clone();
      Kernels.axpy(1, part, 0, ahead, 0, part.length);
      Kernels.axpy(-1, part, 0, behind, 0, part.length);
      double[] plus = point.network().with(ahead).endToEnd();
      Kernels.axpy(-1, point.network().with(behind).endToEnd(), 0, plus, 0, plus.length);
      Kernels.axpy(0.5, plus, 0, result, 0, plus.length);
    }
    return result;
  }

  private static double[] direction(AnyPoint point, long key) {
    return RandomStream.ofKey(key).gaussian(new double[point.network().parameterCount()]);
  }
}
