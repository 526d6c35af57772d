package org.plateau.dynamics;

import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BracketedUnivariateSolver;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.events.Action;
import org.hipparchus.ode.events.AdaptableInterval;
import org.hipparchus.ode.events.ODEEventDetector;
import org.hipparchus.ode.events.ODEEventHandler;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.sampling.ODEStateInterpolator;
import org.hipparchus.ode.sampling.ODEStepHandler;
import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * The reference integrator: Hipparchus' Dormand-Prince 8(5,3) behind the same door as {@link
 * DormandPrince853}, with code, step control and event search of its own.
 *
 * <p>Hipparchus reports a step that is too small, or a budget that is spent, by an exception; here
 * both are values. An infinite horizon is replaced by 1e100.
 */
public final class HipparchusDormandPrince implements OdeIntegrator {

  private static final double FARTHEST = 1e100;
  private static final double SMALLEST_STEP = 1e-18;
  private static final double LONGEST_CHECK = 1e100;
  private static final double LEVEL_ACCURACY = 1e-12;
  private static final double TINY = 1e-300;

  private final Tolerances tolerances;

  /** Creates an integrator for states of any length. */
  public HipparchusDormandPrince(Tolerances tolerances) {
    this.tolerances = tolerances;
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
    Run run = new Run(field, state, level, observer);
    run.observeStart();
    if (run.stop == null) {
      run.integrate(tolerances, Math.min(horizon, FARTHEST), maxEvaluations);
    }
    System.arraycopy(run.last, 0, state, 0, state.length);
    return run.result();
  }

  /** One integration: the equation, its event and its observer share the counts and the end. */
  private static final class Run implements OrdinaryDifferentialEquation {

    private final VectorField field;
    private final double level;
    private final StepObserver observer;
    private final double[] last;
    private final double[] scratch;
    private double time;
    private double gauge;
    private long steps;
    private long evaluations;
    private boolean notFinite;
    private @Nullable IntegrationStop stop;

    Run(VectorField field, double[] state, double level, StepObserver observer) {
      this.field = field;
      this.level = level;
      this.observer = observer;
      this.last = state.clone();
      this.scratch = new double[state.length];
      this.gauge = gauge(state);
    }

    @Override
    public int getDimension() {
      return last.length;
    }

    @Override
    public double[] computeDerivatives(double t, double[] y) {
      double[] derivative = new double[y.length];
      double value = field.evaluate(y, derivative, 0);
      evaluations++;
      notFinite |= !Double.isFinite(value);
      return derivative;
    }

    private double gauge(double[] y) {
      evaluations++;
      return field.evaluate(y, scratch, 0);
    }

    void observeStart() {
      settle();
    }

    private void settle() {
      if (!Double.isFinite(gauge)) {
        stop = IntegrationStop.NOT_FINITE;
      } else if (!observer.observe(time, last, gauge)) {
        stop = IntegrationStop.OBSERVER;
      } else if (gauge <= level) {
        stop = IntegrationStop.LEVEL_REACHED;
      }
    }

    void integrate(Tolerances tolerances, double horizon, long maxEvaluations) {
      ODEIntegrator integrator =
          new DormandPrince853Integrator(
              SMALLEST_STEP, horizon, tolerances.absolute(), tolerances.relative());
      integrator.setMaxEvaluations((int) Math.min(maxEvaluations, Integer.MAX_VALUE));
      integrator.addStepHandler(new Steps());
      integrator.addEventDetector(new Ends());
      try {
        integrator.integrate(this, new ODEState(0, last.clone()), horizon);
        if (stop == null) {
          stop = IntegrationStop.HORIZON_REACHED;
        }
      } catch (MathRuntimeException e) {
        if (stop == null) {
          stop = notFinite ? IntegrationStop.NOT_FINITE : ended(integrator, maxEvaluations);
        }
      }
    }

    private static IntegrationStop ended(ODEIntegrator integrator, long maxEvaluations) {
      return integrator.getEvaluations() >= maxEvaluations
          ? IntegrationStop.BUDGET_SPENT
          : IntegrationStop.STEP_TOO_SMALL;
    }

    Integration result() {
      IntegrationStop end = stop == null ? IntegrationStop.HORIZON_REACHED : stop;
      return new Integration(end, time, gauge, steps, evaluations);
    }

    /** Keeps the last accepted state, for an exception would lose it. */
    private final class Steps implements ODEStepHandler {
      @Override
      public void handleStep(ODEStateInterpolator interpolator) {
        ODEStateAndDerivative current = interpolator.getCurrentState();
        System.arraycopy(current.getPrimaryState(), 0, last, 0, last.length);
        time = current.getTime();
        gauge = gauge(last);
        steps++;
        settle();
      }
    }

    /** Changes sign where the gauge falls to the level, or at once when the run is over. */
    private final class Ends implements ODEEventDetector {
      @Override
      public double g(ODEStateAndDerivative s) {
        if (level <= 0) {
          return 1;
        }
        double value = gauge(s.getPrimaryState());
        return FastMath.log(Math.max(value, TINY) / level);
      }

      @Override
      public AdaptableInterval getMaxCheckInterval() {
        return (s, forward) -> LONGEST_CHECK;
      }

      @Override
      public int getMaxIterationCount() {
        return 100;
      }

      @Override
      public BracketedUnivariateSolver<UnivariateFunction> getSolver() {
        return new BracketingNthOrderBrentSolver(0, 1e-14, LEVEL_ACCURACY, 5);
      }

      @Override
      public ODEEventHandler getHandler() {
        return (s, detector, increasing) -> Action.STOP;
      }
    }
  }
}
