package org.plateau.matrix;

/**
 * Plain loops of {@code Math.fma}: what runs everywhere, and what the vector form must equal bit
 * for bit.
 */
final class ScalarKernels implements KernelSet {

  @Override
  public String description() {
    return "scalar fma";
  }

  @Override
  public void multiplyAdd(
      double[] a, int aAt, double[] b, int bAt, double[] c, int m, int k, int n) {
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        axpy(a[aAt + i * k + p], b, bAt + p * n, c, i * n, n);
      }
    }
  }

  @Override
  public void multiplyTransposeLeftAdd(
      double[] a, int aAt, double[] b, double[] c, int m, int k, int n) {
    for (int p = 0; p < k; p++) {
      for (int i = 0; i < m; i++) {
        axpy(a[aAt + p * m + i], b, p * n, c, i * n, n);
      }
    }
  }

  @Override
  public void multiplyTransposeAdd(double[] a, int aAt, double[] x, double[] y, int m, int n) {
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      addFourRows(a, aAt + i * n, n, x[i], x[i + 1], x[i + 2], x[i + 3], y);
    }
    for (; i < m; i++) {
      axpy(x[i], a, aAt + i * n, y, 0, n);
    }
  }

  /** Four rows a pass, so that y is loaded and stored once for them; the order stays ascending. */
  private static void addFourRows(
      double[] a, int at, int n, double x0, double x1, double x2, double x3, double[] y) {
    int at1 = at + n;
    int at2 = at1 + n;
    int at3 = at2 + n;
    for (int j = 0; j < n; j++) {
      double sum = Math.fma(x0, a[at + j], y[j]);
      sum = Math.fma(x1, a[at1 + j], sum);
      sum = Math.fma(x2, a[at2 + j], sum);
      y[j] = Math.fma(x3, a[at3 + j], sum);
    }
  }

  @Override
  public double interleavedDot(double[] x, int xAt, double[] y, int yAt, int whole) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = 0; i < whole; i += 8) {
      s0 = Math.fma(x[xAt + i], y[yAt + i], s0);
      s1 = Math.fma(x[xAt + i + 1], y[yAt + i + 1], s1);
      s2 = Math.fma(x[xAt + i + 2], y[yAt + i + 2], s2);
      s3 = Math.fma(x[xAt + i + 3], y[yAt + i + 3], s3);
      s4 = Math.fma(x[xAt + i + 4], y[yAt + i + 4], s4);
      s5 = Math.fma(x[xAt + i + 5], y[yAt + i + 5], s5);
      s6 = Math.fma(x[xAt + i + 6], y[yAt + i + 6], s6);
      s7 = Math.fma(x[xAt + i + 7], y[yAt + i + 7], s7);
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  @Override
  public void axpy(double factor, double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
    }
  }
}
