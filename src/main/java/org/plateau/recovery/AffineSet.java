package org.plateau.recovery;

import org.plateau.matrix.Kernels;

/**
 * The matrices Z with &lt;B_i, Z&gt; = b_i, where B_i = D1^-1 A_i D2^-1: the interpolators, in the
 * coordinates Z = D1 X D2 in which flatness is the plain nuclear norm. It holds an orthonormal
 * basis Q of the span of the B_i. Immutable.
 */
public final class AffineSet implements FeasibleSet {

  private static final double DEPENDENT = 1e-10;

  private final int rows;
  private final int cols;
  private final boolean symmetric;
  private final int rank;
  private final double[] basis;
  private final double[] transposed;
  private final double[] offset;
  private final int[] entries;

  private AffineSet(Measurements like, int rank, double[] basis, double[] offset, int[] entries) {
    this.rows = like.rows();
    this.cols = like.cols();
    this.symmetric = like.symmetric();
    this.rank = rank;
    this.basis = basis;
    this.transposed = Kernels.transpose(basis, rank, rows * cols);
    this.offset = offset;
    this.entries = entries;
  }

  /**
   * Returns the set of scaled interpolators.
   *
   * @param scaling D1 and D2
   * @param b the measured values, length m
   * @throws IllegalArgumentException if the values contradict each other where measurements are
   *     linearly dependent
   */
  public static AffineSet of(Measurements measurements, Scaling scaling, double[] b) {
    Shapes.requireLength("b", b, measurements.count());
    Shapes.requireFinite("b", b);
    if (measurements instanceof CompletionMeasurements completion) {
      return ofEntries(completion, scaling, b);
    }
    int size = measurements.rows() * measurements.cols();
    int m = measurements.count();
    OrthonormalRows span = new OrthonormalRows(Math.min(m, size), size);
    double[] rows = new double[m * size];
    for (int i = 0; i < m; i++) {
      System.arraycopy(scaling.unweigh(measurements.matrix(i)), 0, rows, i * size, size);
    }
    boolean[] added = span.addAll(rows, m, DEPENDENT);
    double[] kept = new double[span.rank()];
    int at = 0;
    for (int i = 0; i < m; i++) {
      if (added[i]) {
        kept[at++] = b[i];
      }
    }
    AffineSet set =
        new AffineSet(measurements, span.rank(), span.rows(), span.solve(kept), new int[0]);
    set.requireConsistent(measurements, scaling, b, added);
    return set;
  }

  private void requireConsistent(
      Measurements measurements, Scaling scaling, double[] b, boolean[] added) {
    double[] origin = new double[rows * cols];
    project(origin.clone(), origin);
    double[] seen = measurements.of(scaling.unweigh(origin));
    double scale = Kernels.norm(b);
    for (int i = 0; i < b.length; i++) {
      if (!added[i] && Math.abs(seen[i] - b[i]) > 1e-7 * scale) {
        throw new IllegalArgumentException(
            "measurement "
                + i
                + " depends linearly on others, which imply the value "
                + seen[i]
                + ", but b says "
                + b[i]
                + "; no matrix interpolates these values");
      }
    }
  }

  /**
   * With diagonal D1 and D2 the scaled measurements are still single entries, so no
   * orthogonalization is needed.
   */
  private static AffineSet ofEntries(
      CompletionMeasurements completion, Scaling scaling, double[] b) {
    int[] entries = completion.entries();
    int size = completion.rows() * completion.cols();
    double[] filled = new double[size];
    completion.adjoint(b, filled);
    double[] weighed = scaling.weigh(filled);
    double[] offset = new double[entries.length];
    double[] basis = new double[entries.length * size];
    for (int i = 0; i < entries.length; i++) {
      offset[i] = weighed[entries[i]];
      basis[i * size + entries[i]] = 1;
    }
    return new AffineSet(completion, entries.length, basis, offset, entries);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int cols() {
    return cols;
  }

  /** Says whether only symmetric matrices compete. */
  public boolean symmetric() {
    return symmetric;
  }

  /** Returns the number of linearly independent measurements. */
  public int rank() {
    return rank;
  }

  /** Returns Q as rows, shape rank x (rows cols); a fresh array. */
  public double[] basis() {
    return basis.clone();
  }

  /** Returns the least Frobenius norm point of the set, shape rows x cols; a fresh array. */
  public double[] leastNormPoint() {
    double[] out = new double[rows * cols];
    project(new double[rows * cols], out);
    return out;
  }

  /** Returns the Frobenius distance of {@code z} from the set. */
  public double distance(double[] z) {
    double[] near = new double[z.length];
    project(z, near);
    for (int i = 0; i < near.length; i++) {
      near[i] -= z[i];
    }
    return Kernels.norm(near);
  }

  @Override
  public void project(double[] y, double[] out) {
    System.arraycopy(y, 0, out, 0, rows * cols);
    if (entries.length > 0) {
      for (int i = 0; i < rank; i++) {
        out[entries[i]] = offset[i];
      }
      return;
    }
    double[] c = new double[rank];
    coefficients(y, c);
    for (int i = 0; i < rank; i++) {
      c[i] = offset[i] - c[i];
    }
    Kernels.multiplyTransposeAdd(basis, 0, c, out, rank, rows * cols);
  }

  /** Writes Q y: a sum of columns, since those chains are independent of each other. */
  private void coefficients(double[] y, double[] c) {
    Kernels.multiplyTranspose(transposed, y, c, rows * cols, rank);
  }

  @Override
  public double infimum(double[] w) {
    double[] c = new double[rank];
    coefficients(w, c);
    Kernels.multiplyTranspose(basis, c, w, rank, rows * cols);
    return Kernels.dot(c, offset);
  }
}
