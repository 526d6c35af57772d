package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.RankOneMinimizer;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * A balanced minimizer whose hidden layers have one neuron each: its sharpness lies between two
 * closed forms of the data. In the companion's notation sigma_1^2 / n = Lambda, d_i^2 / n = z_i^2,
 * Q = |w*|^2. Spec: sharpness-and-depth, C10 (b).
 */
final class BalancedBracket implements NetworkClaim<Minimizer> {

  @Override
  public Statement statement() {
    return Statement.tight("sharpness/balanced-bracket")
        .title("The sharpness of a balanced minimizer with one neuron a layer, bracketed by data")
        .tex(
            "\\tfrac2n\\bigl(\\sigma_1^2Q^{1-1/L}+(L-1)d_1^2Q^{-1/L}\\bigr)\\le S_{bal}\\le"
                + "\\tfrac2n\\bigl(\\sigma_1^2Q^{1-1/L}+(L-1)\\textstyle\\sum_i d_i^2Q^{-1/L}\\bigr)")
        .source(MARION_CHIZAT, CompanionBracket.SOURCE, PAPER)
        .constant("Q", "|w*|^2; needs w = w* of minimum norm when n < d", DERIVED)
        .hypothesis("minimizer with w = w*")
        .hypothesis("balanced, hidden widths 1, no output vector")
        .spec("sharpness-and-depth", "C10 (b)")
        .growsWith("L");
  }

  @Override
  public Minimizer draw(Draws draws) {
    LeastSquaresData data =
        draws.family("overdetermined", "singular").equals("singular")
            ? Regression.singular(draws)
            : Regression.overdetermined(draws);
    return minimizer(data, draws.integer("L", 2, 12), 1);
  }

  @Override
  public Minimizer instance(DeepLinearNetwork network, LeastSquaresData data) {
    boolean narrow = !network.hasFixedOutput();
    for (int k = 1; k <= network.depth(); k++) {
      narrow &= network.width(k) == 1;
    }
    if (!narrow) {
      throw new IllegalArgumentException(
          "W: this claim speaks of layers with one neuron each and no p");
    }
    return Minimizer.nextTo(network, data);
  }

  @Override
  public Evidence examine(Minimizer m) {
    return m.requiredIn(bracket(m).of(m))
        .requires(BalancedUpperBound.BALANCED, BalancedUpperBound.balanceMargin(m.network()))
        .requires(Minimizer.LEAST_NORM, m.leastNormMargin());
  }

  private static CompanionBracket bracket(Minimizer m) {
    int depth = m.depth();
    double q = m.data().solutionNorm() * m.data().solutionNorm();
    double top = m.data().largest() * FastMath.pow(q, 1 - 1.0 / depth);
    double z1 = m.data().components()[0];
    double hidden = (depth - 1) * FastMath.pow(q, -1.0 / depth);
    return new CompanionBracket(2 * (top + hidden * z1 * z1), 2 * (top + hidden * m.data().beta()));
  }

  @Override
  public Optional<Evidence> examinePrecisely(Minimizer m) {
    return m.precisely(exact -> precise(exact));
  }

  private static Evidence precise(PreciseMinimizer exact) {
    int depth = exact.depth();
    Precise q = exact.solutionNorm().square();
    Precise top = exact.largest().multiply(q.pow(Precise.ratio(depth - 1L, depth)));
    Precise hidden = q.pow(Precise.ratio(-1, depth)).multiply(depth - 1);
    Precise lower = top.add(hidden.multiply(exact.topComponentSquared())).multiply(2);
    Precise upper = top.add(hidden.multiply(exact.beta())).multiply(2);
    return CompanionBracket.of(exact, lower, upper);
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.dropping("balanced: depth 3 and more, second layer larger", BalancedBracket::drawSkew)
            .breaking(0.8),
        Probe.dropping("w = w*: a kernel part in w, n < d", BalancedBracket::drawWithKernelPart)
            .breaking(0.6),
        Probe.<Minimizer>claiming("the top signal component above", m -> bracket(m).lowerAbove(m))
            .breaking(0.6));
  }

  @Override
  public List<Mutant<Minimizer>> mutants() {
    return List.of(
        Mutant.scaled("their normalization, half of ours", 0.5),
        Mutant.changing(
            "Q^(1/L) for Q^(-1/L)",
            (m, evidence) ->
                evidence.mapChecks(
                    c ->
                        c.bound(
                            c.bound() * FastMath.pow(m.data().solutionNorm(), 4.0 / m.depth())))));
  }

  private static Minimizer minimizer(LeastSquaresData data, int depth, double stretch) {
    int[] widths = new int[depth + 1];
    Arrays.fill(widths, 1);
    widths[0] = data.dimension();
    double r = RankOneMinimizer.balancedNorm(data, depth, 1);
    DeepLinearNetwork network = RankOneMinimizer.of(data, widths, new double[] {1}, r);
    return new Minimizer(Rescaling.of(network, stretch), data);
  }

  private static Minimizer drawSkew(Draws draws) {
    LeastSquaresData data = Regression.overdetermined(draws);
    return minimizer(data, draws.integer("L", 3, 12), draws.logUniform("stretch", 2, 20));
  }

  /** All layers of norm |w|^{1/L}, with w = w* + k. */
  private static Minimizer drawWithKernelPart(Draws draws) {
    LeastSquaresData data = Regression.singular(draws);
    int depth = draws.integer("L", 2, 12);
    double[] target = Regression.withKernelPart(draws, data);
    double ratio = Kernels.norm(target) / data.solutionNorm();
    Minimizer m = minimizer(data, depth, 1);
    double[] parameters = m.network().parameters();
    double factor = FastMath.pow(ratio, 1.0 / depth);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= factor;
    }
    return new Minimizer(m.network().with(parameters).movedTo(target), data);
  }
}
