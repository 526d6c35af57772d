package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.plateau.landscape.Sharpness;
import org.plateau.matrix.Kernels;
import org.plateau.precision.Precise;
import org.plateau.theorems.Check;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * A lower bound of the sharpness from the norms of the backward vectors alone, between the
 * sharpness and the bound of the theorem. Spec: sharpness-and-depth, C4. For singular Sigma the
 * first term needs |w*| of the minimum-norm solution, not |g_0|.
 */
final class MinimizerCertificate implements MinimizerClaim {

  @Override
  public Statement statement() {
    return Statement.lower("sharpness/certificate")
        .title("The backward vectors of a minimizer certify its sharpness")
        .tex(
            "S(W) \\ge 2\\beta\\Bigl(\\frac{\\|g_1\\|^2}{\\|w^*\\|^2} + \\sum_{k=2}^L"
                + "\\frac{\\|g_k\\|^2}{\\|g_{k-1}\\|^2}\\Bigr) \\ge"
                + " 2La\\|w^*\\|^{2-2/L}\\|p\\|^{2/L}")
        .source(MARION_CHIZAT, "step of the lower bound's proof, made a statement", DERIVED)
        .constant("2\\beta", "signal that a linear map explains", DERIVED)
        .hypothesis("minimizer")
        .spec("sharpness-and-depth", "C4")
        .growsWith("L");
  }

  @Override
  public Minimizer draw(Draws draws) {
    return Minimizer.drawAnyData(draws);
  }

  @Override
  public Evidence examine(Minimizer m) {
    return evidence(m, Sharpness.certificate(m.network(), m.data()));
  }

  private static Evidence evidence(Minimizer m, double certificate) {
    Sharpness sharpness = m.sharpness();
    double bound = m.minimal().lowerBound();
    return m.requiredIn(
        Evidence.of(
            Comparison.atLeast("sharpness S(W)", sharpness.value(), certificate)
                .error(sharpness.enclosure().error()),
            Comparison.atLeast("certificate", certificate, bound)));
  }

  /** The certificate with another norm than |w*| in the first term. */
  private static double certificate(Minimizer m, double firstNorm) {
    double g1 = Kernels.norm(m.network().backward()[1]);
    double right = g1 / m.data().solutionNorm();
    double other = g1 / firstNorm;
    double change = 2 * m.data().beta() * (other * other - right * right);
    return Sharpness.certificate(m.network(), m.data()) + change;
  }

  @Override
  public Optional<Evidence> examinePrecisely(Minimizer m) {
    return m.precisely(exact -> precise(exact));
  }

  private static Evidence precise(PreciseMinimizer exact) {
    Precise sum = exact.squaredNorm(1).divide(exact.solutionNorm().square());
    for (int k = 2; k <= exact.depth(); k++) {
      sum = sum.add(exact.squaredNorm(k).divide(exact.squaredNorm(k - 1)));
    }
    Precise certificate = sum.multiply(exact.beta()).multiply(2);
    return Evidence.of(
        Comparison.atLeast("sharpness S(W)", exact.sharpness(), certificate),
        Comparison.atLeast("certificate", certificate, exact.lowerBound()));
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.dropping("minimizer: small random weights", Minimizer::drawSmallWeights)
            .breaking(0.8),
        Probe.<Minimizer>claiming(
                "|w| for |w*| in the first term, n < d",
                m -> evidence(m, certificate(m, Kernels.norm(m.network().endToEnd()))))
            .drawing(Minimizer::drawSingular)
            .on(Minimizer.NEAR_FLAT)
            .breaking(0.2),
        Probe.<Minimizer>claiming(
                "certificate 2 % larger",
                m ->
                    Evidence.of(
                        Check.atLeast(
                            "sharpness S(W)",
                            m.sharpness().value(),
                            1.02 * Sharpness.certificate(m.network(), m.data()))))
            .on(Minimizer.NEAR_FLAT)
            .breaking(0.2));
  }

  @Override
  public List<Mutant<Minimizer>> mutants() {
    return List.of(
        Mutant.scaled("twice too large", 2),
        Mutant.changing(
            "the first term missing",
            (m, evidence) ->
                evidence.mapChecks(
                    c ->
                        c.what().equals("certificate")
                            ? c.value(certificate(m, Double.POSITIVE_INFINITY))
                            : c)));
  }
}
