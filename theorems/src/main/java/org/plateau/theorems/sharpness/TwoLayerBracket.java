package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.theorems.Check;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Two layers with one hidden neuron: the sharpness of every minimizer from its imbalance C = |P
 * u|^2 - v^2 alone. In the companion's notation sigma_1^2 / n = Lambda, d_i^2 / n = z_i^2, Q =
 * |w*|^2. Spec: sharpness-and-depth, C10 (a).
 */
final class TwoLayerBracket implements NetworkClaim<Minimizer> {

  @Override
  public Statement statement() {
    return Statement.tight("sharpness/two-layer-bracket")
        .title("The imbalance of a two-layer minimizer with one neuron brackets its sharpness")
        .tex(
            "\\tfrac2n\\Bigl(\\sigma_1^2v^2+\\frac{d_1^2}{v^2}\\Bigr)\\le S\\le"
                + "\\tfrac2n\\Bigl(\\sigma_1^2v^2+\\frac{\\sum_i d_i^2}{v^2}\\Bigr),\\quad"
                + " v^2=\\tfrac12\\bigl(\\sqrt{C^2+4Q}-C\\bigr)")
        .source(MARION_CHIZAT, CompanionBracket.SOURCE, PAPER)
        .constant("2/n", "their loss has the factor 1/(2N), so their S is half of ours", PAPER)
        .hypothesis("minimizer")
        .hypothesis("two layers, one hidden neuron, no output vector")
        .spec("sharpness-and-depth", "C10 (a)");
  }

  @Override
  public Minimizer draw(Draws draws) {
    boolean singular = draws.family("overdetermined", "singular").equals("singular");
    LeastSquaresData data =
        singular ? Regression.singular(draws) : Regression.overdetermined(draws);
    double size = FastMath.exp(draws.uniform("log |v|", -2, 2));
    double v = draws.coin("v < 0") ? -size : size;
    double[] target = singular ? Regression.withKernelPart(draws, data) : data.solution();
    double[] parameters = new double[data.dimension() + 1];
    parameters[data.dimension()] = v;
    DeepLinearNetwork network =
        DeepLinearNetwork.plain(new int[] {data.dimension(), 1, 1}, parameters);
    return new Minimizer(network.movedTo(target), data);
  }

  @Override
  public Minimizer instance(DeepLinearNetwork network, LeastSquaresData data) {
    if (network.depth() != 2 || network.width(1) != 1 || network.hasFixedOutput()) {
      throw new IllegalArgumentException(
          "W: this claim speaks of two layers with one hidden neuron and no p");
    }
    return Minimizer.nextTo(network, data);
  }

  @Override
  public Evidence examine(Minimizer m) {
    double c = imbalance(m, true);
    return m.requiredIn(evidence(m, c));
  }

  private static Evidence evidence(Minimizer m, double c) {
    double q = m.data().solutionNorm() * m.data().solutionNorm();
    double root = Math.sqrt(Math.fma(c, c, 4 * q));
    double v2 = c > 0 ? 2 * q / (root + c) : (root - c) / 2;
    double v = m.network().layer(2)[0];
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.equal("v^2 from the imbalance", v * v, v2)
            .scale(v2)
            .relative(CompanionBracket.TOLERANCE));
    checks.addAll(bracket(m, v2).of(m).checks());
    return Evidence.of(checks).fact("C", c);
  }

  private static CompanionBracket bracket(Minimizer m, double v2) {
    double z1 = m.data().components()[0];
    return new CompanionBracket(
        2 * (m.data().largest() * v2 + z1 * z1 / v2),
        2 * (m.data().largest() * v2 + m.data().beta() / v2));
  }

  @Override
  public Optional<Evidence> examinePrecisely(Minimizer m) {
    return m.precisely(exact -> precise(exact));
  }

  /** P u = w* / v at a minimizer, so that C = |w*|^2 / v^2 - v^2. */
  private static Evidence precise(PreciseMinimizer exact) {
    Precise v = exact.squaredNorm(1);
    Precise q = exact.solutionNorm().square();
    Precise c = q.divide(v).subtract(v);
    Precise root = c.square().add(q.multiply(4)).sqrt();
    Precise fromC = q.multiply(2).divide(root.add(c));
    Precise top = exact.largest().multiply(fromC);
    Precise lower = top.add(exact.topComponentSquared().divide(fromC)).multiply(2);
    Precise upper = top.add(exact.beta().divide(fromC)).multiply(2);
    List<Check> checks = new ArrayList<>();
    checks.add(Comparison.equal("v^2 from the imbalance", v, fromC));
    checks.addAll(CompanionBracket.of(exact, lower, upper).checks());
    return Evidence.of(checks);
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.<Minimizer>claiming(
                "u without the projection, n < d", m -> evidence(m, imbalance(m, false)))
            .on("singular")
            .breaking(0.9),
        Probe.<Minimizer>claiming(
                "the top signal component above",
                m -> {
                  double v = m.network().layer(2)[0];
                  return bracket(m, v * v).lowerAbove(m);
                })
            .breaking(0.6));
  }

  @Override
  public List<Mutant<Minimizer>> mutants() {
    return List.of(
        Mutant.scaled("their normalization, half of ours", 0.5),
        Mutant.changing(
            "sign of C flipped",
            (m, evidence) ->
                evidence.mapChecks(
                    c -> c.what().startsWith("v^2") ? c.bound(flipped(m, c.bound())) : c)));
  }

  /** |P u|^2 - v^2, P the projection on the row space of X (or none). */
  private static double imbalance(Minimizer m, boolean projected) {
    int d = m.data().dimension();
    double[] u = m.network().layer(1);
    double v = m.network().layer(2)[0];
    double squared = 0;
    if (projected) {
      double[] factor = m.data().orthogonalFactor();
      for (int i = 0; i < m.data().rank(); i++) {
        double along = Kernels.dot(factor, i * d, u, 0, d);
        squared += along * along / Kernels.dot(factor, i * d, factor, i * d, d);
      }
    } else {
      squared = Kernels.dot(u, u);
    }
    return squared - v * v;
  }

  /** The root for -C is |w*|^2 over the root for C. */
  private static double flipped(Minimizer m, double root) {
    return m.data().solutionNorm() * m.data().solutionNorm() / root;
  }
}
