package org.plateau.recovery;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;
import org.plateau.matrix.TopEigenpair;

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
 *
 * <p>The B_i = D1^-1 A_i D2^-1 are never formed: all that a step needs are B_i^T u and B_i v for
 * the few u and v that span T, which is one pass over the A_i.
 */
final class LowRankProof {

  private static final double UNIT_ROUNDOFF = 0x1p-53;
  private static final double STRICT = 1 - 1e-6;
  private static final double DEPENDENT = 1e-8;
  private static final double ROUNDOFF_AFTER_NEXT_STEP = 1e-8;
  private static final double HOPELESS = 0.7;
  private static final int MOST_STEPS = 12;
  private static final int MOST_RANKS = 3;

  private final Measurements measurements;
  private final Scaling scaling;
  private final double[] values;
  private final double size;
  private final int rows;
  private final int cols;
  private final int wide;
  private final int count;
  private final double[] rightInverse;
  private final double[] remainder;
  private double[] u = new double[0];
  private double[] v = new double[0];
  private int steps;

  /** Takes a problem; {@code values} is not copied. */
  LowRankProof(Measurements measurements, Scaling scaling, double[] values) {
    this.measurements = measurements;
    this.scaling = scaling;
    this.values = values;
    this.size = Kernels.norm(values);
    this.rows = measurements.rows();
    this.cols = measurements.cols();
    this.wide = Scaling.padded(cols);
    this.count = measurements.count();
    this.rightInverse = Scaling.paddedRows(scaling.rightInverse(), cols, cols);
    double[] start = new double[rows * cols];
    measurements.adjoint(values, start);
    this.remainder = scaling.unweigh(start);
  }

  /** Returns the solution with its proof, or null where none was found. */
  @Nullable Recovery find(DouglasRachford settings) {
    for (int rank = 1; rank <= Math.min(MOST_RANKS, Math.min(rows, cols)); rank++) {
      if (rank * (rows + cols - rank) > count || !guess(rank)) {
        return null;
      }
      Recovery found = new Search(rank).run(settings);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Adds the next singular vectors of sum b_i B_i to those where the search begins. */
  private boolean guess(int rank) {
    double[] gram = new double[cols * cols];
    Kernels.gramAdd(remainder, gram, rows, cols);
    double[] right = TopEigenpair.of(gram, cols).vector();
    double[] left = new double[rows];
    Kernels.multiply(remainder, right, left, rows, cols);
    double value = Kernels.norm(left);
    if (!(value > 0)) {
      return false;
    }
    for (int i = 0; i < rows; i++) {
      left[i] /= value;
    }
    Kernels.multiplyTranspose(remainder, left, right, rows, cols);
    for (int i = 0; i < rows; i++) {
      Kernels.axpy(-left[i], right, 0, remainder, i * cols, cols);
    }
    double length = Kernels.norm(right);
    u = Arrays.copyOf(u, rank * rows);
    v = Arrays.copyOf(v, rank * cols);
    System.arraycopy(left, 0, u, (rank - 1) * rows, rows);
    for (int j = 0; j < cols; j++) {
      v[(rank - 1) * cols + j] = right[j] / length;
    }
    return true;
  }

  /** The search at one rank. Z = U diag(sigma) V^T; rows of u and v are the columns of U and V. */
  private final class Search {

    private final int rank;
    private final int dimension;
    private final int stride;
    private final int rest;
    private final int restWide;
    private double[] u;
    private final double[] v;
    private final double[] sigma;
    private final double[] complement;
    private final double[] onTangent;
    private final double[] gram;
    private final double[] leftImages = new double[count * cols];
    private final double[] rightImages = new double[count * rows];
    private final double[] tangents;
    private final double[] normals;

    Search(int rank) {
      this.rank = rank;
      this.dimension = rank * (rows + cols - rank);
      this.stride = Scaling.padded(dimension);
      this.rest = rows - rank;
      this.restWide = Scaling.padded(rest);
      this.u = LowRankProof.this.u.clone();
      this.v = LowRankProof.this.v.clone();
      this.sigma = new double[rank];
      this.complement = new double[rows * restWide];
      this.onTangent = new double[count * stride];
      this.gram = new double[stride * stride];
      this.tangents = new double[count * wide];
      this.normals = new double[count * restWide];
    }

    /** The steps begin at Z = 0, on the tangent space of the spectral guess. */
    @Nullable Recovery run(DouglasRachford settings) {
      double[] residual = values.clone();
      double[] slope = new double[stride];
      double before = Double.POSITIVE_INFINITY;
      double distance = 1;
      boolean described = describe();
      for (int i = 0; i < MOST_STEPS && before > ROUNDOFF_AFTER_NEXT_STEP; i++) {
        boolean slow = i > 3 && distance > HOPELESS * before;
        before = distance;
        if (!described || slow || steps == settings.budget() || !factor()) {
          return null;
        }
        steps++;
        Kernels.multiplyTranspose(onTangent, residual, slope, count, stride);
        solve(slope);
        described = advance(slope) && describe();
        measure(residual);
        distance = Kernels.norm(residual) / size;
      }
      boolean exact = before <= ROUNDOFF_AFTER_NEXT_STEP && distance <= settings.tolerance();
      return described && exact ? certify(distance, settings.gapTolerance()) : null;
    }

    /** b_i - &lt;B_i, Z&gt;, where Z has the coordinates sigma V^T. */
    private void measure(double[] residual) {
      double[] point = new double[stride];
      for (int c = 0; c < rank; c++) {
        Kernels.axpy(sigma[c], v, c * cols, point, c * cols, cols);
      }
      Kernels.multiply(onTangent, point, residual, count, stride);
      for (int k = 0; k < count; k++) {
        residual[k] = values[k] - residual[k];
      }
    }

    /** The measurements in coordinates of T: rows of U^T B_i, then the rest of columns of B_i V. */
    private boolean describe() {
      if (!complete()) {
        return false;
      }
      double[] scaledComplement = new double[rows * restWide];
      Kernels.multiply(scaling.leftInverse(), complement, scaledComplement, rows, rows, restWide);
      double[] left = new double[rows];
      double[] right = new double[cols];
      for (int c = 0; c < rank; c++) {
        Kernels.multiplyTranspose(
            scaling.leftInverse(),
            Arrays.copyOfRange(u, c * rows, (c + 1) * rows),
            left,
            rows,
            rows);
        Kernels.multiplyTranspose(
            scaling.rightInverse(),
            Arrays.copyOfRange(v, c * cols, (c + 1) * cols),
            right,
            cols,
            cols);
        measurements.images(left, right, leftImages, rightImages);
        Kernels.multiply(leftImages, rightInverse, tangents, count, cols, wide);
        Kernels.multiply(rightImages, scaledComplement, normals, count, rows, restWide);
        for (int i = 0; i < count; i++) {
          int to = i * stride + rank * cols + c * rest;
          System.arraycopy(tangents, i * wide, onTangent, i * stride + c * cols, cols);
          System.arraycopy(normals, i * restWide, onTangent, to, rest);
        }
      }
      return true;
    }

    /** The Gram matrix of the coordinates as R^T R; false where they are dependent. */
    private boolean factor() {
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
      double[] a = Arrays.copyOf(step, rank * cols);
      for (int c = 0; c < rank; c++) {
        Kernels.axpy(sigma[c], v, c * cols, a, c * cols, cols);
      }
      double[] core = new double[rank * rank];
      Kernels.multiplyTransposeRight(a, v, core, rank, cols, rank);
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
      return decompose(normal, a);
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

    /** The singular vectors and values of Z = L A, rows of {@code left} being columns of L. */
    private boolean decompose(double[] left, double[] a) {
      OrthonormalRows span = new OrthonormalRows(rank, cols);
      for (int c = 0; c < rank; c++) {
        if (!span.add(Arrays.copyOfRange(a, c * cols, (c + 1) * cols), DEPENDENT)) {
          return false;
        }
      }
      double[] basis = span.rows();
      double[] inBasis = new double[rank * rank];
      Kernels.multiplyTransposeRight(a, basis, inBasis, rank, cols, rank);
      double[] thin = new double[rows * rank];
      Kernels.multiplyTransposeLeft(left, inBasis, thin, rows, rank, rank);
      SingularValues svd = new SingularValues(rows, rank);
      svd.decompose(thin);
      if (!(svd.value(rank - 1) > DEPENDENT * svd.value(0))) {
        return false;
      }
      double[] leftVectors = new double[rows * rank];
      double[] turn = new double[rank * rank];
      svd.leading(rank, leftVectors, turn);
      u = Kernels.transpose(leftVectors, rows, rank);
      Kernels.multiplyTransposeLeft(turn, basis, v, rank, rank, cols);
      for (int c = 0; c < rank; c++) {
        sigma[c] = svd.value(c);
      }
      return true;
    }

    private @Nullable Recovery certify(double distance, double gapTolerance) {
      if (!factor()) {
        return null;
      }
      // U V^T has the coordinates V^T, and nothing outside of U^T Y.
      double[] sign = Arrays.copyOf(v, stride);
      double[] solution = sign.clone();
      solve(solution);
      double[] coefficients = new double[count];
      Kernels.multiply(onTangent, solution, coefficients, count, stride);
      double[] sum = new double[rows * cols];
      measurements.adjoint(coefficients, sum);
      double[] w = scaling.unweigh(sum);
      double residual = offSign(w, sign);
      double norm = measurements.norm() / scaling.leastEigenvalue() / scaling.leastEigenvalue();
      double dualNorm = normalNorm(w) + residual * (1 + norm / leastSingularValueBound());
      double lower = Kernels.dot(coefficients, values) / (Math.max(1, dualNorm) + residual);
      double nuclearNorm = 0;
      for (int c = rank - 1; c >= 0; c--) {
        nuclearNorm += sigma[c];
      }
      double gap = Math.max(0, nuclearNorm - lower) / nuclearNorm;
      if (!(dualNorm <= STRICT && gap <= gapTolerance)) {
        return null;
      }
      return new Recovery(matrix(), nuclearNorm, gap, distance, steps, Ending.CONVERGED);
    }

    private double[] matrix() {
      double[] scaled = u.clone();
      for (int c = 0; c < rank; c++) {
        for (int i = 0; i < rows; i++) {
          scaled[c * rows + i] *= sigma[c];
        }
      }
      double[] z = new double[rows * cols];
      Kernels.multiplyTransposeLeft(scaled, v, z, rows, rank, cols);
      return z;
    }

    /** The Frobenius norm of what W has on T beside U V^T. */
    private double offSign(double[] w, double[] sign) {
      double[] difference = new double[stride];
      Kernels.multiply(u, w, difference, rank, rows, cols);
      double[] across = new double[rows];
      double[] part = new double[restWide];
      for (int c = 0; c < rank; c++) {
        Kernels.multiply(w, Arrays.copyOfRange(v, c * cols, (c + 1) * cols), across, rows, cols);
        Kernels.multiplyTranspose(complement, across, part, rows, restWide);
        System.arraycopy(part, 0, difference, rank * cols + c * rest, rest);
      }
      Kernels.axpy(-1, sign, 0, difference, 0, stride);
      return Kernels.norm(difference);
    }

    /** The operator norm of the part of W orthogonal to T, (I - U U^T) W (I - V V^T). */
    private double normalNorm(double[] w) {
      double[] along = new double[rank * cols];
      double[] left = w.clone();
      Kernels.multiply(u, w, along, rank, rows, cols);
      for (int e = 0; e < along.length; e++) {
        along[e] = -along[e];
      }
      Kernels.multiplyTransposeLeftAdd(u, along, left, rows, rank, cols);
      double[] across = new double[rows * rank];
      Kernels.multiplyTransposeRight(left, v, across, rows, cols, rank);
      for (int e = 0; e < across.length; e++) {
        across[e] = -across[e];
      }
      Kernels.multiplyAdd(across, v, left, rows, rank, cols);
      double roundoff =
          2 * (rows + cols) * Math.sqrt(Math.min(rows, cols)) * UNIT_ROUNDOFF * Kernels.norm(left);
      return SingularValues.largest(left, rows, cols) + roundoff;
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
