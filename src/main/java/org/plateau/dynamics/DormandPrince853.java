package org.plateau.dynamics;

import static org.plateau.dynamics.DormandPrince853Coefficients.A;
import static org.plateau.dynamics.DormandPrince853Coefficients.B;
import static org.plateau.dynamics.DormandPrince853Coefficients.END_COUNT;
import static org.plateau.dynamics.DormandPrince853Coefficients.FIFTH;
import static org.plateau.dynamics.DormandPrince853Coefficients.FIRST;
import static org.plateau.dynamics.DormandPrince853Coefficients.SLOT;
import static org.plateau.dynamics.DormandPrince853Coefficients.SLOTS;
import static org.plateau.dynamics.DormandPrince853Coefficients.STAGES;
import static org.plateau.dynamics.DormandPrince853Coefficients.START_SLOT;
import static org.plateau.dynamics.DormandPrince853Coefficients.THIRD;

import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.plateau.matrix.Kernels;

/**
 * The method of Dormand and Prince of order 8 with error estimates of orders 5 and 3, in place on
 * flat arrays.
 *
 * <p>Coefficients, combination of the two error estimates and starting step: E. Hairer, S. P.
 * Nørsett, G. Wanner, Solving Ordinary Differential Equations I, second edition, sections II.4 and
 * II.5. One pass over the {@link Stages} makes the argument of the next one, another one the new
 * state together with both error norms. An accepted step costs twelve evaluations, a rejected one
 * eleven.
 *
 * <p>The event is looked for on the cubic through the two ends of a step and then hit by a genuine
 * step, whose length is corrected until the gauge is just below the level, so that the end point
 * has the integrator's own error.
 *
 * <p>One instance serves one thread at a time; no step allocates.
 */
public final class DormandPrince853 implements OdeIntegrator {

  private static final double EXPONENT = 1.0 / 8;
  private static final double SAFETY = 0.9;
  private static final double LEAST_FACTOR = 1.0 / 3;
  private static final double LARGEST_FACTOR = 6;
  private static final double LEAST_ERROR = 1e-16;
  private static final int CHAINS = 8;
  private static final int EVENT_SEARCH = 12;
  private static final double BELOW_LEVEL = 0.999;
  private static final double EVENT_ACCURACY = 1e-4;
  private static final double LONGEST_STEP = 1e150;
  private static final double TINY = 1e-300;

  private final int n;
  private final Tolerances tolerances;
  private final double[] trial;
  private final double[] next;
  private final double[] slope;
  private final double[] factors = new double[STAGES];
  private final double[] weights = new double[3 * END_COUNT];
  private final double[] sums = new double[2 * CHAINS];

  private double time;
  private double step;
  private double gauge;
  private double nextGauge;
  private double proposed;
  private boolean rejected;
  private long steps;
  private long evaluations;

  /**
   * Creates an integrator for states of one length.
   *
   * @throws IllegalArgumentException if the dimension is not positive
   */
  public DormandPrince853(int dimension, Tolerances tolerances) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, got " + dimension);
    }
    this.n = dimension;
    this.tolerances = tolerances;
    this.trial = new double[n];
    this.next = new double[n];
    this.slope = new double[n];
    System.arraycopy(FIFTH, 0, weights, END_COUNT, END_COUNT);
    System.arraycopy(THIRD, 0, weights, 2 * END_COUNT, END_COUNT);
  }

  @Override
  public Integration integrate(
      VectorField field,
      double[] state,
      double horizon,
      double level,
      long maxEvaluations,
      StepObserver observer) {
    OdeIntegrator.requireStart(field, state, horizon);
    if (state.length != n) {
      throw new IllegalArgumentException(
          "this integrator is for states of length " + n + ", got " + state.length);
    }
    Stages stages = field.stages(SLOTS + 1);
    begin(stages, state);
    IntegrationStop stop = judge(state, level, observer);
    if (stop == null) {
      step = Math.min(startingStep(stages, state), horizon);
    }
    while (stop == null) {
      if (evaluations + STAGES > maxEvaluations) {
        stop = IntegrationStop.BUDGET_SPENT;
      } else if (time + 0.1 * step == time) {
        stop =
            Double.isFinite(nextGauge)
                ? IntegrationStop.STEP_TOO_SMALL
                : IntegrationStop.NOT_FINITE;
      } else {
        boolean last = time + 1.01 * step >= horizon;
        if (last) {
          step = horizon - time;
        }
        if (attempt(stages, state, level)) {
          time = last && time + step > horizon * (1 - 1e-15) ? horizon : time + step;
          accept(stages, state);
          stop = judge(state, level, observer);
          if (stop == null && time >= horizon) {
            stop = IntegrationStop.HORIZON_REACHED;
          }
        }
      }
    }
    return new Integration(stop, time, gauge, steps, evaluations);
  }

  private void begin(Stages stages, double[] state) {
    time = 0;
    steps = 0;
    evaluations = 1;
    rejected = false;
    proposed = 0;
    stages.moveTo(state);
    gauge = stages.evaluate(0, factors, 0, START_SLOT);
    nextGauge = gauge;
  }

  private @Nullable IntegrationStop judge(double[] state, double level, StepObserver observer) {
    if (!Double.isFinite(gauge)) {
      return IntegrationStop.NOT_FINITE;
    }
    if (!observer.observe(time, state, gauge)) {
      return IntegrationStop.OBSERVER;
    }
    return gauge <= level ? IntegrationStop.LEVEL_REACHED : null;
  }

  /** Tries one step; true when it is to be taken, with {@code step} its length. */
  private boolean attempt(Stages stages, double[] state, double level) {
    double error = advance(stages, step);
    nextGauge = error <= 1 ? evaluateAt(stages, next) : Double.isFinite(error) ? gauge : Double.NaN;
    if (!Double.isFinite(nextGauge)) {
      stages.moveTo(state);
      step *= LEAST_FACTOR;
      rejected = true;
      return false;
    }
    double factor = SAFETY / FastMath.pow(Math.max(error, LEAST_ERROR), EXPONENT);
    if (error > 1) {
      step *= Math.max(LEAST_FACTOR, factor);
      rejected = true;
      return false;
    }
    factor = Math.min(rejected ? 1 : LARGEST_FACTOR, Math.max(LEAST_FACTOR, factor));
    proposed = Math.min(step * factor, LONGEST_STEP);
    rejected = false;
    if (nextGauge < level && level > 0) {
      step *= hit(stages, state, level);
    }
    return true;
  }

  private void accept(Stages stages, double[] state) {
    System.arraycopy(next, 0, state, 0, n);
    stages.copy(SLOTS, START_SLOT);
    gauge = nextGauge;
    step = proposed;
    steps++;
  }

  /** Computes the stages and {@code next}; returns the error in units of the tolerances. */
  private double advance(Stages stages, double h) {
    for (int i = 1; i < STAGES; i++) {
      double[] row = A[i];
      for (int j = 0; j < row.length; j++) {
        factors[j] = h * row[j];
      }
      stages.evaluate(FIRST[i], factors, row.length, SLOT[i]);
    }
    evaluations += STAGES - 1;
    for (int j = 0; j < END_COUNT; j++) {
      weights[j] = h * B[j];
    }
    stages.end(START_SLOT, weights, END_COUNT, tolerances, next, sums);
    double fifth = Kernels.sumOfChains(sums, 0);
    double scale = fifth + 0.01 * Kernels.sumOfChains(sums, CHAINS);
    return scale == 0 ? 0 : Math.abs(h) * fifth / Math.sqrt(n * scale);
  }

  /** Moves to a point and puts the derivative there behind the stages; returns the gauge. */
  private double evaluateAt(Stages stages, double[] point) {
    evaluations++;
    stages.moveTo(point);
    return stages.evaluate(0, factors, 0, SLOTS);
  }

  private double scale(double magnitude) {
    return tolerances.absolute() + tolerances.relative() * magnitude;
  }

  /** Hairer, Nørsett, Wanner, II.4, with k1 = f(y) already known. */
  private double startingStep(Stages stages, double[] y) {
    stages.derivative(START_SLOT, trial);
    double size = 0;
    double slope = 0;
    for (int i = 0; i < n; i++) {
      double scale = scale(Math.abs(y[i]));
      size += y[i] / scale * (y[i] / scale);
      slope += trial[i] / scale * (trial[i] / scale);
    }
    size = Math.sqrt(size / n);
    slope = Math.sqrt(slope / n);
    double first = size < 1e-5 || slope < 1e-5 ? 1e-6 : 0.01 * size / slope;
    factors[0] = first;
    stages.evaluate(START_SLOT, factors, 1, SLOTS);
    stages.derivative(SLOTS, next);
    evaluations++;
    double bend = 0;
    for (int i = 0; i < n; i++) {
      double d = (next[i] - trial[i]) / scale(Math.abs(y[i]));
      bend += d * d;
    }
    double largest = Math.max(slope, Math.sqrt(bend / n) / first);
    if (!Double.isFinite(largest)) {
      return 1e-3 * first;
    }
    double second =
        largest <= 1e-15 ? Math.max(1e-6, first * 1e-3) : FastMath.pow(0.01 / largest, EXPONENT);
    return Math.min(100 * first, second);
  }

  /**
   * Replaces the step by one after which the gauge is just below the level; returns its fraction of
   * the step.
   */
  private double hit(Stages stages, double[] y, double level) {
    double target = FastMath.log(level * BELOW_LEVEL);
    if (logarithm(nextGauge) >= target) {
      return 1;
    }
    double guess = search(stages, y, target, step, 0, false);
    return search(stages, y, target, step, guess, true);
  }

  private static double logarithm(double gauge) {
    return FastMath.log(Math.max(gauge, TINY));
  }

  /**
   * Looks for the fraction of the step after which the gauge's logarithm is the target, by the
   * Illinois form of the secant method: on the cubic, or by genuine steps, the last of which is
   * then {@code next}.
   *
   * @param guess tried first, if it is positive
   */
  private double search(
      Stages stages, double[] y, double target, double h, double guess, boolean genuine) {
    double left = 0;
    double right = 1;
    double above = logarithm(gauge) - target;
    double below = logarithm(nextGauge) - target;
    double theta = guess;
    for (int i = 0; i < EVENT_SEARCH; i++) {
      theta = i == 0 && guess > 0 ? guess : (left * below - right * above) / (below - above);
      double value =
          logarithm(genuine ? genuine(stages, y, theta * h) : cubic(stages, y, h, theta));
      value -= target;
      if (Math.abs(value) < EVENT_ACCURACY) {
        return theta;
      }
      if (value > 0) {
        left = theta;
        above = value;
        below *= 0.5;
      } else {
        right = theta;
        below = value;
        above *= 0.5;
      }
    }
    if (genuine && theta != right) {
      genuine(stages, y, right * h);
    }
    return right;
  }

  /** Takes the step of length h; returns the gauge at its end. */
  private double genuine(Stages stages, double[] y, double h) {
    stages.moveTo(y);
    advance(stages, h);
    nextGauge = evaluateAt(stages, next);
    return nextGauge;
  }

  /** Returns the gauge on the cubic with the values and slopes at both ends of the step. */
  private double cubic(Stages stages, double[] y, double h, double theta) {
    double rest = 1 - theta;
    stages.derivative(START_SLOT, trial);
    for (int i = 0; i < n; i++) {
      double difference = next[i] - y[i];
      trial[i] = y[i] + theta * (difference + rest * rest * (h * trial[i] - difference));
    }
    stages.derivative(SLOTS, slope);
    for (int i = 0; i < n; i++) {
      trial[i] -= theta * theta * rest * (h * slope[i] - (next[i] - y[i]));
    }
    evaluations++;
    stages.moveTo(trial);
    return stages.evaluate(0, factors, 0, 0);
  }
}
