package org.plateau.dynamics;

import java.util.Arrays;

/**
 * The sub-gradient method W <- W - eta_t g(W), all layers updated at once from the old weights (a
 * sweep that uses new layers would break the balancedness identities). Spec: sub-gradient-balance,
 * C.
 */
public final class SubgradientMethod {

  /** How a run ended. */
  public enum End {
    /** All steps of the schedule were taken. */
    COMPLETED,
    /** The observer asked to stop. */
    STOPPED,
    /** All steps were taken, and a weight is infinite or not a number. */
    DIVERGED
  }

  /** Sees the weights after every step, and may end the run. */
  @FunctionalInterface
  public interface Observer {
    /**
     * Called after step number {@code step}, counted from 1.
     *
     * @param weights the weights, not to be changed or kept
     * @return whether to go on
     */
    boolean afterStep(int step, double[] weights);
  }

  private final LayeredLoss objective;
  private final double[] weights;
  private final double[] gradient;
  private final double[] layerFactors;

  /**
   * The method at a starting point, which is copied.
   *
   * @throws IllegalArgumentException if the start has the wrong length
   */
  public SubgradientMethod(LayeredLoss objective, double[] start) {
    this(objective, start, ones(objective.layers()));
  }

  /**
   * The method with a step size of its own for each layer: layer j moves with eta layerFactors[j].
   * The theory speaks of equal factors only; others serve to show that it needs them.
   *
   * @throws IllegalArgumentException if the start or the factors have the wrong length
   */
  public SubgradientMethod(LayeredLoss objective, double[] start, double[] layerFactors) {
    if (start.length != objective.weightCount()) {
      throw new IllegalArgumentException(
          "the start must have "
              + objective.weightCount()
              + " weights, as the objective says, got "
              + start.length);
    }
    if (layerFactors.length != objective.layers()) {
      throw new IllegalArgumentException(
          "there must be one factor a layer, "
              + objective.layers()
              + " in all, got "
              + layerFactors.length);
    }
    this.objective = objective;
    this.weights = start.clone();
    this.gradient = new double[start.length];
    this.layerFactors = layerFactors.clone();
  }

  private static double[] ones(int n) {
    double[] out = new double[n];
    Arrays.fill(out, 1);
    return out;
  }

  /** Takes one step of size {@code eta}. */
  public void step(double eta) {
    objective.subgradient(weights, gradient);
    for (int j = 0; j < layerFactors.length; j++) {
      double size = eta * layerFactors[j];
      int end = objective.layerStart(j + 1);
      for (int i = objective.layerStart(j); i < end; i++) {
        weights[i] -= size * gradient[i];
      }
    }
  }

  /** Takes all steps of the schedule. */
  public End run(StepSchedule schedule) {
    return run(schedule, (step, w) -> true);
  }

  /**
   * Takes the steps of the schedule until the observer says no. Whether all weights are finite is
   * looked at once, at the end: an observer may see weights that are not.
   */
  public End run(StepSchedule schedule, Observer observer) {
    double eta = schedule.initial();
    for (int t = 1; t <= schedule.steps(); t++) {
      step(eta);
      if (!observer.afterStep(t, weights)) {
        return End.STOPPED;
      }
      if (t >= schedule.constantSteps()) {
        eta *= schedule.decay();
      }
    }
    for (double w : weights) {
      if (!Double.isFinite(w)) {
        return End.DIVERGED;
      }
    }
    return End.COMPLETED;
  }

  /** Returns the current weights: an internal buffer, not to be changed. */
  public double[] weights() {
    return weights;
  }

  /** Returns the sub-gradient of the last step: an internal buffer, not to be changed. */
  public double[] gradient() {
    return gradient;
  }
}
