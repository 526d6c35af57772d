package org.plateau.matrix;

/**
 * The largest eigenvalue of each of eight positive semidefinite n x n matrices at once, one matrix
 * in each lane of a vector register: Householder reduction, then Laguerre's iteration from above.
 * The error is that of the reduction, about 4 n u |A|_F. Each lane does what it would do alone, in
 * the same order.
 *
 * <p>Entry e of the matrix in lane l lies at {@code e * 8 + l}. Rows are stored in groups of four,
 * column after column from their diagonal on, and padded with zeros to a multiple of four: so every
 * pass runs through memory once, in whole groups. One object serves one thread.
 */
public final class LargestEigenvalues {

  /** Number of matrices worked on at once. */
  public static final int COUNT = KernelSet.LANES;

  private final int n;
  private final int order;
  private final double[] rows;
  private final int[] powers = new int[COUNT];
  private final double[] diagonal;
  private final double[] off;
  private final double[] work;

  /** Prepares for n x n matrices. */
  public LargestEigenvalues(int n) {
    this.n = n;
    this.order = n + 3 & ~3;
    this.rows = new double[order * order * COUNT];
    this.diagonal = new double[order * COUNT];
    this.off = new double[order * COUNT];
    this.work = new double[(4 * order + 2) * COUNT];
  }

  /**
   * Puts a matrix into a lane, divided by a power of two so that its trace is between 1/8 and 1/4,
   * and no circle of Gershgorin's reaches 1.
   *
   * @param matrix n x n, row-major; only read on and below the diagonal
   */
  public void put(double[] matrix, int lane) {
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += matrix[i * (n + 1)];
    }
    boolean scalable = trace > 0 && trace < Double.POSITIVE_INFINITY;
    powers[lane] = scalable ? Math.max(-1000, Math.getExponent(trace) + 3) : 0;
    double factor = Math.scalb(1.0, -powers[lane]);
    for (int r = 0; r < n; r += 4) {
      putRows(matrix, r, factor, lane);
    }
    pad(lane);
  }

  /** Four rows from the diagonal on, which are columns below it. */
  private void putRows(double[] matrix, int r, double factor, int lane) {
    int from = (r + 4) * n + r;
    int at = index(r, r + 4) + lane;
    for (int c = r + 4; c < n; c++) {
      put4(at, factor, matrix[from], matrix[from + 1], matrix[from + 2], matrix[from + 3]);
      from += n;
      at += 4 * COUNT;
    }
    if (r + 4 <= n) {
      putBlock(matrix, r * (n + 1), factor, index(r, r) + lane);
      return;
    }
    for (int c = r; c < n; c++) {
      for (int i = r; i <= c; i++) {
        double entry = factor * matrix[c * n + i];
        rows[index(i, c) + lane] = entry;
        rows[index(c, i) + lane] = entry;
      }
    }
  }

  /** Four rows and columns at the diagonal, stored whole. */
  private void putBlock(double[] matrix, int from, double factor, int start) {
    int at = start;
    int second = from + n;
    int third = second + n;
    int fourth = third + n;
    put4(at, factor, matrix[from], matrix[second], matrix[third], matrix[fourth]);
    at += 4 * COUNT;
    put4(at, factor, matrix[second], matrix[second + 1], matrix[third + 1], matrix[fourth + 1]);
    at += 4 * COUNT;
    put4(at, factor, matrix[third], matrix[third + 1], matrix[third + 2], matrix[fourth + 2]);
    at += 4 * COUNT;
    put4(at, factor, matrix[fourth], matrix[fourth + 1], matrix[fourth + 2], matrix[fourth + 3]);
  }

  private void put4(int at, double factor, double e0, double e1, double e2, double e3) {
    rows[at] = factor * e0;
    rows[at + COUNT] = factor * e1;
    rows[at + 2 * COUNT] = factor * e2;
    rows[at + 3 * COUNT] = factor * e3;
  }

  /** A matrix before may have left NaN. */
  private void pad(int lane) {
    for (int c = n; c < order; c++) {
      for (int r = 0; r < order; r++) {
        rows[index(r, c) + lane] = 0;
        rows[index(c, r) + lane] = 0;
      }
    }
  }

  private int index(int r, int c) {
    return ((r & ~3) * order + 4 * c + (r & 3)) * COUNT;
  }

  /**
   * Writes the eight largest eigenvalues. The matrices are used up, so that each lane must be
   * filled before the next call.
   */
  public void solve(double[] out) {
    Kernels.set().laneReduce(rows, n, diagonal, off, work);
    Kernels.set().laneLargest(diagonal, off, n, out, work);
    for (int lane = 0; lane < COUNT; lane++) {
      out[lane] = Math.scalb(out[lane], powers[lane]);
    }
  }
}
