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

  /** The search at one rank. */
  private final class Search {

    private final int rank;
    private final int dimension;
    private final int stride;
    private final int rest;
    private final int restWide;
    private final LowRankMatrix point;
    private final double[] complement;
    private final double[] onTangent;
    private final CholeskyFactor normal;
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
      this.point = new LowRankMatrix(rank, u, v);
      this.complement = new double[rows * restWide];
      this.onTangent = new double[count * stride];
      this.normal = new CholeskyFactor(stride);
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
        normal.solve(slope);
        described = advance(slope) && describe();
        measure(residual);
        distance = Kernels.norm(residual) / size;
      }
      boolean exact = before <= ROUNDOFF_AFTER_NEXT_STEP && distance <= settings.tolerance();
      return described && exact ? certify(distance, settings.gapTolerance()) : null;
    }

    /** b_i - &lt;B_i, Z&gt;, where Z has the coordinates sigma V^T. */
    private void measure(double[] residual) {
      double[] coordinates = new double[stride];
      point.addWeighted(coordinates);
      Kernels.multiply(onTangent, coordinates, residual, count, stride);
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
        Kernels.multiplyTranspose(scaling.leftInverse(), point.left(c), left, rows, rows);
        Kernels.multiplyTranspose(scaling.rightInverse(), point.right(c), right, cols, cols);
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
      double[] gram = normal.entries();
      Arrays.fill(gram, 0);
      Kernels.gramAdd(onTangent, gram, count, stride);
      for (int k = dimension; k < stride; k++) {
        gram[k * stride + k] = 1;
      }
      return normal.factor();
    }

    private boolean complete() {
      OrthonormalRows all = new OrthonormalRows(rows, rows);
      for (int c = 0; c < rank; c++) {
        all.add(point.left(c), DEPENDENT);
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

    /** Moves along the member U A^T + C V^T of T with the given coordinates. */
    private boolean advance(double[] step) {
      double[] c = new double[rank * rows];
      for (int k = 0; k < rank; k++) {
        double[] coefficients = new double[restWide];
        System.arraycopy(step, rank * cols + k * rest, coefficients, 0, rest);
        double[] along = new double[rows];
        Kernels.multiply(complement, coefficients, along, rows, restWide);
        System.arraycopy(along, 0, c, k * rows, rows);
      }
      return point.move(Arrays.copyOf(step, rank * cols), c);
    }

    private @Nullable Recovery certify(double distance, double gapTolerance) {
      if (!factor()) {
        return null;
      }
      // U V^T has the coordinates V^T, and nothing outside of U^T Y.
      double[] sign = Arrays.copyOf(point.right(), stride);
      double[] solution = sign.clone();
      normal.solve(solution);
      double[] coefficients = new double[count];
      Kernels.multiply(onTangent, solution, coefficients, count, stride);
      double[] sum = new double[rows * cols];
      measurements.adjoint(coefficients, sum);
      double[] w = scaling.unweigh(sum);
      double residual = offSign(w, sign);
      double norm = measurements.norm() / scaling.leastEigenvalue() / scaling.leastEigenvalue();
      double dualNorm =
          normalNorm(w) + residual * (1 + norm / normal.leastSingularValueBound(dimension));
      double lower = Kernels.dot(coefficients, values) / (Math.max(1, dualNorm) + residual);
      double nuclearNorm = point.nuclearNorm();
      double gap = Math.max(0, nuclearNorm - lower) / nuclearNorm;
      if (!(dualNorm <= STRICT && gap <= gapTolerance)) {
        return null;
      }
      return new Recovery(point.product(), nuclearNorm, gap, distance, steps, Ending.CONVERGED);
    }

    /** The Frobenius norm of what W has on T beside U V^T. */
    private double offSign(double[] w, double[] sign) {
      double[] difference = new double[stride];
      Kernels.multiply(point.left(), w, difference, rank, rows, cols);
      double[] across = new double[rows];
      double[] part = new double[restWide];
      for (int c = 0; c < rank; c++) {
        Kernels.multiply(w, point.right(c), across, rows, cols);
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
      Kernels.multiply(point.left(), w, along, rank, rows, cols);
      for (int e = 0; e < along.length; e++) {
        along[e] = -along[e];
      }
      Kernels.multiplyTransposeLeftAdd(point.left(), along, left, rows, rank, cols);
      double[] across = new double[rows * rank];
      Kernels.multiplyTransposeRight(left, point.right(), across, rows, cols, rank);
      for (int e = 0; e < across.length; e++) {
        across[e] = -across[e];
      }
      Kernels.multiplyAdd(across, point.right(), left, rows, rank, cols);
      double roundoff =
          2 * (rows + cols) * Math.sqrt(Math.min(rows, cols)) * UNIT_ROUNDOFF * Kernels.norm(left);
      return SingularValues.largest(left, rows, cols) + roundoff;
    }
  }
}
