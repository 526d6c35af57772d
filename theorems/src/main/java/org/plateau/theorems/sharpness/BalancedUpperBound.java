package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.RankOneMinimizer;
import org.plateau.landscape.Sharpness;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The least sharpness is at most 2 |w*|^{2-2/L} pi^{2/L} sqrt((2L-1) Lambda^2 + (L-1)^2 a^2), shown
 * by the balanced rank-one minimizer, whose sharpness is known exactly. Spec: sharpness-and-depth,
 * C2.
 */
final class BalancedUpperBound implements MinimizerClaim {

  /** The hypothesis that {@link #balanceMargin} measures. */
  static final String BALANCED = "balanced to 1e-10 / L^2";

  private static final double NEARLY = 1e-10;

  @Override
  public Statement statement() {
    return Statement.upper("sharpness/upper-bound")
        .title("Balanced rank-one minimizers are flat: their sharpness is within the upper bound")
        .tex(
            "S_{\\min} \\le S_{bal} = 2\\|w^*\\|^{2-2/L}\\|p\\|^{2/L}"
                + "\\lambda_{\\max}\\bigl(\\Sigma + (L-1)\\Sigma^{1/2}\\hat w^*\\hat w^{*\\top}"
                + "\\Sigma^{1/2}\\bigr) \\le 2\\|w^*\\|^{2-2/L}\\|p\\|^{2/L}"
                + "\\sqrt{(2L-1)\\Lambda^2 + (L-1)^2a^2}")
        .source(MARION_CHIZAT, "upper bound of the theorem on the least sharpness", PAPER)
        .constant("\\sqrt{(2L-1)\\Lambda^2+(L-1)^2a^2}", "recalled; implied by S_bal", DERIVED)
        .constant("\\|p\\|^{2/L}", "fixed output vector", DERIVED)
        .hypothesis("minimizer with w = w*")
        .hypothesis("layers balanced, of rank one, the last along p")
        .spec("sharpness-and-depth", "C2")
        .growsWith("L");
  }

  @Override
  public Minimizer draw(Draws draws) {
    return draw(draws, 1);
  }

  @Override
  public Evidence examine(Minimizer m) {
    MinimalSharpness minimal = m.minimal();
    Sharpness sharpness = m.sharpness();
    double error = sharpness.enclosure().error();
    double balanced = minimal.balanced();
    return m.requiredIn(
            Evidence.of(
                Comparison.equal("sharpness against its closed form", sharpness.value(), balanced)
                    .error(error),
                Comparison.atMost("sharpness S(W)", sharpness.value(), minimal.upperBound())
                    .error(error),
                Comparison.atMost("closed form", balanced, minimal.balancedUpperBound()),
                Comparison.atMost("least sharpness", minimal.value(), balanced)))
        .requires(Minimizer.LEAST_NORM, m.leastNormMargin())
        .requires(BALANCED, balanceMargin(m.network()))
        .requires(
            "last layer along p to 1e-10 / L", NEARLY / m.depth() - misalignment(m.network()));
  }

  @Override
  public Optional<Evidence> examinePrecisely(Minimizer m) {
    return m.precisely(exact -> precise(m, exact));
  }

  private static Evidence precise(Minimizer m, PreciseMinimizer exact) {
    int depth = m.depth();
    Precise sharpness = exact.sharpness();
    Precise balanced = exact.balanced();
    Precise top = exact.largest();
    Precise a = exact.rayleigh();
    Precise root =
        top.square()
            .multiply(2 * depth - 1)
            .add(a.square().multiply((depth - 1) * (depth - 1)))
            .sqrt();
    Precise sum = top.add(a.multiply(depth - 1));
    return Evidence.of(
        Comparison.equal("sharpness against its closed form", sharpness, balanced),
        Comparison.atMost("sharpness S(W)", sharpness, exact.power(root.multiply(2))),
        Comparison.atMost("closed form", balanced, exact.power(sum.multiply(2))),
        Comparison.atMost("least sharpness", m.preciseLeast(), balanced));
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.<Minimizer>claiming(
                "without Lambda: S_min <= 2 L a |w*|^(2-2/L)",
                m ->
                    Evidence.of(
                        Comparison.atMost("S_min", m.minimal().value(), m.minimal().lowerBound())))
            .breaking(0.6),
        Probe.<Minimizer>dropping("balanced rank one: random layers", Minimizer::draw)
            .on(Minimizer.RANDOM)
            .breaking(0.9),
        Probe.<Minimizer>dropping("balanced: first layer smaller, second larger", d -> draw(d, 10))
            .breaking(0.9),
        Probe.<Minimizer>changing(
                "without |p|^(2/L), for |p| = 10",
                (m, evidence) ->
                    evidence.mapChecks(check -> check.bound(check.bound() / m.outputFactor())))
            .drawing(BalancedUpperBound::drawWithLongOutput)
            .breaking(0.9));
  }

  @Override
  public List<Mutant<Minimizer>> mutants() {
    return List.of(
        Mutant.changing(
            "L for L - 1 in front of a",
            (m, evidence) ->
                evidence.mapChecks(
                    c ->
                        c.bound(
                            c.bound()
                                * (m.data().largest() + m.depth() * m.data().rayleigh())
                                / (m.data().largest() + (m.depth() - 1) * m.data().rayleigh())))),
        Mutant.changing(
            "exponent 2 - 1/L",
            (m, evidence) ->
                evidence.mapChecks(
                    c ->
                        c.bound(
                            c.bound() * FastMath.pow(m.data().solutionNorm(), 1.0 / m.depth())))));
  }

  private static Minimizer draw(Draws draws, double stretch) {
    boolean withP = draws.family("plain", "with p").equals("with p");
    LeastSquaresData data = Regression.any(draws);
    int depth = draws.integer("L", 2, 24);
    int[] widths = Minimizer.widths(draws, data.dimension(), depth, withP, 8);
    double[] p = withP ? Minimizer.output(draws, widths[depth]) : new double[] {1};
    return balanced(draws, data, widths, p, stretch);
  }

  private static Minimizer drawWithLongOutput(Draws draws) {
    LeastSquaresData data = Regression.overdetermined(draws);
    int depth = draws.integer("L", 2, 24);
    int[] widths = Minimizer.widths(draws, data.dimension(), depth, true, 8);
    return balanced(draws, data, widths, Minimizer.output(draws, widths[depth], 10), 1);
  }

  private static Minimizer balanced(
      Draws draws, LeastSquaresData data, int[] widths, double[] p, double stretch) {
    double r = RankOneMinimizer.balancedNorm(data, widths.length - 1, Kernels.norm(p));
    DeepLinearNetwork network = RankOneMinimizer.of(data, widths, p, r, draws.stream("units"));
    return new Minimizer(stretch == 1 ? network : Rescaling.of(network, stretch), data);
  }

  /**
   * How far the imbalance is below what the closed forms of balanced minimizers bear.
   *
   * <p>Let no |D_k|_F / |W_k|_F^2 be above delta, and 1 - |W_L^T p| / (|W_L|_F |p|) at most mu.
   * From the last layer down, |W_k|_2^2 and the factor (|g_{k-1}| / |g_k|)^2 that w sees differ by
   * a share of at most 2 mu + sqrt(2) (L - k) delta, and neighboring factors by that and delta
   * more. So each of the terms |g_k|^2 B_{k-1}^T B_{k-1}, and with them the sharpness, is off the
   * balanced one by a share of at most 1.5 L^2 delta + 4 L mu to first order (derived here): less
   * than the tolerance 1e-9 for delta = 1e-10 / L^2 and mu = 1e-10 / L.
   */
  static double balanceMargin(DeepLinearNetwork network) {
    return NEARLY / network.depth() / network.depth() - imbalance(network);
  }

  /** max_k |W_{k+1}^T W_{k+1} - W_k W_k^T|_F / |W_k|_F^2. */
  private static double imbalance(DeepLinearNetwork network) {
    double worst = 0;
    for (int k = 1; k < network.depth(); k++) {
      int width = network.width(k);
      double[] lower = network.layer(k);
      double[] upper = network.layer(k + 1);
      double[] left = new double[width * width];
      double[] right = new double[width * width];
      Kernels.multiplyTransposeLeft(upper, upper, left, width, network.width(k + 1), width);
      Kernels.multiplyTransposeRight(lower, lower, right, width, network.width(k - 1), width);
      Kernels.axpy(-1, right, 0, left, 0, left.length);
      double norm = Kernels.norm(lower);
      worst = Math.max(worst, Kernels.norm(left) / norm / norm);
    }
    return worst;
  }

  /** 1 - |W_L^T p| / (|W_L|_F |p|). */
  static double misalignment(DeepLinearNetwork network) {
    int depth = network.depth();
    double product = Kernels.norm(network.layer(depth)) * network.outputNorm();
    return 1 - Kernels.norm(network.backward()[depth - 1]) / product;
  }
}
