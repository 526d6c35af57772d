package org.plateau.theorems.subgradient;

import org.plateau.landscape.RobustRegression;
import org.plateau.matrix.Kernels;

/** Directions that no clean row feels: the null space of X_C on a set of coordinates. */
final class CleanNullSpace {

  private CleanNullSpace() {}

  /**
   * Returns a new vector of length d: the pull of the outliers X_S^T s on the given coordinates,
   * projected on the null space of X_C there, by Gram-Schmidt with re-orthogonalization; zero on
   * the other coordinates.
   *
   * @throws IllegalArgumentException if there are not fewer clean rows than coordinates
   */
  static double[] pull(RobustRegression problem, int[] coordinates) {
    int n = coordinates.length;
    int clean = problem.rows() - problem.corrupted();
    if (clean >= n) {
      throw new IllegalArgumentException(
          "need fewer clean rows than coordinates, got "
              + clean
              + " and "
              + n
              + "; otherwise only 0 escapes the clean rows");
    }
    double[] basis = orthonormalRows(problem, coordinates, clean);
    double[] full = problem.outlierPull();
    double[] v = new double[n];
    for (int a = 0; a < n; a++) {
      v[a] = full[coordinates[a]];
    }
    removeRows(basis, clean, v, 0, n);
    double[] out = new double[problem.width()];
    for (int a = 0; a < n; a++) {
      out[coordinates[a]] = v[a];
    }
    return out;
  }

  private static double[] orthonormalRows(RobustRegression problem, int[] coordinates, int clean) {
    int n = coordinates.length;
    double[] basis = new double[clean * n];
    int row = 0;
    for (int i = 0; i < problem.rows(); i++) {
      if (problem.noise()[i] != 0) {
        continue;
      }
      for (int a = 0; a < n; a++) {
        basis[row * n + a] = problem.design()[i * problem.width() + coordinates[a]];
      }
      removeRows(basis, row, basis, row * n, n);
      double norm = Math.sqrt(Kernels.dot(basis, row * n, basis, row * n, n));
      for (int a = 0; a < n; a++) {
        basis[row * n + a] /= norm;
      }
      row++;
    }
    return basis;
  }

  /** Twice is enough to be orthogonal to working precision. */
  private static void removeRows(double[] basis, int count, double[] v, int at, int n) {
    for (int pass = 0; pass < 2; pass++) {
      for (int r = 0; r < count; r++) {
        double part = Kernels.dot(basis, r * n, v, at, n);
        Kernels.axpy(-part, basis, r * n, v, at, n);
      }
    }
  }

  /** Returns the indices where the truth is zero. */
  static int[] zeros(RobustRegression problem) {
    int[] out = new int[problem.width() - problem.support().length];
    int count = 0;
    for (int i = 0; i < problem.width(); i++) {
      if (problem.truth()[i] == 0) {
        out[count++] = i;
      }
    }
    return out;
  }

  /** Returns 0 ... d - 1. */
  static int[] all(RobustRegression problem) {
    int[] out = new int[problem.width()];
    for (int i = 0; i < out.length; i++) {
      out[i] = i;
    }
    return out;
  }
}
