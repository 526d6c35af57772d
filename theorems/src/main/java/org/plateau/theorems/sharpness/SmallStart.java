package org.plateau.theorems.sharpness;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.Ending;
import org.plateau.dynamics.FlowEnd;
import org.plateau.dynamics.FlowPlan;
import org.plateau.dynamics.GradientFlow;
import org.plateau.dynamics.LayerBalance;
import org.plateau.dynamics.Objective;
import org.plateau.dynamics.StepObserver;
import org.plateau.dynamics.Tolerances;
import org.plateau.landscape.Sharpness;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.network.LeastSquaresLoss;
import org.plateau.theorems.Check;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;

/**
 * Where a gradient flow of a plain network starts: regression data with positive definite Sigma,
 * and layers on the right side of 0, R(W(0)) &lt; R(0).
 *
 * <p>The usual draw satisfies the hypothesis of the small-scale claims exactly: Gaussian layers are
 * scaled so that kappa, the sum of the |D_k(0)|_2, is a uniform share of ln 2 |w*|^{2/L} / (L - 1)
 * (spec: sharpness-and-depth, F5).
 */
record SmallStart(LeastSquaresData data, int[] widths, double[] weights) {

  /** The gap, relative to that at 0, at which a flow counts as ended. */
  static final double END = 1e-14;

  private static final double LOG_SCALE_RATIO = FastMath.log(4);
  private static final int ATTEMPTS = 100;
  private static final String SHARE = "share of the allowed kappa";

  /** d in 1 .. 4, L in 2 .. 6, hidden widths in 1 .. 5. */
  static SmallStart draw(Draws draws) {
    LeastSquaresData data = regression(draws, 1, 4);
    int[] widths = widths(draws, data.dimension(), 6, 5);
    return drawWithShare(draws, data, widths, draws.uniform(SHARE, 0.01, 1));
  }

  /** As {@link #draw}, with kappa up to 20 times as large as the claims on small scales allow. */
  static SmallStart drawOfAnySize(Draws draws) {
    LeastSquaresData data = regression(draws, 1, 4);
    int[] widths = widths(draws, data.dimension(), 6, 5);
    return drawWithShare(draws, data, widths, draws.logUniform(SHARE, 0.01, 20));
  }

  /** As {@link #drawOfAnySize}, with two layers. */
  static SmallStart drawTwoLayers(Draws draws) {
    LeastSquaresData data = regression(draws, 1, 4);
    int[] widths = widths(draws, data.dimension(), 2, 5);
    return drawWithShare(draws, data, widths, draws.logUniform(SHARE, 0.01, 20));
  }

  private static SmallStart drawWithShare(
      Draws draws, LeastSquaresData data, int[] widths, double share) {
    return scaled(
        draws,
        data,
        widths,
        gaussian -> Math.sqrt(share * allowedKappa(data, depth(widths)) / kappa(widths, gaussian)));
  }

  /** As {@link #draw}, with layers of one standard deviation in the given range. */
  static SmallStart drawWithScale(Draws draws, double low, double high) {
    LeastSquaresData data = regression(draws, 2, 4);
    int[] widths = new int[6];
    Arrays.fill(widths, 5);
    widths[0] = data.dimension();
    widths[5] = 1;
    double scale = draws.uniform("scale", low, high);
    return scaled(draws, data, widths, gaussian -> scale);
  }

  /** All hidden widths 1, layers of standard deviation in [0.1, 0.6]. */
  static SmallStart drawWidthOne(Draws draws) {
    LeastSquaresData data = regression(draws, 1, 4);
    int[] widths = widths(draws, data.dimension(), 6, 1);
    double scale = draws.uniform("scale", 0.1, 0.6);
    return scaled(draws, data, widths, gaussian -> scale);
  }

  private interface Scale {
    double of(double[] gaussian);
  }

  private static SmallStart scaled(Draws draws, LeastSquaresData data, int[] widths, Scale scale) {
    return draws.until(
        "R(W(0)) < R(0)",
        ATTEMPTS,
        again -> {
          double[] weights = again.gaussian("W", DeepLinearNetwork.parameterCount(widths));
          double factor = scale.of(weights);
          for (int i = 0; i < weights.length; i++) {
            weights[i] *= factor;
          }
          SmallStart start = new SmallStart(data, widths, weights);
          return Optional.of(start.lossBelowZero() > 0 ? start : start.flipped())
              .filter(right -> right.lossBelowZero() > 0);
        });
  }

  static LeastSquaresData regression(Draws draws, int lowest, int highest) {
    int d = draws.integer("d", lowest, highest);
    int n = d + draws.integer("surplus", 5, 20);
    return Regression.gaussian(draws, n, d, LOG_SCALE_RATIO);
  }

  private static int[] widths(Draws draws, int d, int deepest, int widest) {
    int[] widths = new int[draws.integer("L", 2, deepest) + 1];
    widths[0] = d;
    for (int k = 1; k < depth(widths); k++) {
      widths[k] = draws.integer("width " + k, 1, widest);
    }
    widths[depth(widths)] = 1;
    return widths;
  }

  private static int depth(int[] widths) {
    return widths.length - 1;
  }

  private static double kappa(int[] widths, double[] weights) {
    return LayerBalance.of(widths, weights).kappa();
  }

  /** ln 2 |w*|^{2/L} / (L - 1). */
  static double allowedKappa(LeastSquaresData data, int depth) {
    return FastMath.log(2) * FastMath.pow(data.solutionNorm(), 2.0 / depth) / (depth - 1);
  }

  /** The same start with the sign of the last layer changed. */
  private SmallStart flipped() {
    double[] changed = weights.clone();
    for (int i = weights.length - widths[depth() - 1]; i < weights.length; i++) {
      changed[i] = -changed[i];
    }
    return new SmallStart(data, widths, changed);
  }

  int depth() {
    return depth(widths);
  }

  double kappa() {
    return kappa(widths, weights);
  }

  LayerBalance balance() {
    return LayerBalance.of(widths, weights);
  }

  DeepLinearNetwork network(double[] parameters) {
    return DeepLinearNetwork.plain(widths, parameters);
  }

  /** w of the leading entries of a state. */
  double[] endToEnd(double[] state) {
    return network(Arrays.copyOf(state, weights.length)).endToEnd();
  }

  /** The gap as a function of the flat parameters; for one thread. */
  Objective objective() {
    LeastSquaresLoss loss = new LeastSquaresLoss(network(weights), data);
    return Objective.of(loss);
  }

  /** A wrong {@link #objective}: its first layer's gradient is a function of (weight, gradient). */
  Objective objective(DoubleBinaryOperator firstLayer) {
    Objective loss = objective();
    int first = widths[0] * widths[1];
    return Objective.of(
        loss.dimension(),
        (point, gradient) -> {
          double gap = loss.evaluate(point, gradient);
          for (int i = 0; i < first; i++) {
            gradient[i] = firstLayer.applyAsDouble(point[i], gradient[i]);
          }
          return gap;
        });
  }

  /** Evidence on a flow that must have reached a minimizer. */
  Evidence atEnd(FlowEnd end, Check... checks) {
    return Evidence.of(checks)
        .requires("the flow converged", end.ending() == Ending.CONVERGED ? 1 : -1)
        .fact("L", depth());
  }

  /** Follows the flow to its end. */
  FlowEnd flow(StepObserver observer) {
    return GradientFlow.of(objective(), Tolerances.STANDARD)
        .run(weights, FlowPlan.toMinimizer(data.beta(), END), observer);
  }

  Sharpness sharpness(double[] parameters) {
    return Sharpness.of(network(parameters), data);
  }

  /** The singular values of layer k, descending. */
  static double[] singularValues(int[] widths, double[] weights, int k) {
    return SingularValues.of(layer(widths, weights, k), widths[k], widths[k - 1]);
  }

  /**
   * The largest singular value of a layer with its vectors.
   *
   * @param norm |W_k|_2
   * @param left u_k
   * @param right v_k
   */
  record Top(double norm, double[] left, double[] right) {}

  /** The largest singular values of all layers, none of which may be 0. */
  static Top[] tops(int[] widths, double[] weights) {
    Top[] tops = new Top[depth(widths)];
    for (int k = 1; k <= tops.length; k++) {
      SingularValues values = new SingularValues(widths[k], widths[k - 1]);
      values.decompose(layer(widths, weights, k));
      Top top = new Top(values.value(0), new double[widths[k]], new double[widths[k - 1]]);
      values.leading(1, top.left(), top.right());
      tops[k - 1] = top;
    }
    return tops;
  }

  private static double[] layer(int[] widths, double[] weights, int k) {
    int from = 0;
    for (int j = 1; j < k; j++) {
      from += widths[j] * widths[j - 1];
    }
    return Arrays.copyOfRange(weights, from, from + widths[k] * widths[k - 1]);
  }

  /** |w*|^{2/L}. */
  double balancedSquare() {
    return FastMath.pow(data.solutionNorm(), 2.0 / depth());
  }

  /**
   * R(0) - R(W) = w^T Sigma (2 w* - w), without the cancellation of the two losses, which is total
   * for tiny weights.
   */
  double lossBelowZero() {
    int d = widths[0];
    double[] w = endToEnd(weights);
    double[] way = data.solution();
    double[] image = new double[d];
    for (int j = 0; j < d; j++) {
      way[j] = 2 * way[j] - w[j];
    }
    data.applyCovariance(way, image);
    return Kernels.dot(w, image);
  }

  /** How far kappa is below what the small-scale claims allow, relative to that. */
  double kappaMargin() {
    return 1 - kappa() / allowedKappa(data, depth());
  }
}
