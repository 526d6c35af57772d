package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.plateau.landscape.MinimizerSpectrum;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Check;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * At a minimizer the Frobenius norm of the Hessian is 2 sqrt(tr((Sigma M)^2)). Spec:
 * sharpness-and-depth, E5.
 */
final class HessianFrobeniusForm implements NetworkClaim<Minimizer> {

  private static final double TOLERANCE = 1e-9;

  @Override
  public Statement statement() {
    return Statement.identity("sharpness/hessian-frobenius")
        .title("At a minimizer the Frobenius norm of the Hessian follows from a d x d matrix")
        .tex("\\|H\\|_F^2 = 4\\operatorname{tr}\\bigl((\\Sigma M)^2\\bigr)")
        .source(MARION_CHIZAT, "setting", DERIVED)
        .constant("4", "the loss is a mean square without the factor 1/2", DERIVED)
        .hypothesis("minimizer")
        .spec("sharpness-and-depth", "E5")
        .cost(Cost.LIGHT);
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
    double full = FullHessian.of(m.network(), m.data()).frobeniusNorm();
    double form = MinimizerSpectrum.of(m.network(), m.data()).frobeniusNorm();
    return m.requiredIn(
        Evidence.of(Check.equal("Frobenius norm of H", form, full).relative(TOLERANCE)));
  }

  @Override
  public Optional<Evidence> examinePrecisely(Minimizer m) {
    return m.precisely(
        exact ->
            Evidence.of(
                Check.equal(
                        "Frobenius norm of H",
                        exact.hessianFrobenius(),
                        exact.point(m.data()).hessian(m.network()).norm())
                    .relative(TOLERANCE)));
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.dropping("minimizer: random layers", Minimizer::drawAnywhere).breaking(0.6),
        Probe.<Minimizer>changing(
                "the top eigenvalue alone",
                (m, evidence) ->
                    evidence.mapChecks(
                        c -> c.value(MinimizerSpectrum.of(m.network(), m.data()).largest())))
            .breaking(0.5));
  }

  @Override
  public List<Mutant<Minimizer>> mutants() {
    return List.of(
        Mutant.changing(
            "2 for 4 in the square",
            (m, evidence) -> evidence.mapChecks(c -> c.value(c.value() / Math.sqrt(2)))));
  }
}
