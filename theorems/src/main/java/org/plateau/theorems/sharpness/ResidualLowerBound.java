package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.Sharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The lower bound on the sharpness for residual networks, square layers and a fixed output vector:
 * S >= S_min >= 2 L a |w*|^{2-2/L} |p|^{2/L}. Spec: sharpness-and-depth, I6.
 */
final class ResidualLowerBound implements NetworkClaim<Minimizer> {

  private static final String NEAR_FLAT = "near-flat";
  private static final String RESIDUAL = "residual";
  private static final String AGAINST_BOUND = "sharpness S(W)";
  private static final String AGAINST_LEAST = "sharpness S(W) against the least";

  @Override
  public Statement statement() {
    return Statement.lower("sharpness/residual-lower-bound")
        .title("Minimizers of residual networks are at least this sharp, linearly in depth")
        .tex("S(W) \\ge S_{\\min} \\ge 2 L a \\, \\|w^*\\|^{2-2/L} \\|p\\|^{2/L}")
        .source(MARION_CHIZAT, "lower bound of the theorem on the least sharpness", DERIVED)
        .constant("\\|p\\|^{2/L}", "fixed output vector", DERIVED)
        .hypothesis("minimizer")
        .hypothesis("fixed output vector p")
        .spec("sharpness-and-depth", "I6")
        .growsWith("L")
        .cost(Cost.TINY);
  }

  @Override
  public Minimizer draw(Draws draws) {
    return draw(draws, FastMath.exp(draws.normal("log |p|", 0, 0.5)));
  }

  private static Minimizer draw(Draws draws, double outputNorm) {
    String family = draws.family(NEAR_FLAT, RESIDUAL);
    LeastSquaresData data = Regression.overdetermined(draws, 2, 6);
    int d = data.dimension();
    int depth = draws.integer("L", 2, 16);
    return draws.until(
        "|g_1| >= 1e-3",
        100,
        again -> {
          double[] p = Minimizer.output(again, d, outputNorm);
          return Minimizer.fitted(
              family.equals(NEAR_FLAT)
                  ? Minimizer.flattened(again, data, squares(d, depth), p)
                  : ResidualStart.network(
                      again.stream("W"), depth, p, ResidualStart.deviation(1, depth, d)),
              data);
        });
  }

  private static int[] squares(int d, int depth) {
    int[] widths = PaperSetting.widths(d, depth);
    widths[depth] = d;
    return widths;
  }

  @Override
  public Minimizer instance(DeepLinearNetwork network, LeastSquaresData data) {
    for (int width : network.widths()) {
      if (!network.hasFixedOutput() || width != network.width(0)) {
        throw new IllegalArgumentException(
            "network: a residual network has square layers and an output vector p; for other"
                + " shapes check sharpness/lower-bound");
      }
    }
    return Minimizer.nextTo(network, data);
  }

  @Override
  public Evidence examine(Minimizer m) {
    Sharpness sharpness = m.sharpness();
    MinimalSharpness minimal = m.minimal();
    return m.requiredIn(
            Evidence.of(
                Comparison.atLeast(AGAINST_BOUND, sharpness.value(), own(m))
                    .error(sharpness.enclosure().error()),
                Comparison.atLeast(AGAINST_LEAST, sharpness.value(), minimal.value())
                    .error(sharpness.enclosure().error() + minimal.enclosure().error())))
        .fact("S / S_min", sharpness.value() / minimal.value());
  }

  private static double own(Minimizer m) {
    return bound(m, 2 - 2.0 / m.depth(), 2.0 / m.depth());
  }

  private static double bound(Minimizer m, double exponent, double outputExponent) {
    return 2
        * m.depth()
        * m.data().rayleigh()
        * FastMath.pow(m.data().solutionNorm(), exponent)
        * FastMath.pow(m.outputNorm(), outputExponent);
  }

  @Override
  public Optional<Evidence> examinePrecisely(Minimizer m) {
    return m.precisely(
        exact ->
            Evidence.of(
                Comparison.atLeast(AGAINST_BOUND, exact.sharpness(), exact.lowerBound()),
                Comparison.atLeast(AGAINST_LEAST, exact.sharpness(), m.preciseLeast())));
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.<Minimizer>changing("the constant, 5 % larger", (m, e) -> withBound(e, 1.05 * own(m)))
            .on(NEAR_FLAT)
            .breaking(0.2),
        Probe.<Minimizer>changing(
                "without |p|^(2/L), for |p| = 0.1",
                (m, evidence) -> withBound(evidence, bound(m, 2 - 2.0 / m.depth(), 0)))
            .drawing(draws -> draw(draws, 0.1))
            .breaking(0.2));
  }

  @Override
  public List<Mutant<Minimizer>> mutants() {
    return List.of(
        Mutant.changing(
            "constant 10 % too large", (m, evidence) -> withBound(evidence, 1.1 * own(m))),
        Mutant.changing(
            "|p|^(1/L)",
            (m, evidence) -> withBound(evidence, bound(m, 2 - 2.0 / m.depth(), 1.0 / m.depth()))),
        Mutant.changing(
            "|w*|^2", (m, evidence) -> withBound(evidence, bound(m, 2, 2.0 / m.depth()))),
        Mutant.changing(
            "the least for the network without p",
            (m, evidence) ->
                evidence.mapChecks(
                    c ->
                        c.what().equals(AGAINST_LEAST)
                            ? c.bound(MinimalSharpness.of(m.data(), m.depth(), 1).value())
                            : c)));
  }

  /** The evidence with another closed bound; the least sharpness stays. */
  private static Evidence withBound(Evidence evidence, double bound) {
    return evidence.mapChecks(c -> c.what().equals(AGAINST_BOUND) ? c.bound(bound) : c);
  }
}
