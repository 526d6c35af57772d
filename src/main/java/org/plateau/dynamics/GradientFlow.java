package org.plateau.dynamics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.plateau.matrix.Kernels;
import org.plateau.network.LeastSquaresLoss;

/**
 * The gradient flow dW/dt = -grad R(W), followed to its end.
 *
 * <p>Near a saddle the flow takes a time like (initial scale)^-(L-2) while it hardly moves. So it
 * is first followed by arc length, dW/ds = -grad / |grad|, down to a fraction of the gap, and then
 * in time, because the arc-length form is singular at the minimizer (spec: sharpness-and-depth,
 * section 7). Time, path length and dissipated loss are carried along as three further unknowns.
 *
 * <p>An instance is for one thread at a time, since integrators and objectives own workspaces.
 */
public final class GradientFlow {

  private static final int CARRIED = 3;
  private static final int TIME = 0;
  private static final int PATH = 1;
  private static final int DISSIPATED = 2;
  private static final double HOPELESS = 1e12;
  private static final double VANISHING = 1e-150;

  /** From this many weights on, factors of rank one cost less than whole stages. */
  private static final int LARGE = 512;

  private final Objective objective;
  private final OdeIntegrator integrator;
  private final int n;
  private final @Nullable LeastSquaresLoss loss;

  /** Creates the flow with the integrator of one's choice, for states three longer than W. */
  public GradientFlow(Objective objective, OdeIntegrator integrator) {
    this.objective = objective;
    this.integrator = integrator;
    this.n = objective.dimension();
    this.loss = objective instanceof NetworkObjective network ? network.loss() : null;
  }

  /** Creates the flow with the in-place integrator. */
  public static GradientFlow of(Objective objective, Tolerances tolerances) {
    return new GradientFlow(
        objective, new DormandPrince853(objective.dimension() + CARRIED, tolerances));
  }

  /** Creates the flow with the reference integrator. */
  public static GradientFlow reference(Objective objective, Tolerances tolerances) {
    return new GradientFlow(objective, new HipparchusDormandPrince(tolerances));
  }

  /** Follows the flow without an observer. */
  public FlowEnd run(double[] start, FlowPlan plan) {
    return run(start, plan, StepObserver.NONE);
  }

  /**
   * Follows the flow.
   *
   * @param start of the objective's dimension; not changed
   * @param observer sees the time, the state, whose first entries are W, and the gap
   * @throws IllegalArgumentException if the start has the wrong length
   */
  public FlowEnd run(double[] start, FlowPlan plan, StepObserver observer) {
    if (start.length != n) {
      throw new IllegalArgumentException(
          "start has length " + start.length + " but the objective has dimension " + n);
    }
    double[] state = Arrays.copyOf(start, n + CARRIED);
    Field field = new Field();
    double initialGap = objective.evaluate(state, field.gradient);
    long evaluations = 1;
    Watch watch = new Watch(observer, field);
    double gap = initialGap;
    if (plan.hasArcLengthPhase() && gap > plan.arcLengthUntil()) {
      field.byArcLength = true;
      Integration arc =
          integrator.integrate(
              field,
              state,
              Double.POSITIVE_INFINITY,
              plan.arcLengthUntil(),
              plan.maxEvaluations(),
              watch);
      evaluations += arc.evaluations();
      gap = arc.gauge();
      if (arc.stop() != IntegrationStop.LEVEL_REACHED) {
        return end(ending(arc.stop(), watch), state, initialGap, gap, evaluations);
      }
    }
    field.byArcLength = false;
    long left = Math.max(1, plan.maxEvaluations() - evaluations);
    Integration late =
        integrator.integrate(field, state, plan.horizon(), plan.target(), left, watch);
    evaluations += late.evaluations();
    return end(ending(late.stop(), watch), state, initialGap, late.gauge(), evaluations);
  }

  private FlowEnd end(
      Ending ending, double[] state, double initialGap, double gap, long evaluations) {
    return new FlowEnd(
        ending,
        Arrays.copyOf(state, n),
        initialGap,
        gap,
        state[n + TIME],
        state[n + PATH],
        state[n + DISSIPATED],
        evaluations);
  }

  private static Ending ending(IntegrationStop stop, Watch watch) {
    return switch (stop) {
      case LEVEL_REACHED -> Ending.CONVERGED;
      case HORIZON_REACHED, BUDGET_SPENT -> Ending.BUDGET_SPENT;
      case OBSERVER -> watch.stalled ? Ending.STALLED : Ending.BUDGET_SPENT;
      case STEP_TOO_SMALL -> Ending.STALLED;
      case NOT_FINITE -> Ending.DIVERGED;
    };
  }

  /** The right-hand side, in time or by arc length. */
  private final class Field implements VectorField {

    private final double[] gradient = new double[n];
    private boolean byArcLength;
    private double norm;

    @Override
    public int dimension() {
      return n + CARRIED;
    }

    @Override
    public double evaluate(double[] state, double[] derivative, int at) {
      if (loss != null) {
        double gap = loss.moveTo(state);
        loss.gradient(
            factor(Math.sqrt(loss.squaredGradientNorm()), derivative, at + n), derivative, at);
        return gap;
      }
      double gap = objective.evaluate(state, gradient);
      double factor =
          factor(Math.sqrt(Kernels.dot(gradient, 0, gradient, 0, n)), derivative, at + n);
      for (int i = 0; i < n; i++) {
        derivative[at + i] = factor * gradient[i];
      }
      return gap;
    }

    /** The pace of both forms of the stages. */
    private double factor(double gradientNorm, double[] carried, int at) {
      norm = gradientNorm;
      double speed = byArcLength ? 1 : norm;
      carried[at + TIME] = byArcLength ? 1 / Math.max(norm, VANISHING) : 1;
      carried[at + PATH] = speed;
      carried[at + DISSIPATED] = speed * norm;
      return -carried[at + TIME];
    }

    @Override
    public Stages stages(int slots) {
      return loss != null && n >= LARGE
          ? new RankOneStages(loss, CARRIED, this::factor, slots)
          : VectorField.super.stages(slots);
    }
  }

  /**
   * Ends a flow that goes nowhere: by arc length when the gradient has no direction, in time when
   * the present slope would need a path of {@code HOPELESS} times the state's own size.
   */
  private final class Watch implements StepObserver {

    private final StepObserver observer;
    private final Field field;
    private boolean stalled;

    Watch(StepObserver observer, Field field) {
      this.observer = observer;
      this.field = field;
    }

    @Override
    public boolean observe(double independent, double[] state, double gap) {
      // Both integrators evaluate the field at a state last before they show it.
      stalled = gap > 0 && (field.byArcLength ? noDirection() : noHope(state, gap));
      return observer.observe(state[n + TIME], state, gap) && !stalled;
    }

    private boolean noDirection() {
      return field.norm <= VANISHING;
    }

    private boolean noHope(double[] state, double gap) {
      double size = 1 + Kernels.dot(state, 0, state, 0, n);
      return gap > HOPELESS * Math.sqrt(size) * field.norm;
    }
  }
}
