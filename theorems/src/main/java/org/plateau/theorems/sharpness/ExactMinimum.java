package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.Enclosure;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.Sharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The exact least sharpness of a depth, derived in this project: no minimizer is below it, and a
 * rank-one minimizer with |W_1| = |w*| / r and all other layers of norm (r/pi)^{1/(L-1)} attains
 * it. Spec: sharpness-and-depth, C3.
 */
final class ExactMinimum implements MinimizerClaim {

  @Override
  public Statement statement() {
    return Statement.tight("sharpness/exact-minimum")
        .title("The least sharpness has a closed form, and a rank-one minimizer attains it")
        .tex(
            "S_{\\min} = 2\\min_{r>0}\\lambda_{\\max}\\bigl(r^2\\Sigma + (L-1)"
                + "(\\|p\\|/r)^{2/(L-1)} zz^\\top\\bigr),\\quad z = \\Sigma^{1/2}w^*")
        .source(MARION_CHIZAT, "sharpens the theorem on the least sharpness", DERIVED)
        .constant("L-1", "layers above the first, by the means inequality", DERIVED)
        .hypothesis("minimizer")
        .hypothesis("depth at least 2")
        .spec("sharpness-and-depth", "C3")
        .growsWith("L");
  }

  @Override
  public Minimizer draw(Draws draws) {
    return Minimizer.drawAnyData(draws);
  }

  @Override
  public Evidence examine(Minimizer m) {
    return evidence(m, m.minimal().value());
  }

  private static Evidence evidence(Minimizer m, double claimed) {
    Sharpness sharpness = m.sharpness();
    MinimalSharpness minimal = m.minimal();
    DeepLinearNetwork witness = minimal.witness(m.network().widths(), m.network().output());
    Enclosure attained = Sharpness.atMinimizer(witness, m.data());
    double rounding = minimal.enclosure().error();
    return m.requiredIn(
            Evidence.of(
                Comparison.atLeast("sharpness S(W)", sharpness.value(), claimed)
                    .error(sharpness.enclosure().error() + rounding),
                Comparison.equal("sharpness of the witness", attained.value(), claimed)
                    .error(attained.error() + rounding)))
        .requires("depth at least 2", m.depth() - 2);
  }

  @Override
  public Optional<Evidence> examinePrecisely(Minimizer m) {
    DeepLinearNetwork flattest = m.minimal().witness(m.network().widths(), m.network().output());
    Optional<PreciseMinimizer> witness = PreciseMinimizer.of(new Minimizer(flattest, m.data()));
    return PreciseMinimizer.of(m)
        .flatMap(
            exact ->
                witness.map(
                    attained ->
                        m.requiredIn(
                            Evidence.of(
                                Comparison.atLeast(
                                    "sharpness S(W)", exact.sharpness(), m.preciseLeast()),
                                Comparison.equal(
                                    "sharpness of the witness",
                                    attained.sharpness(),
                                    m.preciseLeast())))));
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.<Minimizer>claiming(
                "L instead of L - 1", m -> evidence(m, m.minimal().value() * oneLayerMore(m)))
            .breaking(0.95),
        Probe.<Minimizer>claiming(
                "Lambda w* w*^T instead of z z^T", m -> evidence(m, withoutRoot(m)))
            .breaking(0.6),
        Probe.<Minimizer>dropping("minimizer: small random weights", Minimizer::drawSmallWeights)
            .breaking(0.9));
  }

  @Override
  public List<Mutant<Minimizer>> mutants() {
    return List.of(
        Mutant.changing(
            "L for L - 1",
            (m, evidence) -> evidence.mapChecks(c -> c.bound(c.bound() * oneLayerMore(m)))),
        Mutant.changing(
            "the factor 2 missing",
            (m, evidence) -> evidence.mapChecks(c -> c.bound(c.bound() / 2))),
        Mutant.changing(
            "alpha bound instead of the minimum",
            (m, evidence) -> evidence.mapChecks(c -> c.bound(m.minimal().sharperLowerBound()))));
  }

  /** (L-1) enters the minimum with the power (L-1)/L. */
  private static double oneLayerMore(Minimizer m) {
    double hidden = m.depth() - 1;
    return FastMath.pow(m.depth() / hidden, hidden / m.depth());
  }

  /** The formula with Lambda w* w*^T, in the eigenbasis of Sigma. */
  private static double withoutRoot(Minimizer m) {
    double[] s = m.data().spectrum();
    double[] z = m.data().components();
    for (int i = 0; i < z.length; i++) {
      z[i] *= Math.sqrt(m.data().largest() / s[i]);
    }
    return 2 * MinimalSharpness.leastTop(s, z, m.depth(), m.outputNorm());
  }
}
