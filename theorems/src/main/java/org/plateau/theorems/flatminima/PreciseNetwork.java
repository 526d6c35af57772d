package org.plateau.theorems.flatminima;

import org.plateau.precision.Precise;
import org.plateau.recovery.QuadraticNetwork;

/**
 * What a network of quadratic units does to its inputs, at 50 digits.
 *
 * @param inputs x_i, one array each
 * @param plus outputs u . x_i of the units with sign +, one array for each input
 * @param minus those of the units with sign -
 * @param residuals predictions minus labels; zero where they are in double precision, since labels
 *     that are the network's own outputs are rounded
 */
record PreciseNetwork(
    Precise[][] inputs, Precise[][] plus, Precise[][] minus, Precise[] residuals) {

  private static final int[] WEIGHTS = {-1, 16, -30, 16, -1};

  static PreciseNetwork of(Fitted f) {
    QuadraticNetwork network = f.network();
    boolean fitted = network.loss(f.inputs(), f.labels()) == 0;
    int m = f.labels().length;
    Precise[][] inputs = new Precise[m][];
    Precise[][] plus = new Precise[m][];
    Precise[][] minus = new Precise[m][];
    Precise[] residuals = new Precise[m];
    for (int i = 0; i < m; i++) {
      inputs[i] = Precise.of(f.inputs().input(i));
      plus[i] = outputs(network.u1(), network.positive(), inputs[i]);
      minus[i] = outputs(network.u2(), network.negative(), inputs[i]);
      residuals[i] =
          fitted ? Precise.ZERO : prediction(plus[i], minus[i]).subtract(Precise.of(f.labels()[i]));
    }
    return new PreciseNetwork(inputs, plus, minus, residuals);
  }

  private static Precise[] outputs(double[] u, int k, Precise[] x) {
    Precise[] out = new Precise[k];
    for (int j = 0; j < k; j++) {
      out[j] = Precise.ZERO;
      for (int p = 0; p < x.length; p++) {
        out[j] = out[j].add(x[p].multiply(Precise.of(u[p * k + j])));
      }
    }
    return out;
  }

  private static Precise prediction(Precise[] plus, Precise[] minus) {
    return Precise.dot(plus, plus).subtract(Precise.dot(minus, minus));
  }

  /** Returns |x_i|². */
  Precise squaredNorm(int i) {
    return Precise.dot(inputs[i], inputs[i]);
  }

  /** Returns the label b_i. */
  Precise label(int i) {
    return prediction(plus[i], minus[i]).subtract(residuals[i]);
  }

  /** Returns (1/m) sum |x_i|² v_i. */
  Precise mean(Precise[] v) {
    Precise sum = Precise.ZERO;
    for (int i = 0; i < v.length; i++) {
      sum = sum.add(squaredNorm(i).multiply(v[i]));
    }
    return sum.divide(Precise.of(v.length));
  }

  /** Returns 8 d (|D U1|² + |D U2|²). */
  Precise traceAtZeroLoss() {
    Precise[] both = new Precise[residuals.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = Precise.dot(plus[i], plus[i]).add(Precise.dot(minus[i], minus[i]));
    }
    return mean(both).multiply(8);
  }

  /** Returns the trace of the Hessian by five-point differences of the loss in each weight. */
  Precise traceByDifferences() {
    Precise trace = Precise.ZERO;
    for (int i = 0; i < residuals.length; i++) {
      for (Precise entry : inputs[i]) {
        for (Precise output : plus[i]) {
          trace = trace.add(difference(output, entry, residuals[i], 1));
        }
        for (Precise output : minus[i]) {
          trace = trace.add(difference(output, entry, residuals[i], -1));
        }
      }
    }
    return trace.divide(Precise.of(12L * residuals.length));
  }

  /**
   * Twelve times the second difference of a squared residual by the weight that meets the entry.
   */
  private static Precise difference(Precise output, Precise entry, Precise residual, int sign) {
    Precise sum = Precise.ZERO;
    for (int step = -2; step <= 2; step++) {
      Precise moved = output.add(entry.multiply(step)).square().subtract(output.square());
      Precise loss = residual.add(moved.multiply(sign)).square();
      sum = sum.add(loss.multiply(WEIGHTS[step + 2]));
    }
    return sum;
  }
}
