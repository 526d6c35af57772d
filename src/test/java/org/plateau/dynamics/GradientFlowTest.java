package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plateau.sampling.RandomStream;

class GradientFlowTest {

  private static final double CONDITION = 30;
  private static final Tolerances FINE = new Tolerances(1e-12, 1e-15);

  @Test
  void endPointsMatchTheWidthOneOracle() {
    for (int trial = 0; trial < 20; trial++) {
      RandomStream stream = RandomStream.of(1, "oracle", trial);
      int d = 1 + stream.nextInt(5);
      int depth = 2 + stream.nextInt(5);
      TestNetworks problem = TestNetworks.of(stream, TestNetworks.hidden(d, depth, 1), CONDITION);
      double[] start = problem.start(stream, 0.5);
      FlowEnd end = problem.run(GradientFlow.of(problem.objective(), FINE), start, 1e-18);
      assertEquals(Ending.CONVERGED, end.ending());
      double[] exact = WidthOneEndPoint.of(start, problem.data().solution(), depth).weights();
      double error = TestNetworks.distance(exact, end.weights()) / TestNetworks.norm(exact);
      assertTrue(error < 1e-7, () -> "relative error " + error);
    }
  }

  @Test
  void bothIntegratorsAgreeAndConserve() {
    for (int trial = 0; trial < 12; trial++) {
      RandomStream stream = RandomStream.of(2, "agree", trial);
      int[] widths = TestNetworks.hidden(1 + stream.nextInt(4), 2 + stream.nextInt(4), 3);
      TestNetworks problem = TestNetworks.of(stream, widths, CONDITION);
      double[] start = problem.start(stream, 0.3);
      FlowEnd fast = problem.run(GradientFlow.of(problem.objective(), FINE), start, 1e-20);
      FlowEnd slow = problem.run(GradientFlow.reference(problem.objective(), FINE), start, 1e-20);
      assertEquals(Ending.CONVERGED, fast.ending());
      assertEquals(Ending.CONVERGED, slow.ending());
      double apart = TestNetworks.distance(fast.weights(), slow.weights());
      assertTrue(
          apart < 1e-8 * TestNetworks.norm(slow.weights()), () -> "integrators differ by " + apart);
      LayerBalance before = LayerBalance.of(widths, start);
      double drift = before.drift(fast.weights());
      assertTrue(drift < 1e-8, () -> "conserved quantities drifted by " + drift);
      assertEquals(fast.initialGap() - fast.gap(), fast.dissipated(), 1e-8 * fast.initialGap());
    }
  }

  /** So many weights that the stages are kept as factors of rank one. */
  @Test
  void largeNetworksMatchBothOtherIntegrators() {
    RandomStream stream = RandomStream.of(6, "large", 0);
    int[] widths = TestNetworks.hidden(9, 5, 14);
    TestNetworks problem = TestNetworks.of(stream, widths, 5);
    double[] start = problem.start(stream, 0.2);
    FlowEnd own = problem.run(GradientFlow.of(problem.objective(), FINE), start, 1e-20);
    int states = problem.objective().dimension() + 3;
    GradientFlow fiveOrders =
        new GradientFlow(problem.objective(), new DormandPrince54(states, FINE));
    GradientFlow library = GradientFlow.reference(problem.objective(), FINE);
    assertEquals(Ending.CONVERGED, own.ending());
    for (GradientFlow flow : new GradientFlow[] {fiveOrders, library}) {
      FlowEnd other = problem.run(flow, start, 1e-20);
      double apart = TestNetworks.distance(own.weights(), other.weights());
      assertTrue(apart < 1e-9 * norm(own.weights()), () -> "ends differ by " + apart);
      assertEquals(other.pathLength(), own.pathLength(), 1e-9 * own.pathLength());
      assertEquals(other.dissipated(), own.dissipated(), 1e-9 * own.dissipated());
    }
  }

  /** One layer: w(t) - w* = exp(-2 Sigma t) (w(0) - w*), here with a diagonal Sigma. */
  @Test
  void oneLayerDecaysExponentially() {
    double[] x = {2, 0, 0, Math.sqrt(0.5)};
    TestNetworks problem = TestNetworks.of(x, new double[] {1, -3}, new int[] {2, 1});
    double[] start = {4, 5};
    FlowEnd end =
        GradientFlow.of(problem.objective(), Tolerances.STANDARD)
            .run(start, FlowPlan.inTime(0, 1.5));
    assertEquals(Ending.BUDGET_SPENT, end.ending());
    assertEquals(1.5, end.time(), 1e-12);
    assertEquals(1 + 3 * Math.exp(-2 * 2 * 1.5), end.weights()[0], 1e-8);
    assertEquals(-3 + 8 * Math.exp(-2 * 0.25 * 1.5), end.weights()[1], 1e-8);
  }

  /** The two phases are one trajectory: time, path and end point match the flow in time alone. */
  @Test
  void theArcLengthPhaseChangesNothing() {
    RandomStream stream = RandomStream.of(3, "phases", 0);
    int[] widths = TestNetworks.hidden(3, 3, 3);
    TestNetworks problem = TestNetworks.of(stream, widths, 5);
    double[] start = problem.start(stream, 0.2);
    double target = 1e-20 * problem.data().beta();
    FlowEnd arc = problem.run(GradientFlow.of(problem.objective(), FINE), start, 1e-20);
    FlowEnd time =
        GradientFlow.of(problem.objective(), FINE)
            .run(start, FlowPlan.inTime(target, Double.POSITIVE_INFINITY));
    assertEquals(
        0, TestNetworks.distance(arc.weights(), time.weights()), 1e-8 * norm(time.weights()));
    assertEquals(time.pathLength(), arc.pathLength(), 1e-8 * time.pathLength());
    assertEquals(time.time(), arc.time(), 1e-3 * time.time());
  }

  private static double norm(double[] a) {
    return TestNetworks.norm(a);
  }

  /** The plateau at 0 lasts for 1e15 units of time here; by arc length it is a short way. */
  @Test
  void thePlateauIsPassed() {
    RandomStream stream = RandomStream.of(4, "plateau", 0);
    TestNetworks problem = TestNetworks.of(stream, TestNetworks.hidden(3, 8, 2), 5);
    double[] start = problem.start(stream, 1e-3);
    FlowEnd end =
        problem.run(GradientFlow.of(problem.objective(), Tolerances.STANDARD), start, 1e-12);
    assertEquals(Ending.CONVERGED, end.ending());
    assertTrue(end.time() > 1e15, () -> "time " + end.time());
    assertTrue(end.evaluations() < 4000, () -> "evaluations " + end.evaluations());
  }

  /** d = 1, L = 2, start (c, -c), w* = 1: the flow converges to the saddle 0. */
  @Test
  void aSaddleIsAStall() {
    TestNetworks problem = TestNetworks.scalars(1, 2);
    double[] start = {0.5, -0.5};
    FlowPlan plan = FlowPlan.inTime(1e-12, Double.POSITIVE_INFINITY);
    FlowEnd end = GradientFlow.of(problem.objective(), Tolerances.STANDARD).run(start, plan);
    assertEquals(Ending.STALLED, end.ending());
    assertEquals(1, end.gap(), 1e-9);
    assertEquals(0, norm(end.weights()), 1e-9);
    FlowEnd atZero =
        GradientFlow.of(problem.objective(), Tolerances.STANDARD).run(new double[2], plan);
    assertEquals(Ending.STALLED, atZero.ending());
    FlowEnd byArc =
        GradientFlow.of(problem.objective(), Tolerances.STANDARD)
            .run(new double[2], FlowPlan.toMinimizer(1, 1e-12));
    assertEquals(Ending.STALLED, byArc.ending());
  }

  @Test
  void aMinimizerStaysPut() {
    TestNetworks problem = TestNetworks.scalars(6, 2);
    double[] start = {2, 3};
    FlowEnd end = problem.run(GradientFlow.of(problem.objective(), FINE), start, 1e-12);
    assertEquals(Ending.CONVERGED, end.ending());
    assertEquals(0, end.time());
  }

  @Test
  void theBudgetEndsIt() {
    RandomStream stream = RandomStream.of(5, "budget", 0);
    TestNetworks problem = TestNetworks.of(stream, TestNetworks.hidden(3, 3, 3), 5);
    double[] start = problem.start(stream, 0.2);
    FlowPlan plan = new FlowPlan(1e-12, 1, Double.POSITIVE_INFINITY, 30);
    for (GradientFlow flow :
        new GradientFlow[] {
          GradientFlow.of(problem.objective(), FINE),
          GradientFlow.reference(problem.objective(), FINE)
        }) {
      assertEquals(Ending.BUDGET_SPENT, flow.run(start, plan).ending());
    }
  }

  @Test
  void badInputIsNamed() {
    TestNetworks problem = TestNetworks.scalars(1, 1);
    GradientFlow flow = GradientFlow.of(problem.objective(), FINE);
    assertThrows(
        IllegalArgumentException.class,
        () -> flow.run(new double[2], FlowPlan.toMinimizer(1, 1e-12)));
    assertThrows(IllegalArgumentException.class, () -> FlowPlan.inTime(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> FlowPlan.inTime(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new FlowPlan(1, 0.5, 1, 10));
    assertThrows(IllegalArgumentException.class, () -> new FlowPlan(1, 2, 1, 0));
  }

  /** Any objective will do: here (x² + 4 y²)/2, whose flow is (x e^-t, y e^-4t). */
  @Test
  void flowsOfPlainObjectivesAreExponentials() {
    long[] calls = new long[1];
    Objective bowl =
        Objective.of(
            2,
            (p, g) -> {
              calls[0]++;
              g[0] = p[0];
              g[1] = 4 * p[1];
              return (p[0] * p[0] + 4 * p[1] * p[1]) / 2;
            });
    assertEquals(2, bowl.dimension());
    FlowEnd end = GradientFlow.of(bowl, FINE).run(new double[] {3, -1}, FlowPlan.inTime(0, 1.25));
    assertEquals(3 * Math.exp(-1.25), end.weights()[0], 1e-10);
    assertEquals(-Math.exp(-5), end.weights()[1], 1e-10);
    assertEquals(1.25, end.time(), 1e-13);
    assertEquals(6.5, end.initialGap());
    assertEquals(end.initialGap() - end.gap(), end.dissipated(), 1e-9);
    assertTrue(end.pathLength() > 3 * (1 - Math.exp(-1.25)));
    assertTrue(end.pathLength() < 3 * (1 - Math.exp(-1.25)) + 1);
    assertEquals(calls[0], end.evaluations());
    calls[0] = 0;
    FlowEnd both =
        GradientFlow.of(bowl, FINE).run(new double[] {3, -1}, FlowPlan.toMinimizer(6.5, 1e-12));
    assertEquals(Ending.CONVERGED, both.ending());
    assertEquals(calls[0], both.evaluations(), "also those of the search for the level");
    assertTrue(both.gap() <= 6.5e-12 && both.gap() > 6.4e-12);
    assertEquals(0.5 * Math.log(4.5 / both.gap()), both.time(), 1e-7);
    assertEquals(1, Objective.of(1, (p, g) -> 0).dimension());
    assertThrows(IllegalArgumentException.class, () -> Objective.of(0, (p, g) -> 0));
  }
}
