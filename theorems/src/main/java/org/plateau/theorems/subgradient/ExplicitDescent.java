package org.plateau.theorems.subgradient;

import java.util.List;
import org.plateau.landscape.RobustRegression;
import org.plateau.matrix.Kernels;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * With constant probability the truth is not even a local minimum of the plain l1 loss: the pull of
 * the outliers is a descent direction. Spec: sub-gradient-balance, A1 (i).
 */
final class ExplicitDescent implements Claim<RobustRegression> {

  private static final double POSITIVE = 1e-9;
  private static final int PROBE_TRIES = 800;

  @Override
  public Statement statement() {
    return Statement.probability("subgradient/explicit-descent", 1.0 / 16, 1.0 / 32)
        .title("With constant probability the truth is no local minimum of the plain l1 loss")
        .tex(
            "\\Pr[F'(\\theta^*; v) < 0] \\ge \\tfrac{1}{16},\\quad"
                + " v = X_S^T s / \\|X_S^T s\\|,\\ (m, d, p) = (60, 100, 0.3)")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.DERIVED)
        .constant(
            "1/16",
            "recalled, not read in the paper; follows from the derived value, 0.963 here",
            Provenance.DERIVED)
        .hypothesis("x_i ~ N(0, I); outliers +-U[10, 100] on a uniform 30 % of the rows")
        .hypothesis("m < (pi/2) p d / (1 - p)^2")
        .spec("sub-gradient-balance", "A1")
        .cost(Cost.LIGHT);
  }

  @Override
  public RobustRegression draw(Draws draws) {
    return new RegressionLaw(60, 100, 0.3, 3, true).draw(draws);
  }

  @Override
  public Evidence examine(RobustRegression problem) {
    double share = (double) problem.corrupted() / problem.rows();
    return Evidence.of(Check.atLeast("descent rate", rate(problem), POSITIVE))
        .requires(
            "m < (pi/2) p d / (1 - p)^2",
            DescentProbability.threshold(share, problem.width()) - problem.rows());
  }

  /** Returns -F'(theta*; v) along the normalized pull of the outliers; 0 if nothing pulls. */
  static double rate(RobustRegression problem) {
    double[] pull = problem.outlierPull();
    double norm = Kernels.norm(pull);
    return norm == 0 ? 0 : problem.descentRate(pull) / norm;
  }

  @Override
  public List<Probe<RobustRegression>> probes() {
    return List.of(
        Probe.<RobustRegression>dropping(
                "no outliers", draws -> new RegressionLaw(60, 100, 0, 3, true).draw(draws))
            .tries(PROBE_TRIES),
        Probe.<RobustRegression>dropping(
                "many rows for few coordinates, a tenth corrupted",
                draws -> new RegressionLaw(300, 10, 0.1, 3, true).draw(draws))
            .tries(PROBE_TRIES),
        Probe.<RobustRegression>dropping(
                "many rows for few coordinates, a fifth corrupted",
                draws -> new RegressionLaw(300, 10, 0.2, 3, true).draw(draws))
            .tries(PROBE_TRIES));
  }
}
