package org.plateau.dynamics;

import org.plateau.landscape.RobustRegression;
import org.plateau.network.Parametrization;

/**
 * The loss (1/m) sum_i l(<x_i, theta(W)> - y_i) of a regression through a parametrization theta(W):
 * with the absolute loss, L(W) = F(w_1 o ... o w_N) of spec sub-gradient-balance.
 *
 * <p>A gradient of the squared loss costs two products with X and one pull-back; a sub-gradient of
 * the absolute loss only looks at the rows whose residual may have changed sign, and only adds
 * those whose sign is new.
 */
public final class RegressionLoss implements LayeredLoss {

  private final RobustRegression problem;
  private final Parametrization model;
  private final ResidualLoss loss;
  private final double[] theta;
  private final double[] residual;
  private final double[] gradient;
  private final double[] work;
  private final LazySigns signs;

  /**
   * The loss of {@code problem} in the weights of {@code model}.
   *
   * @throws IllegalArgumentException if the model's output is not as long as the problem is wide
   */
  public RegressionLoss(RobustRegression problem, Parametrization model, ResidualLoss loss) {
    if (model.outputCount() != problem.width()) {
      throw new IllegalArgumentException(
          "the model must have d = "
              + problem.width()
              + " outputs, as the design has columns, got "
              + model.outputCount());
    }
    this.problem = problem;
    this.model = model;
    this.loss = loss;
    theta = new double[problem.width()];
    residual = new double[problem.rows()];
    gradient = new double[problem.width()];
    work = new double[model.workLength()];
    signs = new LazySigns(problem);
  }

  @Override
  public int weightCount() {
    return model.weightCount();
  }

  @Override
  public int layers() {
    return model.depth();
  }

  @Override
  public int layerStart(int j) {
    return j * (model.weightCount() / model.depth());
  }

  @Override
  public void subgradient(double[] weights, double[] out) {
    double[] pulled;
    if (loss == ResidualLoss.ABSOLUTE) {
      model.apply(weights, theta, work);
      pulled = signs.pull(theta);
    } else {
      residuals(weights);
      loss.differentiate(residual);
      problem.timesTransposed(residual, gradient);
      pulled = gradient;
    }
    double m = problem.rows();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = pulled[i] / m;
    }
    model.pullback(weights, gradient, out, work);
  }

  @Override
  public double value(double[] weights) {
    residuals(weights);
    return loss.mean(residual);
  }

  private void residuals(double[] weights) {
    model.apply(weights, theta, work);
    problem.times(theta, residual);
    double[] y = problem.targets();
    for (int i = 0; i < residual.length; i++) {
      residual[i] -= y[i];
    }
  }

  /**
   * Counted work: how many rows of X the sub-gradients of the absolute loss have multiplied so far,
   * of 2 d flops each. Without certified signs it would be 2 m a call.
   */
  public long rowProducts() {
    return signs.rowProducts();
  }

  /** Returns a new array: theta(W). */
  public double[] theta(double[] weights) {
    model.apply(weights, theta, work);
    return theta.clone();
  }

  /** Returns ||theta(W) - theta*|| / ||theta*||. */
  public double relativeError(double[] weights) {
    model.apply(weights, theta, work);
    return problem.relativeError(theta);
  }

  /**
   * Returns the gradient g = X^T l'(X theta - y) / m with respect to theta of the last {@link
   * #subgradient}: an internal buffer.
   */
  public double[] outputGradient() {
    return gradient;
  }
}
