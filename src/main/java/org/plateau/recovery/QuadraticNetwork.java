package org.plateau.recovery;

import org.plateau.matrix.Kernels;

/**
 * A network with one hidden layer of quadratic units and fixed output signs: x -> |U1^T x|² - |U2^T
 * x|². The arrays belong to this object; do not write to them.
 *
 * @param d the input dimension
 * @param positive k1, the number of units with sign +
 * @param negative k2, the number of units with sign -; without them this is covariance estimation
 * @param u1 weights of the positive units as columns, shape d x k1
 * @param u2 weights of the negative units as columns, shape d x k2
 */
public record QuadraticNetwork(int d, int positive, int negative, double[] u1, double[] u2) {

  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if d is below 1, a unit count is negative, there is no unit,
   *     or a length does not fit
   */
  public QuadraticNetwork {
    Shapes.requirePositive("d", d);
    Shapes.requirePositive("the number of units", positive + negative);
    if (positive < 0 || negative < 0) {
      throw new IllegalArgumentException(
          "unit counts must not be negative, got " + positive + " and " + negative);
    }
    Shapes.requireLength("u1", u1, d * positive);
    Shapes.requireLength("u2", u2, d * negative);
  }

  /** Returns U1 U1^T - U2 U2^T, shape d x d. */
  public double[] matrix() {
    double[] out = new double[d * d];
    double[] minus = new double[d * d];
    Kernels.multiplyTransposeRight(u1, u1, out, d, positive, d);
    Kernels.multiplyTransposeRight(u2, u2, minus, d, negative, d);
    Kernels.axpy(-1, minus, 0, out, 0, out.length);
    return out;
  }

  /** Returns (1/m) sum_i (prediction - label)². */
  public double loss(QuadraticMeasurements inputs, double[] labels) {
    double[] residual = inputs.of(matrix());
    Kernels.axpy(-1, labels, 0, residual, 0, labels.length);
    return Kernels.dot(residual, residual) / labels.length;
  }

  /**
   * Returns 8 d (|D U1|² + |D U2|²) with D² = (1/(m d)) sum |x_i|² x_i x_i^T: the trace of the
   * Hessian at zero loss.
   */
  public double traceAtZeroLoss(QuadraticMeasurements inputs) {
    double[] gram = inputs.leftGram();
    double sum = weighedSquare(gram, u1, positive) + weighedSquare(gram, u2, negative);
    return 8 * sum / inputs.count();
  }

  private double weighedSquare(double[] gram, double[] u, int k) {
    double[] gu = new double[d * k];
    Kernels.multiply(gram, u, gu, d, d, k);
    return Kernels.dot(gu, u);
  }

  /**
   * Returns the trace of the Hessian at any point: the form at zero loss plus (4/m) (k1 - k2) sum_i
   * r_i |x_i|², r_i the residuals (derived: spec flat-minima-recovery, section 0).
   */
  public double trace(QuadraticMeasurements inputs, double[] labels) {
    double[] predicted = inputs.of(matrix());
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += (predicted[i] - labels[i]) * inputs.squaredNorm(i);
    }
    return traceAtZeroLoss(inputs) + 4.0 * (positive - negative) * sum / labels.length;
  }

  /**
   * Measures the trace of the Hessian by five-point differences, exact since the loss is a quartic
   * along each coordinate.
   */
  public HessianTrace traceByDifferences(QuadraticMeasurements inputs, double[] labels) {
    QuadraticNetwork moved = new QuadraticNetwork(d, positive, negative, u1.clone(), u2.clone());
    double sum = 0;
    double magnitude = 0;
    double center = loss(inputs, labels);
    for (double[] weights : new double[][] {moved.u1, moved.u2}) {
      for (int i = 0; i < weights.length; i++) {
        double kept = weights[i];
        double near = 0;
        double far = 0;
        for (int sign = -1; sign <= 1; sign += 2) {
          weights[i] = kept + sign;
          near += moved.loss(inputs, labels);
          weights[i] = kept + 2 * sign;
          far += moved.loss(inputs, labels);
        }
        weights[i] = kept;
        sum += (16 * near - far - 30 * center) / 12;
        magnitude += (16 * near + far + 30 * center) / 12;
      }
    }
    return new HessianTrace(sum, magnitude);
  }
}
