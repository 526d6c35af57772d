package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.plateau.landscape.Enclosure;
import org.plateau.landscape.MinimizerSpectrum;
import org.plateau.landscape.Sharpness;
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
 * At a minimizer the sharpness is the top eigenvalue of a matrix of the size of the input. Spec:
 * sharpness-and-depth, E3.
 */
final class MinimizerSharpnessForm implements NetworkClaim<Minimizer> {

  private static final double TOLERANCE = 1e-9;

  @Override
  public Statement statement() {
    return Statement.identity("sharpness/tangent-kernel")
        .title("At a minimizer the P x P Hessian has the top eigenvalue of a d x d matrix")
        .tex(
            "S = 2\\lambda_{\\max}(\\Sigma^{1/2}M\\Sigma^{1/2}),\\quad"
                + " M=\\sum_{k=1}^L\\|g_k\\|^2B_{k-1}^\\top B_{k-1}")
        .source(MARION_CHIZAT, "setting", DERIVED)
        .constant("2", "the loss is a mean square without the factor 1/2", DERIVED)
        .hypothesis("minimizer")
        .spec("sharpness-and-depth", "E3")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Minimizer draw(Draws draws) {
    return Minimizer.drawSmallAnyData(draws);
  }

  @Override
  public Minimizer instance(DeepLinearNetwork network, LeastSquaresData data) {
    return FullHessian.instance(network, data);
  }

  @Override
  public Evidence examine(Minimizer m) {
    return m.requiredIn(evidence(m));
  }

  private static Evidence evidence(Minimizer m) {
    FullHessian full = FullHessian.of(m.network(), m.data());
    double expected = full.largest();
    double value = MinimizerSpectrum.of(m.network(), m.data()).largest();
    Enclosure certified = Sharpness.atMinimizer(m.network(), m.data());
    return Evidence.of(
        Check.equal("d x d form against the whole Hessian", value, expected)
            .relative(TOLERANCE)
            .error(full.roundoff()),
        Check.atMost(
                "distance of the two, against the certified error",
                Math.abs(value - expected),
                certified.error() + full.roundoff())
            .scale(scale(value)));
  }

  /** Where nothing is curved, as in the network of zeros, there is no natural scale. */
  private static double scale(double sharpness) {
    return sharpness > 0 ? sharpness : 1;
  }

  /** The residual of a double eigenvector under the exact Hessian encloses its eigenvalue. */
  @Override
  public Optional<Evidence> examinePrecisely(Minimizer m) {
    return m.precisely(exact -> precise(m, exact));
  }

  private static Evidence precise(Minimizer m, PreciseMinimizer exact) {
    PreciseMatrix[] v =
        PrecisePoint.blocks(m.network(), FullHessian.of(m.network(), m.data()).topEigenvector());
    PreciseMatrix[] image = exact.point(m.data()).hessianVector(v);
    Precise squared = PrecisePoint.dot(v, v);
    Precise theta = PrecisePoint.dot(v, image).divide(squared);
    Precise residual =
        PrecisePoint.dot(image, image).subtract(theta.square().multiply(squared)).abs();
    double radius = residual.divide(squared).sqrt().magnitude();
    Precise form = exact.sharpness();
    Precise expected = theta.widen(radius);
    Enclosure certified = Sharpness.atMinimizer(m.network(), m.data());
    return Evidence.of(
        Check.equal("d x d form against the whole Hessian", form, expected).relative(TOLERANCE),
        Check.atMost(
                "distance of the two, against the certified error",
                Math.abs(certified.value() - theta.toDouble()),
                certified.error() + radius)
            .scale(scale(certified.value())));
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.dropping("minimizer: random layers", Minimizer::drawAnywhere).breaking(0.6),
        Probe.<Minimizer>claiming(
                "M without its first term |g_1|^2 I", MinimizerSharpnessForm::withoutFirstTerm)
            .drawing(Minimizer::drawSmall)
            .breaking(0.6));
  }

  @Override
  public List<Mutant<Minimizer>> mutants() {
    return List.of(
        Mutant.changing(
            "the factor 2 missing",
            (m, evidence) ->
                new Evidence(
                    List.of(evidence.checks().get(0).value(evidence.checks().get(0).value() / 2)),
                    evidence.hypotheses(),
                    evidence.facts(),
                    null)));
  }

  /** Without the term 2 |g_1|^2 Sigma the top eigenvalue falls by 2 |g_1|^2 lambda at least. */
  private static Evidence withoutFirstTerm(Minimizer m) {
    double[][] g = m.network().backward();
    double missing = 2 * m.data().smallest() * Kernels.dot(g[1], g[1]);
    double value = MinimizerSpectrum.of(m.network(), m.data()).largest();
    double expected = FullHessian.of(m.network(), m.data()).largest();
    return Evidence.of(
        Check.equal("d x d form against the whole Hessian", value - missing, expected)
            .relative(TOLERANCE));
  }
}
