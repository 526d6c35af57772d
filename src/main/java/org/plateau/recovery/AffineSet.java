package org.plateau.recovery;

import org.jspecify.annotations.Nullable;
import org.plateau.matrix.Kernels;

/**
 * The matrices Z with &lt;B_i, Z&gt; = b_i, where B_i = D1^-1 A_i D2^-1: the interpolators, in the
 * coordinates Z = D1 X D2 in which flatness is the plain nuclear norm. It holds an orthonormal
 * basis Q of the span of the B_i, which is computed when it is first asked for. Immutable.
 */
public final class AffineSet implements FeasibleSet {

  private static final double DEPENDENT = 1e-10;

  private final Measurements measurements;
  private final Scaling scaling;
  private final double[] values;
  private final int rows;
  private final int cols;
  private volatile @Nullable Basis basis;

  /** The rows of Q, Q Z on the set, and the entries that were seen, if that is all. */
  private record Basis(int rank, double[] rows, double[] offset, int[] entries) {}

  private AffineSet(Measurements measurements, Scaling scaling, double[] b) {
    Shapes.requireLength("b", b, measurements.count());
    Shapes.requireFinite("b", b);
    this.measurements = measurements;
    this.scaling = scaling;
    this.values = b.clone();
    this.rows = measurements.rows();
    this.cols = measurements.cols();
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
    AffineSet set = new AffineSet(measurements, scaling, b);
    set.resolve();
    return set;
  }

  /**
   * Returns the set without a check that the values are free of contradictions; whoever finds no
   * member of it must {@link #resolve}.
   */
  static AffineSet unresolved(Measurements measurements, Scaling scaling, double[] b) {
    return new AffineSet(measurements, scaling, b);
  }

  /** Computes Q, if that was not done before; throws as {@link #of}. */
  void resolve() {
    resolved();
  }

  /** Returns the least nuclear norm with a proof of low rank, or null if none was found. */
  @Nullable Recovery provenLowRank(DouglasRachford solver) {
    if (symmetric() || measurements instanceof CompletionMeasurements) {
      return null;
    }
    return new LowRankProof(measurements, scaling, values).find(solver);
  }

  private Basis resolved() {
    Basis known = basis;
    if (known == null) {
      synchronized (this) {
        known = basis;
        if (known == null) {
          known =
              measurements instanceof CompletionMeasurements completion
                  ? ofEntries(completion)
                  : orthonormal();
          basis = known;
        }
      }
    }
    return known;
  }

  private Basis orthonormal() {
    int size = rows * cols;
    int m = measurements.count();
    OrthonormalRows span = new OrthonormalRows(Math.min(m, size), size);
    boolean[] added = span.addAll(scaling.unweighAll(measurements), m, DEPENDENT);
    double[] kept = new double[span.rank()];
    int at = 0;
    for (int i = 0; i < m; i++) {
      if (added[i]) {
        kept[at++] = values[i];
      }
    }
    Basis found = new Basis(span.rank(), span.rows(), span.solve(kept), new int[0]);
    requireConsistent(found, added);
    return found;
  }

  private void requireConsistent(Basis found, boolean[] added) {
    double[] origin = new double[rows * cols];
    Kernels.multiplyTranspose(found.rows, found.offset, origin, found.rank, rows * cols);
    double[] seen = measurements.of(scaling.unweigh(origin));
    double scale = Kernels.norm(values);
    for (int i = 0; i < values.length; i++) {
      if (!added[i] && Math.abs(seen[i] - values[i]) > 1e-7 * scale) {
        throw new IllegalArgumentException(
            "measurement "
                + i
                + " depends linearly on others, which imply the value "
                + seen[i]
                + ", but b says "
                + values[i]
                + "; no matrix interpolates these values");
      }
    }
  }

  /**
   * With diagonal D1 and D2 the scaled measurements are still single entries, so no
   * orthogonalization is needed.
   */
  private Basis ofEntries(CompletionMeasurements completion) {
    int[] entries = completion.entries();
    int size = rows * cols;
    double[] filled = new double[size];
    completion.adjoint(values, filled);
    double[] weighed = scaling.weigh(filled);
    double[] offset = new double[entries.length];
    double[] unit = new double[entries.length * size];
    for (int i = 0; i < entries.length; i++) {
      offset[i] = weighed[entries[i]];
      unit[i * size + entries[i]] = 1;
    }
    return new Basis(entries.length, unit, offset, entries);
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
    return measurements.symmetric();
  }

  /** Returns the number of linearly independent measurements. */
  public int rank() {
    return resolved().rank;
  }

  /** Returns Q as rows, shape rank x (rows cols); a fresh array. */
  public double[] basis() {
    return resolved().rows.clone();
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
    Basis q = resolved();
    System.arraycopy(y, 0, out, 0, rows * cols);
    if (q.entries.length > 0) {
      for (int i = 0; i < q.rank; i++) {
        out[q.entries[i]] = q.offset[i];
      }
      return;
    }
    Kernels.addResiduals(q.rows, q.offset, y, out, q.rank, rows * cols);
  }

  @Override
  public double infimum(double[] w) {
    Basis q = resolved();
    double[] c = new double[q.rank];
    Kernels.multiply(q.rows, w, c, q.rank, rows * cols);
    Kernels.multiplyTranspose(q.rows, c, w, q.rank, rows * cols);
    return Kernels.dot(c, q.offset);
  }
}
