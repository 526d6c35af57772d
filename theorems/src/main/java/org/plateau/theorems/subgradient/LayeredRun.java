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
 */
record LayeredRun<M extends Parametrization>(
    RobustRegression problem,
    M model,
    double[] start,
    ResidualLoss loss,
    double eta,
    int steps,
    double[] layerFactors) {

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
    SubgradientMethod method = new SubgradientMethod(objective, start, layerFactors);
    double[] before = new double[start.length];
    for (int t = 0; t < steps; t++) {
      System.arraycopy(method.weights(), 0, before, 0, before.length);
      method.step(eta);
      visitor.step(before, objective.outputGradient(), method.weights());
    }
  }
}
