package org.plateau.dynamics;

import java.util.Arrays;
import org.plateau.landscape.Sharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * Records the sharpness along a trajectory: the exact largest eigenvalue of the Hessian of R at
 * every n-th state that it is shown, minimizer or not.
 */
public final class SharpnessTrace implements StepObserver {

  private final DeepLinearNetwork shape;
  private final LeastSquaresData data;
  private final int every;
  private double[] times = new double[64];
  private double[] gaps = new double[64];
  private double[] sharpness = new double[64];
  private long seen;
  private int count;

  /**
   * Creates an empty trace.
   *
   * @param shape a network with the widths and the output vector of the trajectory
   * @param every look at one state in so many, beginning with the first
   * @throws IllegalArgumentException if {@code every} is not positive
   */
  public SharpnessTrace(DeepLinearNetwork shape, LeastSquaresData data, int every) {
    if (every < 1) {
      throw new IllegalArgumentException("every must be at least 1, got " + every);
    }
    this.shape = shape;
    this.data = data;
    this.every = every;
  }

  @Override
  public boolean observe(double time, double[] state, double gap) {
    if (seen++ % every == 0) {
      if (count == times.length) {
        times = Arrays.copyOf(times, 2 * count);
        gaps = Arrays.copyOf(gaps, 2 * count);
        sharpness = Arrays.copyOf(sharpness, 2 * count);
      }
      double[] weights = Arrays.copyOf(state, shape.parameterCount());
      times[count] = time;
      gaps[count] = gap;
      sharpness[count] = Sharpness.of(shape.with(weights), data).value();
      count++;
    }
    return true;
  }

  /** Returns the times, or numbers of steps, of the states that were looked at. */
  public double[] times() {
    return Arrays.copyOf(times, count);
  }

  /** Returns the gaps there. */
  public double[] gaps() {
    return Arrays.copyOf(gaps, count);
  }

  /** Returns the sharpness there. */
  public double[] sharpness() {
    return Arrays.copyOf(sharpness, count);
  }
}
