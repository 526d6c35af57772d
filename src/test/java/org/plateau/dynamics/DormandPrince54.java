package org.plateau.dynamics;

import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.plateau.matrix.Kernels;

/**
 * The pair of Dormand and Prince of orders 5 and 4, in place on flat arrays: the second opinion on
 * {@link DormandPrince853}, of another order, with other coefficients and another error estimate.
 *
 * <p>Coefficients: J. R. Dormand, P. J. Prince, J. Comput. Appl. Math. 6 (1980); step control with
 * memory, starting step and continuous extension as in E. Hairer, S. P. Nørsett, G. Wanner, Solving
 * Ordinary Differential Equations I, second edition, sections II.4 to II.6. The last stage of a
 * step is the first of the next one, so that an accepted step costs six evaluations.
 *
 * <p>The event is looked for on the continuous extension, of order 4, and then hit by a genuine
 * step of that length, so that the end point has the integrator's own error.
 *
 * <p>One instance owns its stages and serves one thread at a time; no step allocates.
 */
final class DormandPrince54 implements OdeIntegrator {

  private static final double A21 = 1.0 / 5;
  private static final double A31 = 3.0 / 40;
  private static final double A32 = 9.0 / 40;
  private static final double A41 = 44.0 / 45;
  private static final double A42 = -56.0 / 15;
  private static final double A43 = 32.0 / 9;
  private static final double A51 = 19372.0 / 6561;
  private static final double A52 = -25360.0 / 2187;
  private static final double A53 = 64448.0 / 6561;
  private static final double A54 = -212.0 / 729;
  private static final double A61 = 9017.0 / 3168;
  private static final double A62 = -355.0 / 33;
  private static final double A63 = 46732.0 / 5247;
  private static final double A64 = 49.0 / 176;
  private static final double A65 = -5103.0 / 18656;
  private static final double B1 = 35.0 / 384;
  private static final double B3 = 500.0 / 1113;
  private static final double B4 = 125.0 / 192;
  private static final double B5 = -2187.0 / 6784;
  private static final double B6 = 11.0 / 84;
  private static final double E1 = 71.0 / 57600;
  private static final double E3 = -71.0 / 16695;
  private static final double E4 = 71.0 / 1920;
  private static final double E5 = -17253.0 / 339200;
  private static final double E6 = 22.0 / 525;
  private static final double E7 = -1.0 / 40;
  private static final double D1 = -12715105075.0 / 11282082432.0;
  private static final double D3 = 87487479700.0 / 32700410799.0;
  private static final double D4 = -10690763975.0 / 1880347072.0;
  private static final double D5 = 701980252875.0 / 199316789632.0;
  private static final double D6 = -1453857185.0 / 822651844.0;
  private static final double D7 = 69997945.0 / 29380423.0;

  private static final double MEMORY = 0.04;
  private static final double EXPONENT = 0.2 - 0.75 * MEMORY;
  private static final double SAFETY = 0.9;
  private static final double LEAST_FACTOR = 0.2;
  private static final double LARGEST_FACTOR = 10;
  private static final int STAGES = 6;
  private static final int EVENT_SEARCH = 12;
  private static final double BELOW_LEVEL = 0.999;
  private static final double TINY = 1e-300;
  private static final double LONGEST_STEP = 1e150;

  private final int n;
  private final Tolerances tolerances;
  private double[] k1;
  private double[] k7;
  private final double[] k2;
  private final double[] k3;
  private final double[] k4;
  private final double[] k5;
  private final double[] k6;
  private final double[] trial;
  private final double[] next;

  private double time;
  private double step;
  private double gauge;
  private double nextGauge;
  private double proposed;
  private double previousError;
  private boolean rejected;
  private long steps;
  private long evaluations;

  /**
   * Creates an integrator for states of one length.
   *
   * @throws IllegalArgumentException if the dimension is not positive
   */
  DormandPrince54(int dimension, Tolerances tolerances) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, got " + dimension);
    }
    this.n = dimension;
    this.tolerances = tolerances;
    this.k1 = new double[n];
    this.k2 = new double[n];
    this.k3 = new double[n];
    this.k4 = new double[n];
    this.k5 = new double[n];
    this.k6 = new double[n];
    this.k7 = new double[n];
    this.trial = new double[n];
    this.next = new double[n];
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
    begin(field, state);
    IntegrationStop stop = judge(state, level, observer);
    if (stop == null) {
      step = Math.min(startingStep(field, state), horizon);
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
        if (attempt(field, state, level)) {
          time = last && time + step > horizon * (1 - 1e-15) ? horizon : time + step;
          accept(state);
          stop = judge(state, level, observer);
          if (stop == null && time >= horizon) {
            stop = IntegrationStop.HORIZON_REACHED;
          }
        }
      }
    }
    return new Integration(stop, time, gauge, steps, evaluations);
  }

  private void begin(VectorField field, double[] state) {
    time = 0;
    steps = 0;
    evaluations = 1;
    previousError = 1e-4;
    rejected = false;
    proposed = 0;
    gauge = field.evaluate(state, k1, 0);
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
  private boolean attempt(VectorField field, double[] state, double level) {
    nextGauge = advance(field, state, step);
    double error = error(state, step);
    if (!Double.isFinite(error) || !Double.isFinite(nextGauge)) {
      nextGauge = Double.NaN;
      step *= LEAST_FACTOR;
      rejected = true;
      return false;
    }
    double power = FastMath.pow(error, EXPONENT);
    if (error > 1) {
      step *= Math.max(LEAST_FACTOR, SAFETY / power);
      rejected = true;
      return false;
    }
    double factor = SAFETY * FastMath.pow(previousError, MEMORY) / power;
    factor = Math.min(rejected ? 1 : LARGEST_FACTOR, Math.max(LEAST_FACTOR, factor));
    proposed = Math.min(step * factor, LONGEST_STEP);
    previousError = Math.max(error, 1e-4);
    rejected = false;
    if (nextGauge < level) {
      double theta = locate(field, state, level);
      if (theta < 1) {
        step *= theta;
        nextGauge = advance(field, state, step);
      }
    }
    return true;
  }

  private void accept(double[] state) {
    System.arraycopy(next, 0, state, 0, n);
    double[] first = k1;
    k1 = k7;
    k7 = first;
    gauge = nextGauge;
    step = proposed;
    steps++;
  }

  /** Computes the stages and {@code next}; returns the gauge there. */
  private double advance(VectorField field, double[] y, double h) {
    for (int i = 0; i < n; i++) {
      trial[i] = y[i] + h * (A21 * k1[i]);
    }
    field.evaluate(trial, k2, 0);
    for (int i = 0; i < n; i++) {
      trial[i] = y[i] + h * (A31 * k1[i] + A32 * k2[i]);
    }
    field.evaluate(trial, k3, 0);
    for (int i = 0; i < n; i++) {
      trial[i] = y[i] + h * (A41 * k1[i] + A42 * k2[i] + A43 * k3[i]);
    }
    field.evaluate(trial, k4, 0);
    for (int i = 0; i < n; i++) {
      trial[i] = y[i] + h * (A51 * k1[i] + A52 * k2[i] + A53 * k3[i] + A54 * k4[i]);
    }
    field.evaluate(trial, k5, 0);
    for (int i = 0; i < n; i++) {
      trial[i] = y[i] + h * (A61 * k1[i] + A62 * k2[i] + A63 * k3[i] + A64 * k4[i] + A65 * k5[i]);
    }
    field.evaluate(trial, k6, 0);
    for (int i = 0; i < n; i++) {
      next[i] = y[i] + h * (B1 * k1[i] + B3 * k3[i] + B4 * k4[i] + B5 * k5[i] + B6 * k6[i]);
    }
    evaluations += STAGES;
    return field.evaluate(next, k7, 0);
  }

  /** Root mean square of the scaled error estimate; overwrites {@code trial}. */
  private double error(double[] y, double h) {
    double absolute = tolerances.absolute();
    double relative = tolerances.relative();
    for (int i = 0; i < n; i++) {
      double e = h * (E1 * k1[i] + E3 * k3[i] + E4 * k4[i] + E5 * k5[i] + E6 * k6[i] + E7 * k7[i]);
      double magnitude = Math.max(Math.abs(y[i]), Math.abs(next[i]));
      trial[i] = e / (absolute + relative * magnitude);
    }
    return Math.sqrt(Kernels.dot(trial, trial) / n);
  }

  private double scale(double magnitude) {
    return tolerances.absolute() + tolerances.relative() * magnitude;
  }

  /** Hairer, Nørsett, Wanner, II.4, with k1 = f(y) already known. */
  private double startingStep(VectorField field, double[] y) {
    double size = 0;
    double slope = 0;
    for (int i = 0; i < n; i++) {
      double scale = scale(Math.abs(y[i]));
      size += y[i] / scale * (y[i] / scale);
      slope += k1[i] / scale * (k1[i] / scale);
    }
    size = Math.sqrt(size / n);
    slope = Math.sqrt(slope / n);
    double first = size < 1e-5 || slope < 1e-5 ? 1e-6 : 0.01 * size / slope;
    for (int i = 0; i < n; i++) {
      trial[i] = y[i] + first * k1[i];
    }
    field.evaluate(trial, k2, 0);
    evaluations++;
    double bend = 0;
    for (int i = 0; i < n; i++) {
      double d = (k2[i] - k1[i]) / scale(Math.abs(y[i]));
      bend += d * d;
    }
    double largest = Math.max(slope, Math.sqrt(bend / n) / first);
    if (!Double.isFinite(largest)) {
      return 1e-3 * first;
    }
    double second =
        largest <= 1e-15 ? Math.max(1e-6, first * 1e-3) : FastMath.pow(0.01 / largest, 0.2);
    return Math.min(100 * first, second);
  }

  /**
   * Returns the fraction of the step after which the gauge is just below the level, by the Illinois
   * form of the secant method on its logarithm over the continuous extension.
   */
  private double locate(VectorField field, double[] y, double level) {
    if (level <= 0) {
      return 1;
    }
    double target = FastMath.log(level * BELOW_LEVEL);
    double left = 0;
    double right = 1;
    double above = FastMath.log(gauge) - target;
    double below = FastMath.log(Math.max(nextGauge, TINY)) - target;
    if (below >= 0) {
      return 1;
    }
    for (int i = 0; i < EVENT_SEARCH; i++) {
      double theta = (left * below - right * above) / (below - above);
      interpolate(y, step, theta);
      double value = FastMath.log(Math.max(field.evaluate(trial, k2, 0), TINY)) - target;
      evaluations++;
      if (Math.abs(value) < 1e-4) {
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
    return right;
  }

  /** Writes the continuous extension at {@code theta} in [0, 1] to {@code trial}. */
  private void interpolate(double[] y, double h, double theta) {
    double rest = 1 - theta;
    for (int i = 0; i < n; i++) {
      double difference = next[i] - y[i];
      double bend = h * k1[i] - difference;
      double twist = difference - h * k7[i] - bend;
      double last =
          h * (D1 * k1[i] + D3 * k3[i] + D4 * k4[i] + D5 * k5[i] + D6 * k6[i] + D7 * k7[i]);
      trial[i] = y[i] + theta * (difference + rest * (bend + theta * (twist + rest * last)));
    }
  }
}
