package org.plateau.recovery;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.util.FastMath;

/**
 * Where recovery by the nuclear norm from Gaussian measurements sets in: the statistical dimension
 * of its descent cone at a matrix of rank r, in the large-dimension limit (D. Amelunxen, M. Lotz,
 * M. McCoy, J. Tropp, "Living on the edge", 2014, Proposition 4.7).
 */
public final class StatisticalDimension {

  private static final int NODES = 2000;
  private static final int SECTIONS = 80;
  private static final double GOLDEN = 0.6180339887498949;

  private StatisticalDimension() {}

  /**
   * Returns the number of Gaussian measurements at which half of the matrices of rank r are
   * recovered, about.
   *
   * @param rows d1, at least 1
   * @param cols d2, at least 1
   * @param rank r, between 0 and the smaller dimension
   * @throws IllegalArgumentException if a dimension or the rank is out of range
   */
  public static double nuclearNorm(int rows, int cols, int rank) {
    Shapes.requirePositive("rows", rows);
    Shapes.requirePositive("cols", cols);
    int m = Math.min(rows, cols);
    int n = Math.max(rows, cols);
    if (rank < 0 || rank > m) {
      throw new IllegalArgumentException("the rank must be between 0 and " + m + ", got " + rank);
    }
    if (rank == m) {
      return (double) rows * cols;
    }
    return m * n * least(tau -> share(m, n, rank, tau));
  }

  /**
   * Returns the same for symmetric matrices under Gaussian measurements of the space of symmetric
   * matrices: with T the tangent space, the least over tau of dim T + r tau² + E sum (|lambda_i| -
   * tau)_+², where lambda are the eigenvalues of a Gaussian symmetric matrix of size d - r, which
   * follow the semicircle law in the limit; its radius sqrt(2 (d - r + 1)) is that of the exact
   * second moment (derived along the same lines).
   *
   * @param d the dimension, at least 1
   * @param rank r, between 0 and d
   * @throws IllegalArgumentException if the dimension or the rank is out of range
   */
  public static double symmetricNuclearNorm(int d, int rank) {
    Shapes.requirePositive("d", d);
    if (rank < 0 || rank > d) {
      throw new IllegalArgumentException("the rank must be between 0 and " + d + ", got " + rank);
    }
    if (rank == d) {
      return 0.5 * d * (d + 1);
    }
    double tangent = rank * d - 0.5 * rank * (rank - 1);
    double radius = Math.sqrt(2.0 * (d - rank + 1));
    return tangent + least(t -> radius * radius * (rank * t * t + (d - rank) * semicircleTail(t)));
  }

  /** The least value of a convex function of tau in [0, 3], by golden section. */
  private static double least(DoubleUnaryOperator f) {
    double low = 0;
    double high = 3;
    for (int i = 0; i < SECTIONS; i++) {
      double a = high - GOLDEN * (high - low);
      double b = low + GOLDEN * (high - low);
      if (f.applyAsDouble(a) <= f.applyAsDouble(b)) {
        high = b;
      } else {
        low = a;
      }
    }
    return f.applyAsDouble(0.5 * (low + high));
  }

  /**
   * The mean of (|u| - tau)_+² under the semicircle law on [-1, 1], u = cos(angle), by the midpoint
   * rule.
   */
  private static double semicircleTail(double tau) {
    double sum = 0;
    for (int i = 0; i < NODES; i++) {
      double angle = FastMath.PI * (i + 0.5) / NODES;
      double u = Math.abs(FastMath.cos(angle));
      if (u > tau) {
        double sine = FastMath.sin(angle);
        sum += 2 * sine * sine * (u - tau) * (u - tau);
      }
    }
    return sum / NODES;
  }

  private static double share(double m, double n, double rank, double tau) {
    double rho = rank / m;
    double nu = m / n;
    double y = (nu - rho * nu) / (1 - rho * nu);
    double tail = tail(y, tau);
    return rho * nu + (1 - rho * nu) * (rho * (1 + tau * tau) + (1 - rho) * tail);
  }

  /**
   * The integral of (u - tau)_+² over the law of singular values, u² = 1 + y + 2 sqrt(y)
   * cos(angle), by the midpoint rule.
   */
  private static double tail(double y, double tau) {
    double half = 2 * Math.sqrt(y);
    double sum = 0;
    for (int i = 0; i < NODES; i++) {
      double angle = FastMath.PI * (i + 0.5) / NODES;
      double square = 1 + y + half * FastMath.cos(angle);
      double u = Math.sqrt(Math.max(square, 0));
      if (u > tau) {
        double sine = FastMath.sin(angle);
        sum += (u - tau) * (u - tau) * half * half * sine * sine / (2 * y * square);
      }
    }
    return sum / NODES;
  }
}
