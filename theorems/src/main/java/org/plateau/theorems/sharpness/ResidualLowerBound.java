package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.Sharpness;
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
 * The lower bound on the sharpness for residual networks, square layers and a fixed output vector:
 * S >= 2 L a |w*|^{2-2/L} |p|^{2/L}. Spec: sharpness-and-depth, I6.
 */
final class ResidualLowerBound implements NetworkClaim<Minimizer> {

  private static final String NEAR_FLAT = "near-flat";
  private static final String RESIDUAL = "residual";
  private static final double TOLERANCE = 1e-9;

  @Override
  public Statement statement() {
    return Statement.lower("sharpness/residual-lower-bound")
        .title("Minimizers of residual networks are at least this sharp, linearly in depth")
        .tex("S(W) \\ge 2 L a \\, \\|w^*\\|^{2-2/L} \\|p\\|^{2/L}")
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
    return new Minimizer(network, data);
  }

  @Override
  public Evidence examine(Minimizer m) {
    Sharpness sharpness = m.sharpness();
    double bound = bound(m, 2 - 2.0 / m.depth(), 2.0 / m.depth());
    return m.requiredIn(
            evidence(
                Check.atLeast("sharpness S(W)", sharpness.value(), bound)
                    .error(sharpness.enclosure().error()),
                bound))
        .fact("S / S_min", sharpness.value() / m.minimal().value());
  }

  private static Evidence evidence(Check check, double scale) {
    return Evidence.of(check.scale(scale).relative(TOLERANCE));
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
    PreciseNetwork network = PreciseNetwork.of(m.network(), m.data());
    PreciseMatrix target = network.target();
    Precise beta = target.dot(network.sigma().multiply(target));
    Precise inverse = Precise.ratio(2, m.depth());
    Precise bound =
        beta.multiply(2 * m.depth())
            .multiply(network.output().norm().divide(target.norm()).pow(inverse));
    return Optional.of(
        evidence(Check.atLeast("sharpness S(W)", network.sharpness(), bound), bound.toDouble()));
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.<Minimizer>scaled("the constant, 5 % larger", 1.05).on(NEAR_FLAT).breaking(0.2),
        Probe.<Minimizer>changing(
                "without |p|^(2/L), for |p| = 0.1",
                (m, evidence) -> evidence.mapChecks(c -> c.bound(bound(m, 2 - 2.0 / m.depth(), 0))))
            .drawing(draws -> draw(draws, 0.1))
            .breaking(0.2));
  }

  @Override
  public List<Mutant<Minimizer>> mutants() {
    return List.of(
        Mutant.scaled("constant 10 % too large", 1.1),
        Mutant.changing(
            "|p|^(1/L)",
            (m, evidence) ->
                evidence.mapChecks(c -> c.bound(bound(m, 2 - 2.0 / m.depth(), 1.0 / m.depth())))),
        Mutant.changing(
            "|w*|^2",
            (m, evidence) -> evidence.mapChecks(c -> c.bound(bound(m, 2, 2.0 / m.depth())))));
  }
}
