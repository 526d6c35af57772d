package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.Ending;
import org.plateau.dynamics.FlowEnd;
import org.plateau.dynamics.FlowPlan;
import org.plateau.dynamics.GradientFlow;
import org.plateau.dynamics.Tolerances;
import org.plateau.landscape.Sharpness;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomMatrices;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * If the gap at a residual initialization is small against what its layers allow, gradient flow
 * converges, close by, at a known rate, to a minimizer of known sharpness; all constants are
 * measured at the start. Layers that start at the identity allow a larger gap and a faster rate.
 * Spec: sharpness-and-depth, I3. No form at 50 digits: a flow has no enclosure here, only an
 * integrator.
 */
final class ResidualLocalConvergence implements Claim<ResidualLocalConvergence.Local> {

  private static final String IDENTITY = "identity";
  private static final double END = 1e-6;
  private static final String SMALL_GAP =
      "gap at most lambda |p|^2 K_lo^4 tau^2 / 16, or lambda |p|^2 / 16 for W_k = I";
  private static final double LEAST_PRODUCT = 0.05;
  private static final double ROUNDING = 1e-6;
  private static final Tolerances FINE = new Tolerances(1e-13, 1e-15);

  /**
   * A start, and how large its gap is against the threshold.
   *
   * @param start the network and its data
   * @param theta gap over threshold
   */
  record Local(ResidualStart start, double theta) {}

  @Override
  public Statement statement() {
    return Statement.upper("sharpness/residual-local-convergence")
        .title("From a residual start with a small gap, gradient flow converges nearby and fast")
        .tex(
            "R(W_0) - R_{\\min} \\le \\tfrac{\\lambda \\|p\\|^2 K_{lo}^4 \\tau^2}{16} \\Rightarrow \\|W_t -"
                + " W_0\\|_F \\le \\tau / \\sqrt{L}, \\; gap_t \\le gap_0 e^{-\\mu t}, \\; S \\le 2 \\Lambda"
                + " L \\|p\\|^2 (K_{hi} e^{K_{hi} \\tau})^4")
        .source(
            MARION_CHIZAT, "theorem on residual initialization, with explicit constants", DERIVED)
        .constant("\\tau", "ln(1 + K_lo / (2 K_hi)) / K_hi", DERIVED)
        .constant("\\mu", "lambda L |p|^2 K_lo^4 / 4", DERIVED)
        .constant("\\tau = 1/2", "for W_k = I, with mu = lambda L |p|^2", DERIVED)
        .hypothesis(SMALL_GAP)
        .spec("sharpness-and-depth", "I3")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Local draw(Draws draws) {
    return draw(draws, draws.uniform("theta", 0.3, 1));
  }

  /** w* := w(0) + delta with delta^T Sigma delta = theta times the threshold. */
  private static Local draw(Draws draws, double theta) {
    String family = draws.family("noisy", IDENTITY);
    int d = draws.integer("d", 1, 4);
    int n = d + draws.integer("surplus", 5, 20);
    int depth = draws.integer("L", 2, 8);
    double s = family.equals(IDENTITY) ? 0 : draws.uniform("s", 0, 1);
    double[] p = RandomMatrices.unitVector(draws.stream("p"), d);
    double length = FastMath.exp(draws.normal("log |p|", 0, 0.5));
    for (int i = 0; i < d; i++) {
      p[i] *= length;
    }
    double deviation = ResidualStart.deviation(s, depth, d);
    DeepLinearNetwork network =
        draws.until(
            "K_lo at least 0.05, so that the threshold is above rounding",
            100,
            again ->
                Optional.of(ResidualStart.network(again.stream("W"), depth, p, deviation))
                    .filter(it -> ResidualStart.leastProduct(it) >= LEAST_PRODUCT));
    double[] x = draws.gaussian("X", n, d);
    double[] delta = draws.gaussian("delta", d);
    double[] w = network.endToEnd();
    LeastSquaresData anyTarget = LeastSquaresData.of(x, times(x, delta, n, d), n, d);
    double factor =
        Math.sqrt(theta * Constants.of(network, anyTarget).threshold() / anyTarget.beta());
    Kernels.axpy(factor, delta, 0, w, 0, d);
    LeastSquaresData data = LeastSquaresData.of(x, times(x, w, n, d), n, d);
    return new Local(new ResidualStart(network, data), theta);
  }

  private static double[] times(double[] x, double[] w, int n, int d) {
    double[] y = new double[n];
    Kernels.multiply(x, w, y, n, d);
    return y;
  }

  /** The constants of the theorem, measured at the start. */
  private record Constants(double high, double tau, double threshold, double rate) {

    static Constants of(DeepLinearNetwork network, LeastSquaresData data) {
      return isIdentity(network) ? atIdentity(network, data) : measured(network, data);
    }

    /** W_k = I: products stay above 1 - tau as one, not each factor above one half. */
    private static Constants atIdentity(DeepLinearNetwork network, LeastSquaresData data) {
      double scale = data.smallest() * network.outputNorm() * network.outputNorm();
      return new Constants(1, 0.5, scale / 16, scale * network.depth());
    }

    private static boolean isIdentity(DeepLinearNetwork network) {
      double[] identity = Kernels.identity(network.width(0));
      boolean all = true;
      for (int k = 1; k <= network.depth(); k++) {
        all &= Arrays.equals(identity, network.layer(k));
      }
      return all;
    }

    private static Constants measured(DeepLinearNetwork network, LeastSquaresData data) {
      double high = ResidualStart.largestProduct(network);
      double low = ResidualStart.leastProduct(network);
      double tau = FastMath.log1p(low / (2 * high)) / high;
      double squared = network.outputNorm() * network.outputNorm();
      double scale = data.smallest() * squared * FastMath.pow(low, 4);
      return new Constants(high, tau, scale * tau * tau / 16, scale * network.depth() / 4);
    }
  }

  @Override
  public Evidence examine(Local local) {
    return examine(local, 1, 1);
  }

  private static Evidence examine(Local local, double rateFactor, double radiusFactor) {
    ResidualStart start = local.start();
    LeastSquaresData data = start.data();
    int depth = start.depth();
    Constants c = Constants.of(start.network(), data);
    double gap0 = start.network().lossGap(data);
    double rate = rateFactor * c.rate();
    double[] worst = {Double.NEGATIVE_INFINITY, 0};
    double[] first = start.network().parameters();
    FlowEnd end =
        GradientFlow.of(start.objective(), FINE)
            .run(
                first,
                FlowPlan.inTime(END * gap0, Double.POSITIVE_INFINITY),
                (time, state, gap) -> {
                  worst[0] = Math.max(worst[0], FastMath.log(gap / gap0) + rate * time);
                  worst[1] = Math.max(worst[1], distance(first, state));
                  return true;
                });
    Sharpness sharpness = Sharpness.of(start.network().with(end.weights()), data);
    double growth = FastMath.pow(c.high() * FastMath.exp(c.high() * c.tau()), 4);
    double squared = start.network().outputNorm() * start.network().outputNorm();
    return Evidence.of(
            Check.event("converged", end.ending() == Ending.CONVERGED),
            Check.atMost("|W(t) - W(0)|_F", worst[1], radiusFactor * c.tau() / Math.sqrt(depth)),
            Check.atMost("ln(gap(t) / gap(0)) + mu t", worst[0], 0).scale(1).absolute(ROUNDING),
            Check.atMost(
                    "sharpness at the end",
                    sharpness.value(),
                    2 * data.largest() * depth * squared * growth)
                .error(sharpness.enclosure().error()))
        .requires(SMALL_GAP, 1 + ROUNDING - gap0 / c.threshold())
        .fact("path over radius", end.pathLength() * Math.sqrt(depth) / c.tau())
        .fact("L", depth);
  }

  private static double distance(double[] from, double[] state) {
    double sum = 0;
    for (int i = 0; i < from.length; i++) {
      double change = state[i] - from[i];
      sum = Math.fma(change, change, sum);
    }
    return Math.sqrt(sum);
  }

  @Override
  public List<Probe<Local>> probes() {
    return List.of(
        Probe.<Local>dropping(
                "small gap: ten thousand times the threshold", draws -> draw(draws, 1e4))
            .breaking(0.9),
        Probe.<Local>claiming("a hundred times the rate", it -> examine(it, 100, 1)).breaking(0.3),
        Probe.<Local>claiming("a twentieth of the radius", it -> examine(it, 1, 0.05))
            .breaking(0.3));
  }
}
