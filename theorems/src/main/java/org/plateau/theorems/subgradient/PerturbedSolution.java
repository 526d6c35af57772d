package org.plateau.theorems.subgradient;

import java.util.Arrays;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.RegressionLoss;
import org.plateau.dynamics.ResidualLoss;
import org.plateau.landscape.RobustRegression;
import org.plateau.matrix.Kernels;
import org.plateau.network.DiagonalLinearNetwork;
import org.plateau.precision.Precise;
import org.plateau.sampling.RandomStream;

/**
 * A true solution, a unit direction in the weights, and the radii at which to look.
 *
 * @param problem the regression
 * @param network the diagonal network, N x d
 * @param weights W with w_1 o ... o w_N = theta*
 * @param direction a unit vector in the weights, N x d
 * @param velocity v, the direction in theta from which {@code direction} was built
 * @param radii gamma, ascending
 */
record PerturbedSolution(
    RobustRegression problem,
    DiagonalLinearNetwork network,
    double[] weights,
    double[] direction,
    double[] velocity,
    double[] radii) {

  private static final double UNIT_ROUNDOFF = 0x1p-53;

  /** Moves only layer 1, along v / P_1, so that theta moves along v. */
  static PerturbedSolution inFirstLayer(
      RobustRegression problem,
      DiagonalLinearNetwork network,
      double[] weights,
      double[] v,
      double... radii) {
    double[] direction = new double[network.weightCount()];
    double[] partial = network.partialProduct(weights, 1);
    for (int i = 0; i < v.length; i++) {
      direction[i] = v[i] == 0 ? 0 : v[i] / partial[i];
    }
    return new PerturbedSolution(problem, network, weights, unit(direction), v, radii);
  }

  /**
   * Moves all layers alike, |delta_{j,i}| proportional to |v_i|^(1/N), the sign of v in layer 1:
   * where the layers vanish, theta moves along v, by (gamma / sqrt N)^N / ||v||_{2/N}.
   */
  static PerturbedSolution inAllLayers(
      RobustRegression problem,
      DiagonalLinearNetwork network,
      double[] weights,
      double[] v,
      double... radii) {
    double[] direction = network.balanced(v);
    return new PerturbedSolution(problem, network, weights, unit(direction), v, radii);
  }

  private static double[] unit(double[] direction) {
    double norm = Kernels.norm(direction);
    for (int i = 0; i < direction.length; i++) {
      direction[i] /= norm;
    }
    return direction;
  }

  /**
   * Returns an unbalanced true solution: layers 2 ... N are +-U[0.5, 2] everywhere, and layer 1
   * makes up for them.
   */
  static double[] unbalanced(DiagonalLinearNetwork network, double[] truth, RandomStream stream) {
    int d = network.width();
    double[] weights = new double[network.weightCount()];
    for (int i = d; i < weights.length; i++) {
      double size = stream.uniform(0.5, 2);
      weights[i] = stream.nextBoolean() ? -size : size;
    }
    double[] partial = network.partialProduct(weights, 1);
    for (int i = 0; i < d; i++) {
      weights[i] = truth[i] / partial[i];
    }
    return weights;
  }

  /** Returns the change of theta at radius gamma: prod(W + gamma delta) - prod(W). */
  double[] change(double gamma) {
    double[] u = network.product(moved(gamma));
    double[] from = network.product(weights);
    for (int i = 0; i < u.length; i++) {
      u[i] -= from[i];
    }
    return u;
  }

  /** Returns L(W) - L(W + gamma delta). */
  double decrease(double gamma) {
    return problem.decrease(change(gamma));
  }

  /**
   * Returns L(W) - L(W + gamma delta) from the loss of the weights and the data y, without knowing
   * the truth or the outliers; its error is at most {@link #lossRounding}.
   */
  double lossDecrease(double gamma) {
    RegressionLoss loss = new RegressionLoss(problem, network, ResidualLoss.ABSOLUTE);
    double before = loss.value(weights);
    return before - loss.value(moved(gamma));
  }

  /**
   * Bounds the rounding error of {@link #lossDecrease}: in each of two losses, and in y, a row sums
   * d terms <x_i, theta> and y_i, theta is a product of N factors, and m rows are averaged.
   */
  double lossRounding(double gamma) {
    int d = network.width();
    double[] theta = network.product(weights);
    double[] end = network.product(moved(gamma));
    double sizes = 0;
    for (int at = 0; at < problem.design().length; at++) {
      double larger = Math.max(Math.abs(theta[at % d]), Math.abs(end[at % d]));
      sizes = Math.fma(Math.abs(problem.design()[at]), larger, sizes);
    }
    for (double y : problem.targets()) {
      sizes += Math.abs(y);
    }
    double roundings = 3 * (d + problem.rows() + network.depth() + 2.0);
    return roundings * UNIT_ROUNDOFF * sizes / problem.rows();
  }

  private double[] moved(double gamma) {
    double[] moved = weights.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] = Math.fma(gamma, direction[i], moved[i]);
    }
    return moved;
  }

  /** Returns the greatest radius. */
  double greatestRadius() {
    return radii[radii.length - 1];
  }

  /**
   * Returns the share of the way to the nearest outlier that radius gamma goes; below 1 is safe.
   */
  double reach(double gamma) {
    return problem.outlierReach(change(gamma));
  }

  /** Returns the first-order change of theta along the direction: sum_j P_j o delta_j. */
  double[] firstOrder() {
    int d = network.width();
    double[] sum = new double[d];
    for (int j = 1; j <= network.depth(); j++) {
      double[] partial = network.partialProduct(weights, j);
      for (int i = 0; i < d; i++) {
        sum[i] = Math.fma(partial[i], direction[(j - 1) * d + i], sum[i]);
      }
    }
    return sum;
  }

  /** Returns L(W) - L(W + gamma delta) at 50 digits. */
  Precise preciseDecrease(double gamma) {
    int d = network.width();
    Precise[] u = new Precise[d];
    for (int i = 0; i < d; i++) {
      Precise from = Precise.ONE;
      Precise to = Precise.ONE;
      for (int at = i; at < weights.length; at += d) {
        Precise w = Precise.of(weights[at]);
        from = from.multiply(w);
        to = to.multiply(w.add(Precise.of(gamma).multiply(Precise.of(direction[at]))));
      }
      u[i] = to.subtract(from);
    }
    return new PreciseRegression(problem).decrease(u);
  }

  /** Returns {@link #firstOrder} at 50 digits. */
  Precise[] preciseFirstOrder() {
    int d = network.width();
    Precise[] sum = new Precise[d];
    Arrays.fill(sum, Precise.ZERO);
    for (int at = 0; at < weights.length; at++) {
      Precise term = Precise.of(direction[at]);
      for (int other = at % d; other < weights.length; other += d) {
        term = other == at ? term : term.multiply(Precise.of(weights[other]));
      }
      sum[at % d] = sum[at % d].add(term);
    }
    return sum;
  }

  /**
   * Returns the log-log slope of the decrease between the least and the greatest radius; 0 where
   * there is no decrease.
   */
  double slope() {
    double first = radii[0];
    double last = radii[radii.length - 1];
    double from = decrease(first);
    double to = decrease(last);
    return from > 0 && to > 0 ? FastMath.log(to / from) / FastMath.log(last / first) : 0;
  }

  /** Returns {@link #decrease} at every radius at 50 digits. */
  Precise[] preciseDecreases() {
    Precise[] out = new Precise[radii.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = preciseDecrease(radii[i]);
    }
    return out;
  }

  /** Returns {@link #slope} at 50 digits, from the decreases at all radii. */
  Precise preciseSlope(Precise[] decreases) {
    int last = radii.length - 1;
    if (!decreases[0].isCertainlyPositive() || !decreases[last].isCertainlyPositive()) {
      return Precise.ZERO;
    }
    Precise rise = decreases[last].divide(decreases[0]).log();
    return rise.divide(Precise.of(radii[last]).divide(Precise.of(radii[0])).log());
  }
}
