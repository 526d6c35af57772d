package org.plateau.recovery;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;

/**
 * A short cut to the matrix of least nuclear norm in {&lt;B_i, Z&gt; = b_i} where it has low rank:
 * find an interpolator of low rank, and prove that it is the one and only solution.
 *
 * <p>For each rank, Newton's method on the matrices of that rank solves &lt;B_i, Z&gt; = b_i: a
 * step is the least-squares solution on the tangent space T at Z, followed by a return to the rank
 * (derived). The same normal equations then give W = sum of l_i B_i with W = U V^T on T. If W has
 * operator norm below 1 off T, round-off included, and the measurements are injective on T, then Z
 * is the unique solution (derived: spec flat-minima-recovery, S6; there W has the least norm, here
 * its coefficients have). Where this fails nothing is claimed, and {@link DouglasRachford} has to
 * find the solution. So what is returned does not depend on which of the two found it.
 */
final class LowRankProof {

  private static final double STRICT = 1 - 1e-6;
  private static final double DEPENDENT = 1e-8;
  private static final double ROUNDOFF_AFTER_NEXT_STEP = 1e-8;
  private static final double HOPELESS = 0.7;
  private static final int MOST_STEPS = 12;
  private static final int MOST_RANKS = 3;

  private final int rows;
  private final int cols;
  private final int wide;
  private final int count;
  private final double[] measurements;
  private final double[] values;
  private final double size;
  private final SingularValues spectrum;
  private int steps;

  /**
   * Takes a problem.
   *
   * @param measurements the B_i, each of shape rows x cols with rows padded by zeros to whole
   *     registers, one after the other; not copied
   */
  LowRankProof(int rows, int cols, double[] measurements, double[] values) {
    this.rows = rows;
    this.cols = cols;
    this.count = values.length;
    this.measurements = measurements;
    this.values = values;
    this.size = Kernels.norm(values);
    this.wide = Scaling.padded(cols);
    double[] start = new double[rows * wide];
    Kernels.multiplyTranspose(measurements, values, start, count, rows * wide);
    this.spectrum = new SingularValues(rows, cols);
    spectrum.decompose(compact(start));
  }

  private double[] compact(double[] padded) {
    double[] out = new double[rows * cols];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(padded, i * wide, out, i * cols, cols);
    }
    return out;
  }

  /** Returns the solution with its proof, or null where none was found. */
  @Nullable Recovery find(DouglasRachford settings) {
    for (int rank = 1; rank <= Math.min(MOST_RANKS, Math.min(rows, cols)); rank++) {
      if (rank * (rows + cols - rank) > count || !(spectrum.value(rank - 1) > 0)) {
        return null;
      }
      Recovery found = new Search(rank).run(settings);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The search at one rank. Z = L V^T with orthonormal columns U of L, and V. */
  private final class Search {

    private final int rank;
    private final int dimension;
    private final int stride;
    private final int rest;
    private final int restWide;
    private double[] u;
    private double[] v;
    private final double[] complement;
    private final double[] z = new double[rows * wide];
    private final double[] onTangent;
    private final double[] gram;
    private final double[] images = new double[count * rows];
    private final double[] normals;
    private final double[] sample = new double[Math.max(rows, wide)];
    private final double[] part = new double[wide];
    private double nuclearNorm;

    Search(int rank) {
      this.rank = rank;
      this.dimension = rank * (rows + cols - rank);
      this.stride = Scaling.padded(dimension);
      this.rest = rows - rank;
      this.restWide = Scaling.padded(rest);
      this.onTangent = new double[count * stride];
      this.gram = new double[stride * stride];
      this.complement = new double[rows * restWide];
      this.normals = new double[count * restWide];
      double[] left = new double[rows * rank];
      double[] right = new double[cols * rank];
      spectrum.leading(rank, left, right);
      this.u = Kernels.transpose(left, rows, rank);
      this.v = new double[rank * wide];
      for (int c = 0; c < rank; c++) {
        for (int j = 0; j < cols; j++) {
          v[c * wide + j] = right[j * rank + c];
        }
      }
    }

    /** Rows of U^T and V^T are the vectors; a step begins at Z = 0 with the spectral guess. */
    @Nullable Recovery run(DouglasRachford settings) {
      double[] residual = values.clone();
      double before = Double.POSITIVE_INFINITY;
      double distance = 1;
      double[] slope = new double[stride];
      for (int i = 0; i < MOST_STEPS && before > ROUNDOFF_AFTER_NEXT_STEP; i++) {
        boolean slow = i > 3 && distance > HOPELESS * before;
        before = distance;
        if (slow || steps == settings.budget() || !factor()) {
          return null;
        }
        steps++;
        Kernels.multiplyTranspose(onTangent, residual, slope, count, stride);
        solve(slope);
        if (!advance(slope)) {
          return null;
        }
        Kernels.multiply(measurements, z, residual, count, rows * wide);
        for (int k = 0; k < count; k++) {
          residual[k] = values[k] - residual[k];
        }
        distance = Kernels.norm(residual) / size;
      }
      boolean exact = before <= ROUNDOFF_AFTER_NEXT_STEP && distance <= settings.tolerance();
      return exact ? certify(distance, settings.gapTolerance()) : null;
    }

    /** The measurements in coordinates of T, U^T B and the rest of B V, and their Gram matrix. */
    private boolean factor() {
      if (!complete()) {
        return false;
      }
      coordinates(measurements, count, onTangent);
      Arrays.fill(gram, 0);
      Kernels.gramAdd(onTangent, gram, count, stride);
      for (int k = dimension; k < stride; k++) {
        gram[k * stride + k] = 1;
      }
      return cholesky();
    }

    private boolean complete() {
      OrthonormalRows all = new OrthonormalRows(rows, rows);
      for (int c = 0; c < rank; c++) {
        all.add(Arrays.copyOfRange(u, c * rows, (c + 1) * rows), DEPENDENT);
      }
      double[] unit = new double[rows];
      for (int i = 0; i < rows && all.rank() < rows; i++) {
        Arrays.fill(unit, 0);
        unit[i] = 1;
        all.add(unit, 1e-3);
      }
      if (all.rank() < rows) {
        return false;
      }
      double[] basis = all.rows();
      for (int c = 0; c < rest; c++) {
        for (int i = 0; i < rows; i++) {
          complement[i * restWide + c] = basis[(rank + c) * rows + i];
        }
      }
      return true;
    }

    /** The parts of matrices in T: rank rows of U^T Y, then rank vectors of the rest of Y V. */
    private void coordinates(double[] y, int matrices, double[] out) {
      for (int c = 0; c < rank; c++) {
        System.arraycopy(u, c * rows, sample, 0, rows);
        for (int i = 0; i < matrices; i++) {
          Kernels.multiplyTranspose(y, i * rows * wide, sample, part, rows, wide);
          System.arraycopy(part, 0, out, i * stride + c * cols, cols);
        }
        System.arraycopy(v, c * wide, sample, 0, wide);
        Kernels.multiply(y, sample, images, matrices * rows, wide);
        Kernels.multiply(images, complement, normals, matrices, rows, restWide);
        for (int i = 0; i < matrices; i++) {
          int to = i * stride + rank * cols + c * rest;
          System.arraycopy(normals, i * restWide, out, to, rest);
        }
      }
    }

    /** Replaces the Gram matrix by its factor R with R^T R, upper rows; false if it has none. */
    private boolean cholesky() {
      for (int i = 0; i < stride; i++) {
        double diagonal = gram[i * stride + i];
        double whole = diagonal;
        for (int k = 0; k < i; k++) {
          diagonal -= gram[k * stride + i] * gram[k * stride + i];
        }
        if (!(diagonal > DEPENDENT * whole)) {
          return false;
        }
        double root = Math.sqrt(diagonal);
        int length = stride - i;
        for (int k = 0; k < i; k++) {
          Kernels.axpy(-gram[k * stride + i], gram, k * stride + i, gram, i * stride + i, length);
        }
        for (int j = i; j < stride; j++) {
          gram[i * stride + j] /= root;
        }
      }
      return true;
    }

    /** Solves R^T R x = y in place. */
    private void solve(double[] y) {
      forward(y, 0);
      for (int i = stride - 1; i >= 0; i--) {
        double sum = y[i] - Kernels.dot(gram, i * stride + i + 1, y, i + 1, stride - i - 1);
        y[i] = sum / gram[i * stride + i];
      }
    }

    /** Solves R^T x = y in place, for a y whose first entries are zero. */
    private void forward(double[] y, int zeros) {
      for (int i = zeros; i < stride; i++) {
        y[i] /= gram[i * stride + i];
        Kernels.axpy(-y[i], gram, i * stride + i + 1, y, i + 1, stride - i - 1);
      }
    }

    /** The member of T with the given coordinates is U A^T + C V^T; Z + it returns to the rank. */
    private boolean advance(double[] step) {
      double[] a = new double[rank * wide];
      Kernels.multiply(u, z, a, rank, rows, wide);
      for (int c = 0; c < rank; c++) {
        Kernels.axpy(1, step, c * cols, a, c * wide, cols);
      }
      double[] core = new double[rank * rank];
      Kernels.multiplyTransposeRight(a, v, core, rank, wide, rank);
      double[] normal = new double[rank * rows];
      for (int c = 0; c < rank; c++) {
        double[] coefficients = new double[restWide];
        System.arraycopy(step, rank * cols + c * rest, coefficients, 0, rest);
        double[] along = new double[rows];
        Kernels.multiply(complement, coefficients, along, rows, restWide);
        System.arraycopy(along, 0, normal, c * rows, rows);
      }
      // (U + C core^-1) A^T agrees with U A^T + C V^T to second order.
      if (!divide(normal, core)) {
        return false;
      }
      Kernels.axpy(1, u, 0, normal, 0, rank * rows);
      Kernels.multiplyTransposeLeft(normal, a, z, rows, rank, wide);
      return orthonormalize(a);
    }

    /** Replaces the rows of C^T by those of core^-T C^T. */
    private boolean divide(double[] c, double[] core) {
      double[] transposed = Kernels.transpose(core, rank, rank);
      for (int k = 0; k < rank; k++) {
        int pivot = k;
        for (int i = k + 1; i < rank; i++) {
          if (Math.abs(transposed[i * rank + k]) > Math.abs(transposed[pivot * rank + k])) {
            pivot = i;
          }
        }
        if (!(Math.abs(transposed[pivot * rank + k]) > 0)) {
          return false;
        }
        swap(transposed, k, pivot, rank);
        swap(c, k, pivot, rows);
        for (int i = 0; i < rank; i++) {
          if (i != k) {
            double factor = -transposed[i * rank + k] / transposed[k * rank + k];
            Kernels.axpy(factor, transposed, k * rank, transposed, i * rank, rank);
            Kernels.axpy(factor, c, k * rows, c, i * rows, rows);
          }
        }
      }
      for (int k = 0; k < rank; k++) {
        for (int i = 0; i < rows; i++) {
          c[k * rows + i] /= transposed[k * rank + k];
        }
      }
      return true;
    }

    private void swap(double[] a, int i, int j, int length) {
      for (int k = 0; k < length && i != j; k++) {
        double held = a[i * length + k];
        a[i * length + k] = a[j * length + k];
        a[j * length + k] = held;
      }
    }

    /** The singular vectors and values of Z, whose rows lie in the span of the given ones. */
    private boolean orthonormalize(double[] right) {
      OrthonormalRows rightSpan = new OrthonormalRows(rank, wide);
      for (int c = 0; c < rank; c++) {
        double[] row = Arrays.copyOfRange(right, c * wide, (c + 1) * wide);
        if (!rightSpan.add(row, DEPENDENT)) {
          return false;
        }
      }
      double[] basis = rightSpan.rows();
      double[] thin = new double[rows * rank];
      Kernels.multiplyTransposeRight(z, basis, thin, rows, wide, rank);
      SingularValues svd = new SingularValues(rows, rank);
      svd.decompose(thin);
      if (!(svd.value(rank - 1) > DEPENDENT * svd.value(0))) {
        return false;
      }
      double[] leftVectors = new double[rows * rank];
      double[] turn = new double[rank * rank];
      svd.leading(rank, leftVectors, turn);
      u = Kernels.transpose(leftVectors, rows, rank);
      Kernels.multiplyTransposeLeft(turn, basis, v, rank, rank, wide);
      nuclearNorm = svd.nuclearNorm();
      return true;
    }

    private @Nullable Recovery certify(double distance, double gapTolerance) {
      if (!factor()) {
        return null;
      }
      // U V^T has the coordinates V^T, and nothing outside of U^T Y.
      double[] sign = new double[stride];
      for (int c = 0; c < rank; c++) {
        System.arraycopy(v, c * wide, sign, c * cols, cols);
      }
      double[] solution = sign.clone();
      solve(solution);
      double[] coefficients = new double[count];
      Kernels.multiply(onTangent, solution, coefficients, count, stride);
      double[] w = new double[rows * wide];
      Kernels.multiplyTranspose(measurements, coefficients, w, count, rows * wide);
      double[] difference = new double[stride];
      coordinates(w, 1, difference);
      Kernels.axpy(-1, sign, 0, difference, 0, stride);
      double residual = Kernels.norm(difference);
      double least = leastSingularValueBound();
      double dualNorm = normalNorm(w) + residual * (1 + Kernels.norm(measurements) / least);
      double lower = Kernels.dot(coefficients, values) / (Math.max(1, dualNorm) + residual);
      double gap = Math.max(0, nuclearNorm - lower) / nuclearNorm;
      if (!(dualNorm <= STRICT && gap <= gapTolerance)) {
        return null;
      }
      return new Recovery(compact(z), nuclearNorm, gap, distance, steps, Ending.CONVERGED);
    }

    /** The operator norm of the part of W orthogonal to T, (I - U U^T) W (I - V V^T). */
    private double normalNorm(double[] w) {
      double[] along = new double[rank * wide];
      double[] left = w.clone();
      Kernels.multiply(u, w, along, rank, rows, wide);
      for (int e = 0; e < along.length; e++) {
        along[e] = -along[e];
      }
      Kernels.multiplyTransposeLeftAdd(u, along, left, rows, rank, wide);
      double[] across = new double[rows * rank];
      Kernels.multiplyTransposeRight(left, v, across, rows, wide, rank);
      for (int e = 0; e < across.length; e++) {
        across[e] = -across[e];
      }
      Kernels.multiplyAdd(across, v, left, rows, rank, wide);
      return SingularValues.of(compact(left), rows, cols)[0];
    }

    /** 1 / |R^-1| in the Frobenius norm. */
    private double leastSingularValueBound() {
      double sum = 0;
      double[] column = new double[stride];
      for (int j = 0; j < dimension; j++) {
        Arrays.fill(column, 0);
        column[j] = 1;
        forward(column, j);
        sum += Kernels.dot(column, column);
      }
      return 1 / Math.sqrt(sum);
    }
  }
}
