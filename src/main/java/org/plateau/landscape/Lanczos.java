package org.plateau.landscape;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.TopEigenpair;
import org.plateau.sampling.RandomStream;

/**
 * The most positive eigenvalue of a symmetric operator by the Lanczos method with full
 * re-orthogonalization, restarted from the best vector when the basis is full.
 *
 * <p>A Ritz value converges to either end of the spectrum, so a negative eigenvalue of larger
 * modulus does no harm, unlike in the power iteration. The result carries the true residual |H v -
 * theta v| / |v|, which bounds the distance to an eigenvalue (Parlett 1980, theorem 4.5.1).
 */
final class Lanczos {

  private static final int BASIS = 96;
  private static final int RESTARTS = 40;
  private static final int CHECK_EVERY = 6;
  private static final double RELATIVE = 4e-12;
  private static final double FLOOR = 4e-15;
  private static final long START = 0x5EEDL;

  private final int size;
  private final BiConsumer<double[], double[]> operator;
  private final double[][] basis;
  private final double[] diagonal;
  private final double[] off;
  private final double[] work;
  private int products;
  private double radius;

  private Lanczos(int size, BiConsumer<double[], double[]> operator) {
    this.size = size;
    this.operator = operator;
    int length = Math.min(size, BASIS);
    this.basis = new double[length][];
    this.diagonal = new double[length];
    this.off = new double[length];
    this.work = new double[size];
  }

  /**
   * @param value the Ritz value theta, never above the largest eigenvalue but for rounding
   * @param residual |H v - theta v| / |v|
   * @param converged whether the residual met the target
   * @param products number of operator products
   */
  record Result(double value, double residual, boolean converged, int products) {}

  /**
   * @param operator writes H v (second argument) for v (first argument)
   * @param project restricts a start vector to the space on which H acts
   */
  static Result largest(
      int size, BiConsumer<double[], double[]> operator, Consumer<double[]> project) {
    double[] start = RandomStream.ofKey(START).gaussian(new double[size]);
    project.accept(start);
    return new Lanczos(size, operator).run(start);
  }

  private Result run(double[] start) {
    double[] vector = start;
    Result best = null;
    for (int restart = 0; restart <= RESTARTS; restart++) {
      vector = cycle(vector);
      best = certify(vector);
      if (best.converged()) {
        return best;
      }
    }
    return best;
  }

  /** One Lanczos run; returns the top Ritz vector. */
  private double[] cycle(double[] start) {
    basis[0] = scaled(start, 1 / Kernels.norm(start));
    int m = 0;
    while (true) {
      operator.accept(basis[m], work);
      products++;
      diagonal[m] = Kernels.dot(basis[m], work);
      orthogonalize(m);
      off[m] = Kernels.norm(work);
      double before = m == 0 ? 0 : off[m - 1];
      radius = Math.max(radius, before + Math.abs(diagonal[m]) + off[m]);
      m++;
      boolean last = m == basis.length || off[m - 1] <= FLOOR * radius || off[m - 1] == 0;
      if (last || m % CHECK_EVERY == 0) {
        TopEigenpair ritz = ritz(m);
        double theta = ritz.value();
        double[] s = ritz.vector();
        if (last || off[m - 1] * Math.abs(s[m - 1]) <= target(theta) / 2) {
          return combine(s, m);
        }
      }
      basis[m] = scaled(work, 1 / off[m - 1]);
    }
  }

  /** Twice is enough (Kahan, in Parlett 1980, section 6.9). */
  private void orthogonalize(int m) {
    for (int round = 0; round < 2; round++) {
      for (int j = 0; j <= m; j++) {
        Kernels.axpy(-Kernels.dot(basis[j], work), basis[j], 0, work, 0, size);
      }
    }
  }

  private TopEigenpair ritz(int m) {
    double[] t = new double[m * m];
    for (int i = 0; i < m; i++) {
      t[i * m + i] = diagonal[i];
      if (i + 1 < m) {
        t[i * m + i + 1] = off[i];
        t[(i + 1) * m + i] = off[i];
      }
    }
    return TopEigenpair.of(t, m);
  }

  private double[] combine(double[] s, int m) {
    double[] result = new double[size];
    for (int j = 0; j < m; j++) {
      Kernels.axpy(s[j], basis[j], 0, result, 0, size);
    }
    return result;
  }

  private Result certify(double[] vector) {
    double norm = Kernels.norm(vector);
    double[] unit = scaled(vector, 1 / norm);
    operator.accept(unit, work);
    products++;
    double theta = Kernels.dot(unit, work);
    Kernels.axpy(-theta, unit, 0, work, 0, size);
    double residual = Kernels.norm(work);
    return new Result(theta, residual, residual <= target(theta), products);
  }

  private double target(double theta) {
    return Math.max(RELATIVE * Math.abs(theta), FLOOR * radius);
  }

  private static double[] scaled(double[] v, double factor) {
    double[] result = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      result[i] = factor * v[i];
    }
    return result;
  }
}
