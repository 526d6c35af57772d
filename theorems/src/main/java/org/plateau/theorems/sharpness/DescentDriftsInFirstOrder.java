package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.plateau.dynamics.DescentPlan;
import org.plateau.dynamics.GradientDescent;
import org.plateau.dynamics.StepObserver;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Gradient descent does not conserve the balance: over a fixed time its drift is proportional to
 * the step, so that halving the step halves it. Spec: sharpness-and-depth, probe of F1. No form at
 * 50 digits: balls grow over thousands of steps, and rounding is far below the 10 % in question.
 */
final class DescentDriftsInFirstOrder implements Claim<SmallStart> {

  private static final double TOLERANCE = 0.1;
  private static final double STEP_SHARE = 0.002;
  private static final int STEPS = 1000;

  @Override
  public Statement statement() {
    return Statement.identity("sharpness/descent-drift-order")
        .title("The imbalance drifts under gradient descent, in proportion to the step")
        .tex("\\|D(T; \\eta) - D(0)\\| \\,/\\, \\|D(T; \\eta/2) - D(0)\\| = 2 \\pm 10\\%")
        .source(MARION_CHIZAT, "gradient flow, conserved quantities", DERIVED)
        .constant("10\\%", "observed 1.0 to 2.1 %", EMPIRICAL)
        .hypothesis("small steps")
        .spec("sharpness-and-depth", "F1")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  @Override
  public SmallStart draw(Draws draws) {
    return SmallStart.drawWithScale(draws, 0.3, 0.5);
  }

  @Override
  public Evidence examine(SmallStart start) {
    return examine(start, 2);
  }

  private static Evidence examine(SmallStart start, int refinement) {
    double stepSize = STEP_SHARE / start.sharpness(start.weights()).value();
    double coarse = drift(start, stepSize, STEPS);
    double fine = drift(start, stepSize / refinement, refinement * STEPS);
    return Evidence.of(
            Check.equal("drift, coarse over fine", coarse / fine, 2).scale(2).relative(TOLERANCE))
        .fact("drift", coarse);
  }

  private static double drift(SmallStart start, double stepSize, int steps) {
    DescentPlan plan = new DescentPlan(stepSize, 0, Double.POSITIVE_INFINITY, steps);
    double[] last =
        new GradientDescent(start.objective())
            .run(start.weights(), plan, StepObserver.NONE)
            .weights();
    return start.balance().drift(last);
  }

  @Override
  public List<Probe<SmallStart>> probes() {
    return List.of(
        Probe.<SmallStart>claiming(
                "of second order: a quarter of the step, the same ratio", it -> examine(it, 4))
            .breaking(0.9));
  }
}
