package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.Sharpness;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * No minimizer of a depth-L linear network is flatter than 2 L a |w*|^{2-2/L} pi^{2/L}. Proof: move
 * all layers along g_k (W_k^T g_k)^T so that w moves along w*, then use the inequality of
 * arithmetic and geometric means. Spec: sharpness-and-depth, C1.
 */
final class SharpnessLowerBound implements MinimizerClaim {

  @Override
  public Statement statement() {
    return Statement.lower("sharpness/lower-bound")
        .title("Every minimizer is at least this sharp, linearly in depth")
        .tex("S(W) \\ge 2 L a \\, \\|w^*\\|^{2-2/L} \\, \\|p\\|^{2/L}")
        .source(MARION_CHIZAT, "lower bound of the theorem on the least sharpness", PAPER)
        .constant("2La", "at |w*| = 1, as drawn in the paper's figures; proved in the spec", PAPER)
        .constant("\\|p\\|^{2/L}", "fixed output vector", DERIVED)
        .hypothesis("minimizer")
        .hypothesis("loss without the factor 1/2")
        .spec("sharpness-and-depth", "C1")
        .growsWith("L")
        .cost(Cost.TINY);
  }

  @Override
  public Minimizer draw(Draws draws) {
    return Minimizer.drawDefinite(draws);
  }

  @Override
  public Evidence examine(Minimizer m) {
    Sharpness sharpness = m.sharpness();
    double bound = bound(m, 2 - 2.0 / m.depth());
    return m.requiredIn(
        Evidence.of(
            Comparison.atLeast("sharpness S(W)", sharpness.value(), bound)
                .error(sharpness.enclosure().error())));
  }

  @Override
  public Optional<Evidence> examinePrecisely(Minimizer m) {
    return m.precisely(
        exact ->
            Evidence.of(
                Comparison.atLeast("sharpness S(W)", exact.sharpness(), exact.lowerBound())));
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.<Minimizer>scaled("the constant, 5 % larger", 1.05)
            .on(Minimizer.NEAR_FLAT)
            .breaking(0.3),
        Probe.dropping("minimizer: small random weights", Minimizer::drawSmallWeights)
            .breaking(0.8),
        Probe.dropping("minimizer: all weights zero", Minimizer::drawOrigin).breaking(0.99),
        Probe.<Minimizer>changing(
                "exponent 2 instead of 2 - 2/L",
                (m, evidence) -> evidence.mapChecks(check -> check.bound(bound(m, 2))))
            .on(Minimizer.NEAR_FLAT)
            .breaking(0.4),
        Probe.<Minimizer>changing(
                "loss with the factor 1/2",
                (m, evidence) -> evidence.mapChecks(check -> check.value(check.value() / 2)))
            .on(Minimizer.NEAR_FLAT)
            .breaking(0.6),
        Probe.<Minimizer>changing(
                "without |p|^(2/L), for |p| = 0.1",
                (m, evidence) ->
                    evidence.mapChecks(check -> check.bound(check.bound() / m.outputFactor())))
            .drawing(SharpnessLowerBound::drawWithShortOutput)
            .breaking(0.9));
  }

  @Override
  public List<Mutant<Minimizer>> mutants() {
    return List.of(
        Mutant.scaled("constant 10 % too large", 1.1),
        Mutant.scaled("constant 10 % too small", 0.9),
        Mutant.changing(
            "exponent 2 - 1/L",
            (m, evidence) -> evidence.mapChecks(c -> c.bound(bound(m, 2 - 1.0 / m.depth())))),
        Mutant.changing(
            "L + 1 for L",
            (m, evidence) ->
                evidence.mapChecks(c -> c.bound(c.bound() * (m.depth() + 1) / m.depth()))),
        Mutant.changing(
            "|p|^(2/L) missing",
            (m, evidence) -> evidence.mapChecks(c -> c.bound(c.bound() / m.outputFactor()))));
  }

  private static double bound(Minimizer m, double exponent) {
    return 2
        * m.depth()
        * m.data().rayleigh()
        * FastMath.pow(m.data().solutionNorm(), exponent)
        * m.outputFactor();
  }

  /** Near-flat, |p| = 0.1, noise 1e-5: the least sharpness itself is what is compared. */
  private static Minimizer drawWithShortOutput(Draws draws) {
    LeastSquaresData data = Regression.overdetermined(draws);
    int depth = draws.integer("L", 2, 24);
    return draws.until(
        "|g_1| >= 1e-3",
        200,
        again -> {
          int[] widths = Minimizer.widths(again, data.dimension(), depth, true, 8);
          double[] p = Minimizer.output(again, widths[depth], 0.1);
          return Minimizer.fitted(Minimizer.flattened(again, data, widths, p, 1e-5), data);
        });
  }
}
