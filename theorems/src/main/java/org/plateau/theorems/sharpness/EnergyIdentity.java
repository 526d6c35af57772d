package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.Arrays;
import java.util.List;
import org.plateau.dynamics.DormandPrince853;
import org.plateau.dynamics.FlowEnd;
import org.plateau.dynamics.FlowPlan;
import org.plateau.dynamics.GradientFlow;
import org.plateau.dynamics.Objective;
import org.plateau.dynamics.StepObserver;
import org.plateau.dynamics.Tolerances;
import org.plateau.dynamics.VectorField;
import org.plateau.matrix.Kernels;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Along the flow the loss falls at the rate of the squared gradient, and the way from the start is
 * no longer than the path, which is at most sqrt(t (R(0) - R(t))). Spec: sharpness-and-depth, F9.
 * No form at 50 digits: a flow has no enclosure here, only an integrator.
 */
final class EnergyIdentity implements Claim<SmallStart> {

  private static final double RATE_TOLERANCE = 1e-4;
  private static final double LENGTH_TOLERANCE = 1e-7;
  private static final double END_SHARE = 0.05;
  private static final double LONGEST = 1e4;
  private static final double SHORT = 1;
  private static final double DIFFERENCE = 1e-3;

  @Override
  public Statement statement() {
    return Statement.identity("sharpness/energy-identity")
        .title("The loss falls at the rate of the squared gradient, and paths are short")
        .tex(
            "\\dot R = -\\|\\nabla R\\|^2, \\quad \\|W(t) - W(0)\\| \\le \\int_0^t \\|\\nabla R\\| \\, ds"
                + " \\le \\sqrt{t \\, (R(0) - R(t))}")
        .source(MARION_CHIZAT, "gradient flow", DERIVED)
        .hypothesis("the velocity is minus the gradient of R")
        .spec("sharpness-and-depth", "F9")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  @Override
  public SmallStart draw(Draws draws) {
    return SmallStart.drawWithScale(draws, 0.2, 0.5);
  }

  @Override
  public Evidence examine(SmallStart start) {
    return examine(start, start.objective(), LONGEST);
  }

  /** Follows the velocity down to a share of the gap at 0, for so long in units of 1 / Lambda. */
  private static Evidence examine(SmallStart start, Objective velocity, double longest) {
    FlowPlan plan =
        FlowPlan.inTime(END_SHARE * start.data().beta(), longest / start.data().largest());
    double[] highest = {Double.POSITIVE_INFINITY, 0};
    StepObserver falling =
        (time, state, gap) -> {
          highest[1] = Math.max(highest[1], gap - highest[0]);
          highest[0] = gap;
          return true;
        };
    FlowEnd end =
        GradientFlow.of(velocity, Tolerances.STANDARD).run(start.weights(), plan, falling);
    double[] way = end.weights().clone();
    Kernels.axpy(-1, start.weights(), 0, way, 0, way.length);
    double path = end.pathLength();
    double straight = Math.sqrt(end.time() * Math.max(0, end.initialGap() - end.gap()));
    double squared = squaredGradient(start.objective(), end.weights());
    double h = DIFFERENCE / start.sharpness(end.weights()).value();
    double rate =
        (gapAfter(velocity, end.weights(), h) - gapAfter(velocity, end.weights(), -h)) / (2 * h);
    return Evidence.of(
            Check.equal("dR/dt", rate, -squared).relative(RATE_TOLERANCE),
            Check.equal("dissipated loss", end.dissipated(), end.initialGap() - end.gap())
                .scale(end.initialGap())
                .relative(LENGTH_TOLERANCE),
            Check.atMost("largest increase of R in a step", highest[1], 0)
                .scale(end.initialGap())
                .relative(1e-12),
            Check.atMost("|W(t) - W(0)|", Kernels.norm(way), path).relative(LENGTH_TOLERANCE),
            Check.atMost("path length", path, straight).relative(LENGTH_TOLERANCE))
        .fact("L", start.depth());
  }

  private static double squaredGradient(Objective objective, double[] weights) {
    double[] gradient = new double[weights.length];
    objective.evaluate(weights, gradient);
    return Kernels.dot(gradient, gradient);
  }

  /** The gap after following the velocity for the time h, backward when h is negative. */
  private static double gapAfter(Objective velocity, double[] weights, double h) {
    double sign = -Math.signum(h);
    int n = weights.length;
    double[] gradient = new double[n];
    VectorField field =
        new VectorField() {
          @Override
          public int dimension() {
            return n;
          }

          @Override
          public double evaluate(double[] state, double[] derivative, int at) {
            double gap = velocity.evaluate(state, gradient);
            for (int i = 0; i < n; i++) {
              derivative[at + i] = sign * gradient[i];
            }
            return gap;
          }
        };
    double[] state = Arrays.copyOf(weights, n);
    return new DormandPrince853(n, new Tolerances(1e-13, 1e-15))
        .integrate(field, state, Math.abs(h), Double.NEGATIVE_INFINITY, 10_000, StepObserver.NONE)
        .gauge();
  }

  @Override
  public List<Probe<SmallStart>> probes() {
    return List.of(
        Probe.<SmallStart>claiming(
                "one layer's gradient with the wrong sign",
                it -> examine(it, it.objective((weight, gradient) -> -gradient), SHORT))
            .breaking(0.9));
  }
}
