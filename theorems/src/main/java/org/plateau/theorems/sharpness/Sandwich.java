package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Closed bounds of the least sharpness from both sides, derived in this project. The lower one
 * implies that of the paper, since a <= alpha. Spec: sharpness-and-depth, C3.
 */
final class Sandwich implements NetworkClaim<DepthSetting> {

  @Override
  public Statement statement() {
    return Statement.tight("sharpness/sandwich")
        .title("The least sharpness lies between two closed forms that meet as depth grows")
        .tex(
            "2L\\,\\alpha^{1/L}\\beta^{1-1/L}\\|p\\|^{2/L} \\le S_{\\min} \\le"
                + " 2L\\,\\Lambda^{1/L}\\beta^{1-1/L}\\|p\\|^{2/L}")
        .source(MARION_CHIZAT, "sharpens the theorem on the least sharpness", DERIVED)
        .constant("\\alpha", "w*^T Sigma^2 w* / beta, at least a", DERIVED)
        .hypothesis("depth at least 2")
        .spec("sharpness-and-depth", "C3")
        .growsWith("L")
        .cost(Cost.TINY);
  }

  @Override
  public DepthSetting draw(Draws draws) {
    return DepthSetting.draw(draws);
  }

  @Override
  public DepthSetting instance(DeepLinearNetwork network, LeastSquaresData data) {
    return new DepthSetting(data, network.depth(), network.outputNorm());
  }

  @Override
  public Evidence examine(DepthSetting s) {
    double least = s.minimal().value();
    double error = s.minimal().enclosure().error();
    double lower = s.scaled(s.data().alpha());
    double upper = s.scaled(s.data().largest());
    return Evidence.of(
            Comparison.atLeast("least sharpness from below", least, lower).error(error),
            Comparison.atMost("least sharpness from above", least, upper).error(error))
        .requires("depth at least 2", s.depth() - 2)
        .fact("L", s.depth())
        .fact("ratio of the bounds", upper / lower);
  }

  @Override
  public Optional<Evidence> examinePrecisely(DepthSetting s) {
    Precise least = Minimizer.preciseLeast(s.minimal());
    return PreciseMinimizer.of(s.narrowWitness())
        .map(
            exact ->
                Evidence.of(
                    Comparison.atLeast(
                        "least sharpness from below", least, exact.scaled(exact.alpha())),
                    Comparison.atMost(
                        "least sharpness from above", least, exact.scaled(exact.largest()))));
  }

  @Override
  public List<Probe<DepthSetting>> probes() {
    return List.of(
        Probe.<DepthSetting>claiming(
                "Lambda instead of alpha below",
                s ->
                    Evidence.of(
                        Comparison.atLeast(
                            "least sharpness", s.minimal().value(), s.scaled(s.data().largest()))))
            .breaking(0.6),
        Probe.<DepthSetting>claiming(
                "alpha instead of Lambda above",
                s ->
                    Evidence.of(
                        Comparison.atLeast(
                            "least sharpness", s.scaled(s.data().alpha()), s.minimal().value())))
            .breaking(0.6),
        Probe.<DepthSetting>scaled("lower bound 2 % larger", 1.02).breaking(0.2));
  }

  @Override
  public List<Mutant<DepthSetting>> mutants() {
    return List.of(
        Mutant.changing(
            "exponents of Lambda and beta swapped",
            (s, evidence) ->
                evidence.mapChecks(
                    c ->
                        c.bound(
                            c.bound()
                                * FastMath.pow(
                                    s.data().largest() / s.data().beta(), 1 - 2.0 / s.depth())))),
        Mutant.changing(
            "L - 1 for L",
            (s, evidence) ->
                evidence.mapChecks(c -> c.bound(c.bound() * (s.depth() - 1) / s.depth()))));
  }
}
