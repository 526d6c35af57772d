package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hipparchus.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.plateau.landscape.RobustRegression;
import org.plateau.network.DiagonalLinearNetwork;
import org.plateau.network.ReluNetwork;
import org.plateau.network.SquareLayers;

/** Every rule names its argument, and holds up to its very end. */
class BadInputTest {

  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private static void named(String part, Executable action) {
    String text = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(text.contains(part), text);
  }

  @Test
  void plans() {
    named("stepSize", () -> new DescentPlan(0, 0, 1, 1));
    named("stepSize", () -> new DescentPlan(INFINITE, 0, 1, 1));
    named("stepSize", () -> new DescentPlan(NAN, 0, 1, 1));
    named("target", () -> new DescentPlan(1, -1e-300, 1, 1));
    named("divergedAbove", () -> new DescentPlan(1, 1, 1, 1));
    named("maxSteps", () -> new DescentPlan(1, 0, 1, -1));
    assertEquals(0, new DescentPlan(1, 0, 1e-300, 0).maxSteps());
    named("target", () -> new FlowPlan(-1e-300, 1, 1, 1));
    named("target", () -> new FlowPlan(INFINITE, INFINITE, 1, 1));
    named("arcLengthUntil", () -> new FlowPlan(1, 1, 1, 1));
    named("horizon", () -> new FlowPlan(0, 1, 0, 1));
    named("maxEvaluations", () -> new FlowPlan(0, 1, 1, 0));
    FlowPlan least = new FlowPlan(0, 1e-300, 1e-300, 1);
    assertEquals(1, least.maxEvaluations());
    assertTrue(!least.hasArcLengthPhase(), "a finite horizon is a matter of time");
    FlowPlan far = FlowPlan.toMinimizer(8, 0.25);
    assertTrue(far.hasArcLengthPhase());
    assertEquals(2, far.target());
    assertEquals(0.3 * 8, far.arcLengthUntil());
    assertEquals(INFINITE, far.horizon());
    FlowPlan timed = FlowPlan.inTime(0.5, 3);
    assertEquals(0.5, timed.target());
    assertEquals(3, timed.horizon());
    assertTrue(!timed.hasArcLengthPhase());
    assertTrue(!FlowPlan.inTime(0.5, INFINITE).hasArcLengthPhase());
  }

  @Test
  void tolerances() {
    named("relative", () -> new Tolerances(0.99e-14, 1));
    named("relative", () -> new Tolerances(0.11, 1));
    named("relative", () -> new Tolerances(NAN, 1));
    named("absolute", () -> new Tolerances(0.1, 0));
    named("absolute", () -> new Tolerances(0.1, INFINITE));
    assertEquals(1e-14, new Tolerances(1e-14, 1e-300).relative());
    assertEquals(0.1, new Tolerances(0.1, 1).relative());
  }

  @Test
  void schedules() {
    named("initial", () -> new StepSchedule(0, 1, 1, 1));
    named("initial", () -> new StepSchedule(INFINITE, 1, 1, 1));
    named("initial", () -> new StepSchedule(NAN, 1, 1, 1));
    named("constantSteps -1", () -> new StepSchedule(1, -1, 1, 1));
    named("steps 1", () -> new StepSchedule(1, 2, 1, 1));
    named("decay", () -> new StepSchedule(1, 1, 1, 0));
    named("decay", () -> new StepSchedule(1, 1, 1, 1.01));
    assertEquals(0, new StepSchedule(1, 0, 0, 1e-300).steps());
    StepSchedule constant = StepSchedule.constant(0.5, 7);
    assertEquals(new StepSchedule(0.5, 7, 7, 1), constant);
  }

  @Test
  void recursionsAndSquareLayers() {
    named("depth", () -> new EigenvalueRecursion(1, 0));
    named("penalty", () -> new EigenvalueRecursion(1, 1, -1e-300));
    named("penalty", () -> new EigenvalueRecursion(1, 1, NAN));
    named("penalty", () -> new EigenvalueRecursion(1, 1, INFINITE));
    named("penalty", () -> new EigenvalueRecursion(1, 1).withPenalty(-1));
    named("eigenvalue", () -> new EigenvalueRecursion(NAN, 1));
    named("eigenvalue", () -> new EigenvalueRecursion(-INFINITE, 1));
    named("depth", () -> new RotationRecursion(Complex.ONE, 0));
    named("target", () -> new RotationRecursion(new Complex(0, NAN), 1));
    named("target", () -> new RotationRecursion(new Complex(INFINITE, 0), 1));
    SquareLayers start = SquareLayers.identity(2, 1);
    named("2 x 2 entries", () -> new SquareDescent(start, new double[5]));
    named("target must be finite", () -> new SquareDescent(start, new double[] {1, 0, 0, NAN}));
    named("target must be finite", () -> new PowerProjection(new double[] {INFINITE}, 1, 1, 1));
    named("penalty", () -> new SquareDescent(start, new double[4], -1e-300));
    named("penalty", () -> new SquareDescent(start, new double[4], INFINITE));
    SquareDescent fine = new SquareDescent(start, new double[] {1, 0, 0, 1}, 0);
    assertEquals(0, fine.loss());
    named("penalty", () -> fine.step(0.1, NAN));
    named("penalty", () -> fine.step(0.1, -1));
    assertEquals(0, fine.steps());
    named("gamma", () -> new PowerProjection(new double[1], 1, 1, 0));
    named("gamma", () -> new PowerProjection(new double[1], 1, 1, 1.01));
    named("gamma", () -> new PowerProjection(new double[1], 1, 1, NAN));
    assertEquals(0, new PowerProjection(new double[] {1}, 1, 1, 1).loss());
  }

  @Test
  void lossesAndMethods() {
    double[] one = {1};
    RobustRegression problem = new RobustRegression(one, one, one);
    named(
        "d = 1 outputs",
        () -> new RegressionLoss(problem, new DiagonalLinearNetwork(1, 2), ResidualLoss.ABSOLUTE));
    LayeredLoss loss =
        new RegressionLoss(problem, new DiagonalLinearNetwork(2, 1), ResidualLoss.ABSOLUTE);
    named("2 weights", () -> new SubgradientMethod(loss, one));
    named("2 in all, got 3", () -> new SubgradientMethod(loss, new double[2], new double[3]));
    ReluNetwork relu = new ReluNetwork(1, 1, 1);
    named(
        "1 in all, got 2",
        () -> new ReluRegression(relu, one, new double[2], ResidualLoss.SQUARED));
    named("2 weights, got 3", () -> WidthOneEndPoint.of(new double[3], one, 2));
    named("has 0 weights", () -> WidthOneEndPoint.of(new double[0], one, 0));
    named("layer 2 is 0", () -> WidthOneEndPoint.of(new double[] {1, 0}, one, 2));
    named("w* must not", () -> WidthOneEndPoint.of(new double[] {1, 1}, new double[1], 2));
    TestNetworks network = TestNetworks.scalars(1, 2);
    named(
        "length 3 but the objective has dimension 2",
        () ->
            new GradientDescent(network.objective())
                .run(new double[3], new DescentPlan(1, 0, 1, 1)));
  }
}
