package org.plateau.matrix;

/** Checks and small operations on d x d matrices that the roots and polar factors share. */
final class Square {

  private Square() {}

  /**
   * Throws unless {@code a} has the entries of a finite {@code d x d} matrix with {@code d >= 1}.
   */
  static void require(String name, double[] a, int d) {
    if (d < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, got " + d);
    }
    if (a.length != d * d) {
      throw new IllegalArgumentException(
          name + " must have " + d + " x " + d + " = " + d * d + " entries, got " + a.length);
    }
    for (int i = 0; i < a.length; i++) {
      if (!Double.isFinite(a[i])) {
        throw new IllegalArgumentException(
            name + " must be finite, but entry (" + i / d + ", " + i % d + ") is " + a[i]);
      }
    }
  }

  /** Returns a new array: (a + sign aᵀ)/2. */
  static double[] part(double[] a, int d, int sign) {
    double[] out = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        out[i * d + j] = 0.5 * (a[i * d + j] + sign * a[j * d + i]);
      }
    }
    return out;
  }

  /** Returns a new array: a b. */
  static double[] product(double[] a, double[] b, int d) {
    double[] out = new double[d * d];
    Kernels.multiply(a, b, out, d, d, d);
    return out;
  }

  /** Returns a new array: a to the power {@code n >= 0}, by squaring. */
  static double[] power(double[] a, int n, int d) {
    double[] out = Kernels.identity(d);
    double[] square = a;
    for (int left = n; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        out = product(out, square, d);
      }
      if (left > 1) {
        square = product(square, square, d);
      }
    }
    return out;
  }

  /** Returns the largest absolute column sum of a - b. */
  static double distanceOne(double[] a, double[] b, int d) {
    double worst = 0;
    for (int j = 0; j < d; j++) {
      double sum = 0;
      for (int i = 0; i < d; i++) {
        sum += Math.abs(a[i * d + j] - b[i * d + j]);
      }
      worst = Math.max(worst, sum);
    }
    return worst;
  }
}
