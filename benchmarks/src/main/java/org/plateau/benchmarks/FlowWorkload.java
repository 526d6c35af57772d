package org.plateau.benchmarks;

import java.util.Map;
import org.plateau.dynamics.FlowEnd;
import org.plateau.dynamics.FlowPlan;
import org.plateau.dynamics.GradientFlow;
import org.plateau.dynamics.Objective;
import org.plateau.dynamics.Tolerances;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.network.LeastSquaresLoss;
import org.plateau.sampling.RandomStream;

/**
 * Gradient flow in time from near the identity to a loss gap of 1e-10, relative tolerance 1e-8
 * (goal G4).
 */
final class FlowWorkload implements Workload {

  private static final Tolerances TOLERANCES = new Tolerances(1e-8, 1e-12);
  private static final double GAP = 1e-10;

  /** From so many weights on, stages are kept as their factors of rank one. */
  private static final int FACTORED = 512;

  private final LeastSquaresData data;
  private final DeepLinearNetwork network;
  private final Objective objective;

  FlowWorkload(int depth, int d) {
    RandomStream stream = RandomStream.of(1, "flow", 1000L * depth + d);
    data = Networks.data(stream, d);
    network = Networks.nearIdentity(stream, depth, d);
    LeastSquaresLoss loss = new LeastSquaresLoss(network, data);
    objective = Objective.of(loss);
  }

  @Override
  public Map<String, Array> instance() {
    return Networks.arrays(network, data);
  }

  @Override
  public double run() {
    return result(inPlace());
  }

  /**
   * A gradient goes back and forth, and a small one writes an outer product: 4 or 5 flops and 16 or
   * 24 bytes a parameter.
   */
  @Override
  public WorkCount count() {
    FlowEnd end = inPlace();
    long evaluations = end.evaluations();
    long parameters = end.weights().length;
    boolean writesGradient = parameters < FACTORED;
    return new WorkCount(
        evaluations,
        "evaluations of the gradient",
        (writesGradient ? 5 : 4) * parameters * evaluations,
        (writesGradient ? 24 : 16) * parameters * evaluations);
  }

  /** What the integrators must agree on, the squared norm of the end point. */
  static double result(FlowEnd end) {
    return Kernels.dot(end.weights(), end.weights());
  }

  FlowEnd inPlace() {
    return inPlace(GAP);
  }

  /** The flow down to another loss gap. */
  FlowEnd inPlace(double gap) {
    return GradientFlow.of(objective, TOLERANCES).run(network.parameters(), plan(gap));
  }

  private static FlowPlan plan(double gap) {
    return FlowPlan.inTime(gap, Double.POSITIVE_INFINITY);
  }

  FlowEnd reference() {
    return GradientFlow.reference(objective, TOLERANCES).run(network.parameters(), plan(GAP));
  }
}
