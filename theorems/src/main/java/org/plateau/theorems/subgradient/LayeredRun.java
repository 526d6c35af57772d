package org.plateau.theorems.subgradient;

import org.plateau.dynamics.RegressionLoss;
import org.plateau.dynamics.ResidualLoss;
import org.plateau.dynamics.SubgradientMethod;
import org.plateau.landscape.RobustRegression;
import org.plateau.network.Parametrization;

/**
 * Some steps of the sub-gradient method whose every step is looked at.
 *
 * @param problem the regression
 * @param model a diagonal network or a factorized matrix
 * @param start the weights to start from
 * @param loss the loss of a residual
 * @param eta the step size
 * @param steps the number of steps
 * @param layerFactors by what each layer's step size is multiplied: ones, except in probes
 * @param sweeping whether a layer already sees the new layers before it: no, except in probes
 */
record LayeredRun<M extends Parametrization>(
    RobustRegression problem,
    M model,
    double[] start,
    ResidualLoss loss,
    double eta,
    int steps,
    double[] layerFactors,
    boolean sweeping) {

  /** Steps of the method: all layers at once, from the old weights. */
  LayeredRun(
      RobustRegression problem,
      M model,
      double[] start,
      ResidualLoss loss,
      double eta,
      int steps,
      double[] layerFactors) {
    this(problem, model, start, loss, eta, steps, layerFactors, false);
  }

  /**
   * Returns this run as a sweep, which is not the method: each layer sees the new ones before it.
   */
  LayeredRun<M> swept() {
    return new LayeredRun<>(problem, model, start, loss, eta, steps, layerFactors, true);
  }

  /** Sees the weights around one step. */
  interface Visitor {
    /**
     * Called after each step.
     *
     * @param before the old weights
     * @param gradient the gradient in theta at the old weights
     * @param after the new weights
     */
    void step(double[] before, double[] gradient, double[] after);
  }

  /** Takes all steps. The arrays that the visitor sees are buffers. */
  void run(Visitor visitor) {
    RegressionLoss objective = new RegressionLoss(problem, model, loss);
    if (sweeping) {
      sweep(objective, visitor);
      return;
    }
    SubgradientMethod method = new SubgradientMethod(objective, start, layerFactors);
    double[] before = new double[start.length];
    for (int t = 0; t < steps; t++) {
      System.arraycopy(method.weights(), 0, before, 0, before.length);
      method.step(eta);
      visitor.step(before, objective.outputGradient(), method.weights());
    }
  }

  private void sweep(RegressionLoss objective, Visitor visitor) {
    double[] weights = start.clone();
    double[] slopes = new double[start.length];
    double[] work = new double[model.workLength()];
    for (int t = 0; t < steps; t++) {
      double[] before = weights.clone();
      objective.subgradient(weights, slopes);
      for (int j = 0; j < model.depth(); j++) {
        for (int i = objective.layerStart(j); i < objective.layerStart(j + 1); i++) {
          weights[i] -= eta * layerFactors[j] * slopes[i];
        }
        model.pullback(weights, objective.outputGradient(), slopes, work);
      }
      visitor.step(before, objective.outputGradient(), weights);
    }
  }
}
