package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.HessianTrace;
import org.plateau.landscape.MinimalTrace;
import org.plateau.landscape.RankOneMinimizer;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.precision.Precise;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The least trace of the Hessian over minimizers, 2 L (tr Sigma)^{1/L} beta^{1-1/L} pi^{2/L}, and
 * the rank-one minimizer that attains it. Spec: sharpness-and-depth, C9.
 */
final class LeastHessianTrace implements MinimizerClaim {

  @Override
  public Statement statement() {
    return Statement.tight("sharpness/minimal-trace")
        .title("The least trace of the Hessian has a closed form, attained by a rank-one minimizer")
        .tex(
            "\\min_W \\operatorname{tr} H(W) ="
                + " 2L(\\operatorname{tr}\\Sigma)^{1/L}\\beta^{1-1/L}\\|p\\|^{2/L}")
        .source(MARION_CHIZAT, "companion of the theorem on the least sharpness", DERIVED)
        .constant("2L", "by the means inequality", DERIVED)
        .hypothesis("minimizer")
        .spec("sharpness-and-depth", "C9")
        .growsWith("L");
  }

  @Override
  public Minimizer draw(Draws draws) {
    return Minimizer.drawAnyData(draws);
  }

  @Override
  public Evidence examine(Minimizer m) {
    double least = MinimalTrace.of(m.data(), m.depth(), m.outputNorm());
    return m.requiredIn(
        Evidence.of(
            Comparison.atLeast("tr H(W)", HessianTrace.of(m.network(), m.data()), least),
            Comparison.equal("tr H at the witness", HessianTrace.of(witness(m), m.data()), least)));
  }

  @Override
  public Optional<Evidence> examinePrecisely(Minimizer m) {
    Optional<PreciseMinimizer> witness = PreciseMinimizer.of(new Minimizer(witness(m), m.data()));
    return PreciseMinimizer.of(m)
        .flatMap(
            exact ->
                witness.map(
                    attained -> {
                      Precise least = exact.scaled(exact.trace());
                      return m.requiredIn(
                          Evidence.of(
                              Comparison.atLeast("tr H(W)", exact.hessianTrace(), least),
                              Comparison.equal(
                                  "tr H at the witness", attained.hessianTrace(), least)));
                    }));
  }

  private static DeepLinearNetwork witness(Minimizer m) {
    double r = MinimalTrace.firstNorm(m.data(), m.depth(), m.outputNorm());
    return RankOneMinimizer.of(m.data(), m.network().widths(), m.network().output(), r);
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.<Minimizer>changing(
                "Lambda instead of tr Sigma",
                (m, evidence) -> evidence.mapChecks(c -> c.bound(c.bound() * withLargest(m))))
            .breaking(0.6),
        Probe.dropping("minimizer: small random weights", Minimizer::drawSmallWeights)
            .breaking(0.8),
        Probe.<Minimizer>changing(
                "exponent 1 of beta",
                (m, evidence) ->
                    evidence.mapChecks(
                        c -> c.bound(c.bound() * FastMath.pow(m.data().beta(), 1.0 / m.depth()))))
            .breaking(0.9));
  }

  @Override
  public List<Mutant<Minimizer>> mutants() {
    return List.of(
        Mutant.changing(
            "the factor 2 missing",
            (m, evidence) -> evidence.mapChecks(c -> c.bound(c.bound() / 2))),
        Mutant.changing(
            "d Lambda for tr Sigma",
            (m, evidence) ->
                evidence.mapChecks(
                    c ->
                        c.bound(
                            c.bound()
                                * withLargest(m)
                                * FastMath.pow(m.data().dimension(), 1.0 / m.depth())))));
  }

  private static double withLargest(Minimizer m) {
    return FastMath.pow(m.data().largest() / m.data().trace(), 1.0 / m.depth());
  }
}
