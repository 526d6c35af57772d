package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;
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
 * At every point the gradient is large where the end-to-end vector is: |grad R|^2 >= 4 |g_1|^2
 * |q|^2 >= 4 lambda (|w| / |W_1|_2)^2 (R - min R), with equality of the first kind for one layer.
 * So every critical point with w != 0 is a global minimizer. Proof: the first layer's gradient is 2
 * g_1 q^T, w = W_1^T g_1, and |q|^2 >= lambda (w - w*)^T Sigma (w - w*). Spec: sharpness-and-depth,
 * F8.
 */
final class GradientDomination implements NetworkClaim<AnyPoint> {

  private static final double TOLERANCE = 1e-9;
  private static final String SECOND = "squared first-layer gradient";

  @Override
  public Statement statement() {
    return Statement.lower("sharpness/gradient-domination")
        .title("Away from w = 0 the gradient dominates the gap, so critical points are minimizers")
        .tex(
            "\\|\\nabla R(W)\\|^2 \\ge 4 \\|g_1\\|^2 \\|\\Sigma(w - w^*)\\|^2 \\ge 4 \\lambda"
                + " \\frac{\\|w\\|^2}{\\|W_1\\|_2^2} \\bigl(R(W) - R_{\\min}\\bigr)")
        .source(MARION_CHIZAT, "convergence of the flow from small initialization", DERIVED)
        .constant("4", "R has no factor 1/2", DERIVED)
        .hypothesis("Sigma positive definite")
        .hypothesis("w is not zero")
        .spec("sharpness-and-depth", "F8")
        .growsWith("L")
        .cost(Cost.TINY);
  }

  @Override
  public AnyPoint draw(Draws draws) {
    return AnyPoint.drawDefinite(draws);
  }

  @Override
  public AnyPoint instance(DeepLinearNetwork network, LeastSquaresData data) {
    return new AnyPoint(network, data);
  }

  @Override
  public Evidence examine(AnyPoint it) {
    DeepLinearNetwork network = it.network();
    double[] gradient = network.gradient(it.data());
    double[][] g = network.backward();
    double[] q = residual(it.data(), g[0]);
    double squared = Kernels.dot(gradient, gradient);
    double viaFirstLayer = 4 * Kernels.dot(g[1], g[1]) * Kernels.dot(q, q);
    double firstNorm = SingularValues.of(network.layer(1), network.width(1), network.width(0))[0];
    double norm = Kernels.norm(g[0]);
    double ratio = firstNorm > 0 ? norm / firstNorm : 0;
    double viaGap = 4 * it.data().smallest() * ratio * ratio * network.lossGap(it.data());
    return evidence(
            Check.atLeast("squared gradient", squared, viaFirstLayer),
            Check.atLeast(SECOND, viaFirstLayer, viaGap))
        .requires("Sigma positive definite", it.data().smallest() > 0 ? 1 : -1)
        .requires("w is not zero", norm > 0 ? 1 : -1)
        .fact("L", network.depth());
  }

  private static double[] residual(LeastSquaresData data, double[] w) {
    double[] error = w.clone();
    Kernels.axpy(-1, data.solution(), 0, error, 0, error.length);
    double[] q = new double[error.length];
    data.applyCovariance(error, q);
    return q;
  }

  private static Evidence evidence(Check first, Check second) {
    return Evidence.of(first.relative(TOLERANCE), second.relative(TOLERANCE));
  }

  @Override
  public Optional<Evidence> examinePrecisely(AnyPoint it) {
    PrecisePoint precise = PrecisePoint.of(it);
    PreciseMatrix[] gradient = precise.gradient();
    PreciseMatrix[] g = precise.backward();
    PreciseMatrix q = precise.residual();
    Precise viaFirstLayer = g[1].dot(g[1]).multiply(q.dot(q)).multiply(4);
    Precise lambda = precise.sigma().symmetricEigenvalues()[0];
    Precise ratio = g[0].norm().divide(precise.layer(1).spectralNorm());
    Precise viaGap = lambda.multiply(ratio.square()).multiply(precise.gap()).multiply(4);
    return Optional.of(
        evidence(
            Check.atLeast("squared gradient", PrecisePoint.dot(gradient, gradient), viaFirstLayer),
            Check.atLeast(SECOND, viaFirstLayer, viaGap)));
  }

  @Override
  public List<Probe<AnyPoint>> probes() {
    return List.of(
        Probe.<AnyPoint>scaled("the constant, 5 % larger", 1.05)
            .on(AnyPoint.ONE_LAYER)
            .breaking(0.9),
        Probe.<AnyPoint>changing(
                "Lambda instead of lambda",
                (it, evidence) ->
                    evidence.mapChecks(
                        c ->
                            c.what().equals(SECOND)
                                ? c.bound(c.bound() * it.data().largest() / it.data().smallest())
                                : c))
            .breaking(0.5));
  }

  @Override
  public List<Mutant<AnyPoint>> mutants() {
    return List.of(
        Mutant.scaled("constant 10 % too large", 1.1),
        Mutant.scaled("constant 10 % too small", 0.9),
        Mutant.changing(
            "factor of the loss with 1/2 forgotten in the gradient",
            (it, evidence) -> evidence.mapChecks(c -> c.value(c.value() / 4))));
  }
}
