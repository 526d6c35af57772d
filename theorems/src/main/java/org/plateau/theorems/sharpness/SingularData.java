package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.Sharpness;
import org.plateau.matrix.Kernels;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * With fewer samples than inputs the minimizers form w* + ker X; the bounds hold for all of them,
 * with w* the solution of minimum norm. Spec: sharpness-and-depth, C8.
 */
final class SingularData implements MinimizerClaim {

  @Override
  public Statement statement() {
    return Statement.lower("sharpness/singular-data")
        .title("With fewer samples than inputs the bounds hold, with the minimum-norm solution")
        .tex("S(W) \\ge S_{\\min} \\ge 2La\\|w^*\\|^{2-2/L}\\|p\\|^{2/L},\\quad w \\in w^*+\\ker X")
        .source(MARION_CHIZAT, "the theorem on the least sharpness, without n >= d", DERIVED)
        .constant("\\|w^*\\|", "minimum norm among all solutions", DERIVED)
        .hypothesis("minimizer")
        .spec("sharpness-and-depth", "C8")
        .growsWith("L");
  }

  @Override
  public Minimizer draw(Draws draws) {
    return Minimizer.drawSingular(draws);
  }

  @Override
  public Evidence examine(Minimizer m) {
    MinimalSharpness minimal = m.minimal();
    Sharpness sharpness = m.sharpness();
    double excess = Kernels.norm(m.network().endToEnd()) / m.data().solutionNorm();
    return m.requiredIn(
        Evidence.of(
                Comparison.atLeast("sharpness S(W)", sharpness.value(), minimal.value())
                    .error(sharpness.enclosure().error() + minimal.enclosure().error()),
                Comparison.atLeast(
                        "sharpness against the closed form", sharpness.value(), bound(m, 1))
                    .error(sharpness.enclosure().error()))
            .fact("|w| / |w*|", excess));
  }

  @Override
  public Optional<Evidence> examinePrecisely(Minimizer m) {
    return m.precisely(
        exact ->
            Evidence.of(
                Comparison.atLeast("sharpness S(W)", exact.sharpness(), m.preciseLeast()),
                Comparison.atLeast(
                    "sharpness against the closed form", exact.sharpness(), exact.lowerBound())));
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.<Minimizer>changing(
                "|w| for |w*| in the norm, not in a",
                (m, evidence) ->
                    evidence.mapChecks(
                        check ->
                            check.bound(
                                bound(
                                    m,
                                    Kernels.norm(m.network().endToEnd())
                                        / m.data().solutionNorm()))))
            .on(Minimizer.NEAR_FLAT)
            .breaking(0.3),
        Probe.dropping("minimizer: small random weights", Minimizer::drawSmallWeights)
            .breaking(0.8));
  }

  @Override
  public List<Mutant<Minimizer>> mutants() {
    return List.of(Mutant.scaled("constant 50 % too large", 1.5));
  }

  private static double bound(Minimizer m, double normFactor) {
    return m.minimal().lowerBound() * FastMath.pow(normFactor, 2 - 2.0 / m.depth());
  }
}
