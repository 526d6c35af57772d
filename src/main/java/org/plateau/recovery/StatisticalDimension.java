package org.plateau.recovery;

import org.hipparchus.util.FastMath;
import org.hipparchus.util.MathUtils;

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
    double low = 0;
    double high = 3;
    for (int i = 0; i < SECTIONS; i++) {
      double a = high - GOLDEN * (high - low);
      double b = low + GOLDEN * (high - low);
      if (share(m, n, rank, a) <= share(m, n, rank, b)) {
        high = b;
      } else {
        low = a;
      }
    }
    return share(m, n, rank, 0.5 * (low + high)) * m * n;
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
      double angle = MathUtils.TWO_PI / 2 * (i + 0.5) / NODES;
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
