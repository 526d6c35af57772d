package org.plateau.theorems.subgradient;

import java.util.List;
import org.plateau.dynamics.RegressionLoss;
import org.plateau.dynamics.ResidualLoss;
import org.plateau.dynamics.StepSchedule;
import org.plateau.dynamics.SubgradientMethod;
import org.plateau.landscape.RobustRegression;
import org.plateau.network.FactorizedMatrix;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * Deep matrix factorizations recover a matrix of rank one from measurements of which 30 % are
 * grossly wrong. Spec: sub-gradient-balance, D1.
 */
final class MatrixRecovery implements Claim<MatrixRecovery.Attempt> {

  /**
   * A run.
   *
   * @param problem the regression in vec(X)
   * @param model the factorization
   * @param alpha layers start at alpha times the identity
   * @param loss the loss of a residual
   * @param bound allowed relative Frobenius error
   */
  record Attempt(
      RobustRegression problem,
      FactorizedMatrix model,
      double alpha,
      ResidualLoss loss,
      double bound) {}

  private static final int ORDER = 10;
  private static final int ROWS = 200;
  private static final int CORRUPTED = 60;
  private static final double STEP = 0.02;
  private static final double DECAY = 0.99;

  @Override
  public Statement statement() {
    return Statement.probability("subgradient/matrix-recovery", 0.98, 0.13)
        .title("Deep factorizations recover a rank-one matrix through gross corruption")
        .tex(
            "\\Pr\\big[\\|W_1 \\cdots W_N - X^*\\|_F \\le \\rho_N \\|X^*\\|_F\\big] \\ge 0.98,\\quad"
                + " \\rho_{2, 3, 4} = 0.2,\\ 0.08,\\ 0.15")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.EMPIRICAL)
        .constant("\\rho_N", "largest in 400 runs each: .262, .093, .054", Provenance.EMPIRICAL)
        .constant(
            "0.98",
            "1196 of 1200 runs; failures 3 at depth 2, 1 at depth 3, 400 runs each",
            Provenance.EMPIRICAL)
        .hypothesis("n = 10, 200 Gaussian measurements, 60 of them off by +-U[10, 100]")
        .hypothesis("X* symmetric of rank one, eigenvalue U[1, 2]")
        .hypothesis("small start alpha I: .03, .15, .3 for N = 2, 3, 4")
        .spec("sub-gradient-balance", "D1")
        .growsWith("depth")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Attempt draw(Draws draws) {
    return switch (draws.family("depth 2", "depth 3", "depth 4")) {
      case "depth 2" -> attempt(draws, 2, 0.03, ResidualLoss.ABSOLUTE);
      case "depth 3" -> attempt(draws, 3, 0.15, ResidualLoss.ABSOLUTE);
      default -> attempt(draws, 4, 0.3, ResidualLoss.ABSOLUTE);
    };
  }

  private static Attempt attempt(Draws draws, int depth, double alpha, ResidualLoss loss) {
    double bound = depth == 2 ? 0.2 : depth == 3 ? 0.08 : 0.15;
    return new Attempt(problem(draws), new FactorizedMatrix(depth, ORDER), alpha, loss, bound);
  }

  private static RobustRegression problem(Draws draws) {
    int size = ORDER * ORDER;
    double eigenvalue = draws.uniform("eigenvalue", 1, 2);
    double[] v = RandomMatrices.unitVector(draws.stream("eigenvector"), ORDER);
    double[] truth = new double[size];
    for (int i = 0; i < size; i++) {
      truth[i] = eigenvalue * v[i / ORDER] * v[i % ORDER];
    }
    RandomStream outliers = draws.stream("outliers");
    double[] noise = new double[ROWS];
    for (int i = 0; i < CORRUPTED; i++) {
      double e = outliers.uniform(10, 100);
      noise[i] = outliers.nextBoolean() ? e : -e;
    }
    return new RobustRegression(draws.gaussian("A", ROWS, size), truth, noise);
  }

  @Override
  public Evidence examine(Attempt attempt) {
    RegressionLoss loss = new RegressionLoss(attempt.problem(), attempt.model(), attempt.loss());
    SubgradientMethod method =
        new SubgradientMethod(loss, attempt.model().scaledIdentity(attempt.alpha()));
    method.run(
        attempt.model().depth() == 2
            ? new StepSchedule(STEP, 400, 800, DECAY)
            : new StepSchedule(STEP, 700, 1200, DECAY));
    double error = loss.relativeError(method.weights());
    return Evidence.of(
        Check.atMost(
                "relative error",
                Double.isNaN(error) ? Double.POSITIVE_INFINITY : error,
                attempt.bound())
            .scale(attempt.bound()));
  }

  @Override
  public List<Probe<Attempt>> probes() {
    return List.of(
        Probe.dropping("depth 1, from 0", draws -> attempt(draws, 1, 0, ResidualLoss.ABSOLUTE))
            .tries(30),
        Probe.dropping(
                "large start, alpha = 1", draws -> attempt(draws, 2, 1, ResidualLoss.ABSOLUTE))
            .tries(30),
        Probe.dropping("squared loss", draws -> attempt(draws, 2, 0.03, ResidualLoss.SQUARED))
            .tries(30));
  }

  @Override
  public List<Mutant<Attempt>> mutants() {
    return List.of(Mutant.scaled("a tenth of the allowed errors", 0.1));
  }
}
