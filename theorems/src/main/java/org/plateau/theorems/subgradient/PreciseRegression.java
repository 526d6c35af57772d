package org.plateau.theorems.subgradient;

import java.util.Arrays;
import org.plateau.landscape.RobustRegression;
import org.plateau.precision.Precise;

/** The l1 loss of a regression at 50 digits, around the truth. */
final class PreciseRegression {

  private final RobustRegression problem;

  PreciseRegression(RobustRegression problem) {
    this.problem = problem;
  }

  private Precise[] times(Precise[] u) {
    int d = problem.width();
    Precise[] t = new Precise[problem.rows()];
    for (int i = 0; i < t.length; i++) {
      Precise sum = Precise.ZERO;
      for (int j = 0; j < d; j++) {
        if (u[j] != Precise.ZERO) {
          sum = sum.add(Precise.of(problem.design()[i * d + j]).multiply(u[j]));
        }
      }
      t[i] = sum;
    }
    return t;
  }

  /** Returns F(theta*) - F(theta* + u) = (1/m) sum_i |eps_i| - |x_i u - eps_i|. */
  Precise decrease(Precise[] u) {
    Precise[] t = times(u);
    Precise sum = Precise.ZERO;
    for (int i = 0; i < t.length; i++) {
      Precise e = Precise.of(problem.noise()[i]);
      sum = sum.add(e.abs()).subtract(t[i].subtract(e).abs());
    }
    return sum.divide(Precise.of(problem.rows()));
  }

  /** Returns -F'(theta*; v). */
  Precise descentRate(Precise[] v) {
    Precise[] t = times(v);
    Precise sum = Precise.ZERO;
    for (int i = 0; i < t.length; i++) {
      double e = problem.noise()[i];
      if (e == 0) {
        sum = sum.subtract(t[i].abs());
      } else {
        sum = e > 0 ? sum.add(t[i]) : sum.subtract(t[i]);
      }
    }
    return sum.divide(Precise.of(problem.rows()));
  }

  /** Returns the value of the dual certificate u of R: (1/m) || D o (X_S^T s - X_C^T u) ||. */
  Precise dualRate(Precise[] gains, double[] multipliers) {
    int d = problem.width();
    Precise[] sum = new Precise[d];
    Arrays.fill(sum, Precise.ZERO);
    int clean = 0;
    for (int i = 0; i < problem.rows(); i++) {
      double e = problem.noise()[i];
      Precise weight = Precise.of(e == 0 ? -multipliers[clean++] : Math.signum(e));
      for (int j = 0; j < d; j++) {
        sum[j] = sum[j].add(weight.multiply(Precise.of(problem.design()[i * d + j])));
      }
    }
    for (int j = 0; j < d; j++) {
      sum[j] = sum[j].multiply(gains[j]);
    }
    return Precise.norm(sum).divide(Precise.of(problem.rows()));
  }
}
