package org.plateau.matrix;

import java.util.Arrays;

/**
 * Plain loops of {@code Math.fma}: what runs everywhere, and what the vector form must equal bit
 * for bit.
 */
final class ScalarKernels implements KernelSet {

  /** Squared length below which a column, scaled to 1, counts as reduced already. */
  static final double NEGLIGIBLE = 1e-290;

  /** Of the upper end of a spectrum: where a descent begins, and its last step. */
  static final double ENLARGED = 1 + 0x1p-50;

  static final double SHORTEST = 0x1p-52;

  /** Columns that {@link #images} does at once. */
  static final int PANEL = 24;

  @Override
  public String description() {
    return "scalar fma";
  }

  @Override
  public void multiply(
      double factor,
      double[] a,
      int aAt,
      double[] b,
      int bAt,
      double[] c,
      int cAt,
      int m,
      int k,
      int n) {
    Arrays.fill(c, cAt, cAt + m * n, 0);
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        axpy(a[aAt + i * k + p], b, bAt + p * n, c, cAt + i * n, n);
      }
    }
    scale(factor, c, cAt, m * n);
  }

  /** Multiplies n entries. */
  static void scale(double factor, double[] x, int at, int n) {
    for (int i = at; factor != 1 && i < at + n; i++) {
      x[i] *= factor;
    }
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
  public void gramAdd(double factor, double[] b, int bAt, double[] c, int k, int n) {
    for (int i = 0; i < n; i++) {
      gramRow(factor, b, bAt, i, 0, c, k, n);
    }
  }

  /** Row i of {@link #gramAdd} from column {@code from} to the diagonal, four chains at a time. */
  static void gramRow(
      double factor, double[] b, int bAt, int i, int from, double[] c, int k, int n) {
    int j = from;
    for (; j + 3 <= i; j += 4) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      for (int p = 0; p < k; p++) {
        double left = b[bAt + p * n + i];
        int at = bAt + p * n + j;
        s0 = Math.fma(left, b[at], s0);
        s1 = Math.fma(left, b[at + 1], s1);
        s2 = Math.fma(left, b[at + 2], s2);
        s3 = Math.fma(left, b[at + 3], s3);
      }
      int at = i * n + j;
      c[at] = Math.fma(factor, s0, c[at]);
      c[at + 1] = Math.fma(factor, s1, c[at + 1]);
      c[at + 2] = Math.fma(factor, s2, c[at + 2]);
      c[at + 3] = Math.fma(factor, s3, c[at + 3]);
    }
    for (; j <= i; j++) {
      double sum = 0;
      for (int p = 0; p < k; p++) {
        sum = Math.fma(b[bAt + p * n + i], b[bAt + p * n + j], sum);
      }
      c[i * n + j] = Math.fma(factor, sum, c[i * n + j]);
    }
  }

  @Override
  public void multiplyTransposeAdd(
      double factor, double[] a, int aAt, double[] x, int xAt, double[] y, int yAt, int m, int n) {
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      addFourRows(a, aAt + i * n, n, x, xAt + i, y, yAt);
    }
    for (; i < m; i++) {
      axpy(x[xAt + i], a, aAt + i * n, y, yAt, n);
    }
    scale(factor, y, yAt, n);
  }

  /** Four rows a pass, so that y is loaded and stored once for them; the order stays ascending. */
  private static void addFourRows(
      double[] a, int at, int n, double[] x, int xAt, double[] y, int yAt) {
    double x0 = x[xAt];
    double x1 = x[xAt + 1];
    double x2 = x[xAt + 2];
    double x3 = x[xAt + 3];
    int at1 = at + n;
    int at2 = at1 + n;
    int at3 = at2 + n;
    for (int j = 0; j < n; j++) {
      double sum = Math.fma(x0, a[at + j], y[yAt + j]);
      sum = Math.fma(x1, a[at1 + j], sum);
      sum = Math.fma(x2, a[at2 + j], sum);
      y[yAt + j] = Math.fma(x3, a[at3 + j], sum);
    }
  }

  @Override
  public void pullBack(
      double[] w, int wAt, double[] x, int xAt, double[] factors, int at, int count, int m, int n) {
    for (int j = count - 1; j >= 0; j--) {
      pullBackColumns(w, wAt + j * m * n, x, xAt + j * n, 0, factors[at + j], m, n);
    }
  }

  /** One step of {@link #pullBack}, for columns {@code first} .. n - 1. */
  static void pullBackColumns(
      double[] w, int wAt, double[] x, int xAt, int first, double factor, int m, int n) {
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      addGroup(w, wAt + i * n, x, xAt + n + i, xAt, first, n);
    }
    for (; i < m; i++) {
      double entry = x[xAt + n + i];
      for (int j = first; j < n; j++) {
        x[xAt + j] = Math.fma(entry, w[wAt + i * n + j], x[xAt + j]);
      }
    }
    scale(factor, x, xAt + first, n - first);
  }

  /** Adds four rows of w, weighted with entries of x from {@code from} on, to x from to on. */
  private static void addGroup(
      double[] w, int wAt, double[] x, int from, int to, int first, int n) {
    double x0 = x[from];
    double x1 = x[from + 1];
    double x2 = x[from + 2];
    double x3 = x[from + 3];
    int at1 = wAt + n;
    int at2 = at1 + n;
    int at3 = at2 + n;
    for (int j = first; j < n; j++) {
      double sum = Math.fma(x1, w[at1 + j], x0 * w[wAt + j]);
      x[to + j] += Math.fma(x3, w[at3 + j], Math.fma(x2, w[at2 + j], sum));
    }
  }

  @Override
  public double interleavedDot(double[] x, int xAt, double[] y, int yAt, int whole) {
    return chains(x, xAt, y, yAt, whole);
  }

  /** As {@link #interleavedDot}. */
  static double chains(double[] x, int xAt, double[] y, int yAt, int whole) {
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
  public void interleavedDots(
      double[] a, int aAt, int stride, double[] x, int xAt, double[] y, int yAt, int m, int whole) {
    for (int i = 0; i < m; i++) {
      y[yAt + i] = interleavedDot(a, aAt + i * stride, x, xAt, whole);
    }
  }

  @Override
  public void addResiduals(
      double[] q, double[] b, double[] y, int whole, double[] out, int m, int n) {
    for (int i = 0; i < m; i++) {
      double inner = endOfDot(q, i * n, y, interleavedDot(q, i * n, y, 0, whole), whole, n);
      axpy(b[i] - inner, q, i * n, out, 0, n);
    }
  }

  /** The sum and the products of entries from {@code from} on, in one chain. */
  static double endOfDot(double[] a, int at, double[] x, double sum, int from, int n) {
    double out = sum;
    for (int j = from; j < n; j++) {
      out = Math.fma(a[at + j], x[j], out);
    }
    return out;
  }

  @Override
  public void images(
      double[] a, int count, int m, int n, double[] u, double[] v, double[] left, double[] right) {
    Arrays.fill(left, 0, count * n, 0);
    Arrays.fill(right, 0, count * m, 0);
    for (int i = 0; i < count * m; i++) {
      axpy(u[i % m], a, i * n, left, i / m * n, n);
      for (int j = 0; n < LANES && j < n; j++) {
        right[i] = Math.fma(a[i * n + j], v[j], right[i]);
      }
    }
    double[] chains = new double[LANES];
    for (int from = 0; n >= LANES && from < n; from += PANEL) {
      double[] weights = panelWeights(v, from, n);
      for (int i = 0; i < count * m; i++) {
        Arrays.fill(chains, 0);
        for (int j = 0; j < PANEL; j++) {
          int column = Math.min(from + j / LANES * LANES, n - LANES) + j % LANES;
          chains[j % LANES] = Math.fma(a[i * n + column], weights[j], chains[j % LANES]);
        }
        right[i] += Kernels.sumOfChains(chains, 0);
      }
    }
  }

  /** The entries of v from {@code from} on, zero where a register that was moved left overlaps. */
  static double[] panelWeights(double[] v, int from, int n) {
    double[] weights = new double[PANEL];
    for (int j = 0; j < PANEL; j++) {
      int first = from + j / LANES * LANES;
      int column = Math.min(first, n - LANES) + j % LANES;
      weights[j] = column >= first ? v[column] : 0;
    }
    return weights;
  }

  @Override
  public void outer(
      double factor, double[] x, int xAt, double[] y, int yAt, double[] out, int at, int m, int n) {
    for (int i = 0; i < m; i++) {
      double multiple = factor * x[xAt + i];
      int row = at + i * n;
      for (int j = 0; j < n; j++) {
        out[row + j] = multiple * y[yAt + j];
      }
    }
  }

  @Override
  public void multiplyEntries(
      double[] x, int xAt, double[] y, int yAt, double[] out, int outAt, int n) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = x[xAt + i] * y[yAt + i];
    }
  }

  @Override
  public void axpy(double factor, double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
    }
  }

  @Override
  public void stageSum(
      double[] y,
      double[] stages,
      int at,
      int stride,
      double[] factors,
      int count,
      double[] out,
      int n) {
    System.arraycopy(y, 0, out, 0, n);
    for (int j = 0; j < count; j++) {
      axpy(factors[j], stages, at + j * stride, out, 0, n);
    }
  }

  @Override
  public void stageEnd(
      double[] y,
      int yAt,
      double[] stages,
      int at,
      int stride,
      double[] weights,
      int count,
      double absolute,
      double relative,
      double[] out,
      double[] sums,
      int n) {
    for (int i = 0; i < n; i++) {
      endOf(y, yAt, stages, at, stride, weights, count, absolute, relative, out, sums, i);
    }
  }

  /** Entry i of {@link #stageEnd}. */
  static void endOf(
      double[] y,
      int yAt,
      double[] stages,
      int at,
      int stride,
      double[] weights,
      int count,
      double absolute,
      double relative,
      double[] out,
      double[] sums,
      int i) {
    double before = y[yAt + i];
    double sum = before;
    double error = 0;
    double other = 0;
    for (int j = 0; j < count; j++) {
      double stage = stages[at + j * stride + i];
      sum = Math.fma(weights[j], stage, sum);
      error = Math.fma(weights[count + j], stage, error);
      other = Math.fma(weights[2 * count + j], stage, other);
    }
    out[i] = sum;
    double magnitude = Math.max(Math.abs(before), Math.abs(sum));
    double inverse = 1 / Math.fma(relative, magnitude, absolute);
    error *= inverse;
    other *= inverse;
    int lane = i % LANES;
    sums[lane] = Math.fma(error, error, sums[lane]);
    sums[LANES + lane] = Math.fma(other, other, sums[LANES + lane]);
  }

  @Override
  public void rotate(double[] a, int xAt, int yAt, int n, double c, double s) {
    for (int i = 0; i < n; i++) {
      double x = a[xAt + i];
      double y = a[yAt + i];
      a[xAt + i] = Math.fma(c, x, -(s * y));
      a[yAt + i] = Math.fma(s, x, c * y);
    }
  }

  @Override
  public void tridiagonalize(
      double[] a,
      int n,
      int stride,
      double[] diagonal,
      double[] off,
      double[] betas,
      double[] work) {
    takeFirstRow(a, n, stride, work);
    for (int k = 0; k + 1 < n; k++) {
      updateAndMultiply(a, k, n, stride, work);
      double lead = reflector(a, k, stride, diagonal, off, betas, work);
      completeUpdate(a, k, stride, lead, betas[k], work);
    }
    diagonal[n - 1] = work[2 * stride + n - 1];
  }

  /** Puts the first row into work, and only what is beyond its coupling back. */
  static void takeFirstRow(double[] a, int n, int stride, double[] work) {
    Arrays.fill(work, 0, stride, 0);
    System.arraycopy(a, 0, work, 2 * stride, stride);
    Arrays.fill(a, 0, Math.min(2, n), 0);
  }

  /**
   * The reflector that takes what is beyond the diagonal in row k to its first entry; returns the
   * first entry of the reflector, whose others are in place.
   */
  static double reflector(
      double[] a,
      int k,
      int stride,
      double[] diagonal,
      double[] off,
      double[] betas,
      double[] work) {
    int at = k * stride + (k + 1 & ~7);
    double tail = chains(a, at, a, at, stride - (k + 1 & ~7));
    double head = work[2 * stride + k + 1];
    diagonal[k] = work[2 * stride + k];
    if (tail < NEGLIGIBLE) {
      // Dropping entries below 1e-145 of the largest one is far below rounding.
      off[k] = head;
      betas[k] = 0;
      return 0;
    }
    double norm = Math.sqrt(Math.fma(head, head, tail));
    double alpha = head > 0 ? -norm : norm;
    double lead = head - alpha;
    betas[k] = 2 / Math.fma(lead, lead, tail);
    off[k] = alpha;
    return lead;
  }

  /**
   * The factor of v in w = beta A v + shift v, from the products A x with all but the lead of v.
   */
  static double shift(double[] a, int k, int stride, double lead, double beta, double[] work) {
    int from = k + 1 & ~7;
    double inner = chains(a, k * stride + from, work, stride + from, stride - from);
    double own = Math.fma(lead, a[(k + 1) * stride + k + 1], 2 * work[stride + k + 1]);
    // The square of beta alone could overflow.
    return (-0.5 * beta) * (beta * Math.fma(lead, own, inner));
  }

  /**
   * Puts the lead into the reflector v in row k, and the vector w of the update v w^T + w v^T, zero
   * up to k, into work; with that row k + 1 is known, too.
   */
  private static void completeUpdate(
      double[] a, int k, int stride, double lead, double beta, double[] work) {
    int row = k * stride;
    int next = row + stride;
    double own = Math.fma(lead, a[next + k + 1], work[stride + k + 1]);
    double shift = shift(a, k, stride, lead, beta, work);
    double right = -Math.fma(shift, lead, beta * own);
    for (int c = k + 1 & ~7; c < stride; c++) {
      double first = a[next + c];
      // Zeros get the signs that they have after the products of the vector form.
      double v = c == k + 1 ? lead + a[row + c] : a[row + c] + 0 * lead;
      double w = Math.fma(shift, v, beta * Math.fma(lead, first, work[stride + c]));
      work[c] = c > k ? w : 0 * w;
      double entry = Math.fma(-lead, work[c], Math.fma(right, v, first));
      work[2 * stride + c] = entry;
      a[next + c] = c > k + 2 ? entry : 0 * entry;
    }
    a[row + k + 1] = lead;
  }

  /** The update of the step before, and products with what row k has beyond its coupling. */
  private static void updateAndMultiply(double[] a, int k, int n, int stride, double[] work) {
    Arrays.fill(work, stride + (k + 1 & ~7), 2 * stride, 0);
    int r = k + 1;
    for (; r + 1 < n; r += 2) {
      updateTwoRows(a, k, r, stride, work);
    }
    for (; r < n; r++) {
      updateRow(a, k, r, stride, work);
    }
  }

  private static void updateTwoRows(double[] a, int k, int r, int stride, double[] work) {
    int v = k * stride;
    int u = Math.max(0, v - stride);
    double left0 = -a[u + r];
    double right0 = -work[r];
    double factor0 = a[v + r];
    double left1 = -a[u + r + 1];
    double right1 = -work[r + 1];
    double factor1 = a[v + r + 1];
    int row = r * stride;
    for (int c = k + 1 & ~7; c < stride; c++) {
      double w = work[c];
      double before = a[u + c];
      double first = Math.fma(left0, w, Math.fma(right0, before, a[row + c]));
      double second = Math.fma(left1, w, Math.fma(right1, before, a[row + stride + c]));
      a[row + c] = first;
      a[row + stride + c] = second;
      work[stride + c] = Math.fma(factor1, second, Math.fma(factor0, first, work[stride + c]));
    }
  }

  private static void updateRow(double[] a, int k, int r, int stride, double[] work) {
    int v = k * stride;
    int u = Math.max(0, v - stride);
    double left = -a[u + r];
    double right = -work[r];
    double factor = a[v + r];
    int row = r * stride;
    for (int c = k + 1 & ~7; c < stride; c++) {
      double entry = Math.fma(left, work[c], Math.fma(right, a[u + c], a[row + c]));
      a[row + c] = entry;
      work[stride + c] = Math.fma(factor, entry, work[stride + c]);
    }
  }

  /**
   * Moduli are compared as bits, which order them with infinity and NaN at the end, and four at a
   * time, as each chain waits for its own comparison.
   */
  @Override
  public double largest(double[] x) {
    long m0 = 0;
    long m1 = 0;
    long m2 = 0;
    long m3 = 0;
    int i = 0;
    for (; i + 4 <= x.length; i += 4) {
      m0 = Math.max(m0, modulus(x[i]));
      m1 = Math.max(m1, modulus(x[i + 1]));
      m2 = Math.max(m2, modulus(x[i + 2]));
      m3 = Math.max(m3, modulus(x[i + 3]));
    }
    for (; i < x.length; i++) {
      m0 = Math.max(m0, modulus(x[i]));
    }
    return Double.longBitsToDouble(Math.max(Math.max(m0, m1), Math.max(m2, m3)));
  }

  static long modulus(double x) {
    return Double.doubleToRawLongBits(x) & Long.MAX_VALUE;
  }

  /**
   * Four sums of 0 x, which are 0 unless an entry is not finite, cost a quarter of as many
   * comparisons.
   */
  @Override
  public boolean isFinite(double[] x) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= x.length; i += 4) {
      s0 = Math.fma(0.0, x[i], s0);
      s1 = Math.fma(0.0, x[i + 1], s1);
      s2 = Math.fma(0.0, x[i + 2], s2);
      s3 = Math.fma(0.0, x[i + 3], s3);
    }
    for (; i < x.length; i++) {
      s0 = Math.fma(0.0, x[i], s0);
    }
    return s0 + s1 + s2 + s3 == 0;
  }

  @Override
  public void reflect(
      double[] a, int k, int m, int stride, double[] v, double[] w, double[] next, double[] inner) {
    int from = k & ~7;
    Arrays.fill(inner, from, stride, 0);
    axpy(-v[k], w, from, a, k * stride + from, stride - from);
    for (int i = k + 1; i < m; i++) {
      int row = i * stride;
      double factor = -v[i];
      double entry = Math.fma(factor, w[k], a[row + k]);
      next[i] = entry;
      for (int c = from; c < stride; c++) {
        double value = Math.fma(factor, w[c], a[row + c]);
        a[row + c] = value;
        inner[c] = Math.fma(entry, value, inner[c]);
      }
    }
  }

  @Override
  public void laneReduce(double[] a, int n, double[] diagonal, double[] off, double[] work) {
    int order = n + 3 & ~3;
    int size = order * LANES;
    Arrays.fill(work, 0);
    for (int lane = 0; lane < LANES; lane++) {
      for (int k = 0; k < n; k++) {
        int old = (k & 1) * 2 * size + lane;
        int now = (~k & 1) * 2 * size + lane;
        laneFinish(a, order, k, diagonal, work, old, now, lane);
        if (k + 1 < n) {
          laneReflect(order, k, off, work, now, lane);
          for (int r = k + 1 & ~3; r < order; r++) {
            laneRow(a, order, r, work, old, now, lane);
          }
        }
      }
    }
  }

  /** Index of the first lane of entry (r, c), which is stored for columns from r rounded down. */
  private static int laneIndex(int order, int r, int c) {
    return ((r & ~3) * order + 4 * c + (r & 3)) * LANES;
  }

  /**
   * Takes row k out of the matrix, after the step before, which is completed to v w^T + w v^T: its
   * diagonal entry, and the rest for the reflector. What stays in its place is zero.
   */
  private static void laneFinish(
      double[] a, int order, int k, double[] diagonal, double[] work, int old, int now, int lane) {
    int size = order * LANES;
    double beta = work[4 * size + lane];
    double shift = beta * (beta * work[4 * size + LANES + lane]) * -0.5;
    int head = old + k * LANES;
    double v0 = -work[head];
    double w0 = Math.fma(shift, v0, beta * -work[head + size]);
    for (int c = k; c < order; c++) {
      int at = old + c * LANES;
      int from = laneIndex(order, k, c) + lane;
      work[at + size] = Math.fma(shift, work[at], beta * work[at + size]);
      work[now + c * LANES] = Math.fma(v0, work[at + size], Math.fma(w0, work[at], a[from]));
      work[now + size + c * LANES] = 0;
      a[from] = 0;
    }
    diagonal[k * LANES + lane] = work[now + k * LANES];
    work[now + k * LANES] = 0;
    work[head] = 0;
    work[head + size] = 0;
  }

  /** The reflector that takes the finished row to its first entry. */
  private static void laneReflect(
      int order, int k, double[] off, double[] work, int now, int lane) {
    int size = order * LANES;
    int headAt = now + (k + 1) * LANES;
    double head = work[headAt];
    double tail = 0;
    for (int at = headAt + LANES; at < now + size; at += LANES) {
      tail = Math.fma(work[at], work[at], tail);
    }
    boolean active = tail >= NEGLIGIBLE;
    double norm = Math.sqrt(Math.fma(head, head, tail));
    double alpha = head > 0 ? -norm : norm;
    double first = head - alpha;
    off[k * LANES + lane] = active ? alpha : head;
    work[headAt] = first;
    work[4 * size + lane] = active ? 2 / Math.fma(first, first, tail) : 0;
    work[4 * size + LANES + lane] = 0;
  }

  /** One row: the update of the step before, its product with the reflector, and its mirror's. */
  private static void laneRow(
      double[] a, int order, int r, double[] work, int old, int now, int lane) {
    int size = order * LANES;
    double v = -work[old + r * LANES];
    double w = -work[old + size + r * LANES];
    double x = work[now + r * LANES];
    double sum = 0;
    for (int c = r & ~3; c < order; c++) {
      int at = laneIndex(order, r, c) + lane;
      int column = c * LANES;
      a[at] = Math.fma(v, work[old + size + column], Math.fma(w, work[old + column], a[at]));
      sum = Math.fma(a[at], work[now + column], sum);
      if (c >= (r & ~3) + 4) {
        int q = now + size + column;
        work[q] = Math.fma(a[at], x, work[q]);
      }
    }
    int own = now + size + r * LANES;
    work[own] = sum + work[own];
    int inner = 4 * size + LANES + lane;
    work[inner] = Math.fma(work[own], x, work[inner]);
  }

  @Override
  public void laneLargest(double[] diagonal, double[] off, int n, double[] out, double[] work) {
    for (int lane = 0; lane < LANES; lane++) {
      double most = 0;
      double before = 0;
      for (int at = lane; at < n * LANES; at += LANES) {
        double after = Math.abs(off[at]);
        most = Math.max(most, (diagonal[at] + before) + after);
        before = after;
        work[at] = after * after;
      }
      double least = SHORTEST * most;
      out[lane] = Tridiagonal.descend(diagonal, work, lane, LANES, n, ENLARGED * most, least);
    }
  }
}
