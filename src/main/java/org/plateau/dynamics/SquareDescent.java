package org.plateau.dynamics;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.plateau.matrix.Kernels;
import org.plateau.network.SquareLayers;

/**
 * Gradient descent on square layers against one target Φ, all layers moved at once, with an
 * optional penalty (κ/2) Σ‖Θ_i - I‖_F² that pulls them to the identity.
 *
 * <p>The loss is l = ½‖P - Φ‖_F², the excess of the expected half squared error when E[xxᵀ] = I.
 * Its gradient by layer i is (Θ_L…Θ_{i+1})ᵀ (P - Φ) (Θ_{i-1}…Θ_1)ᵀ. Source: spec:
 * identity-initialization, F1.
 *
 * <p>The object is the current iterate: {@link #step} moves it, the other methods look at it. A
 * step costs 3L products of d x d matrices and allocates nothing. Below dimension 16 every product
 * sums in the same order, so that two layers which the mathematics keeps transposed to each other
 * at depth 2 stay so bit for bit; the failure claims rest on that (spec: identity-initialization,
 * section 5, trap).
 */
public final class SquareDescent {

  private final int d;
  private final int depth;
  private final double[] target;
  private final double[][] layers;

  /** products[i] = Θ_i … Θ_1; products[0] is the identity, which is never multiplied with. */
  private final double[][] products;

  private final double[][] gradients;
  private final double[] residual;
  private final double[] backward;
  private final double[] spare;
  private final double penalty;
  private int steps;
  private double loss;

  /**
   * Starts at {@code start} without penalty.
   *
   * @param target Φ, of shape d x d, row-major
   * @throws IllegalArgumentException if the target has not d² entries, or one is not finite
   */
  public SquareDescent(SquareLayers start, double[] target) {
    this(start, target, 0);
  }

  /**
   * Starts at {@code start} with the penalty weight {@code penalty}, κ >= 0.
   *
   * @throws IllegalArgumentException if the target has not d² entries or one is not finite, or the
   *     penalty is negative or not finite
   */
  public SquareDescent(SquareLayers start, double[] target, double penalty) {
    if (target.length != start.dimension() * start.dimension()) {
      throw new IllegalArgumentException(
          "target must have "
              + start.dimension()
              + " x "
              + start.dimension()
              + " entries, as a layer has, got "
              + target.length);
    }
    for (double entry : target) {
      if (!Double.isFinite(entry)) {
        throw new IllegalArgumentException("target must be finite, but has the entry " + entry);
      }
    }
    EigenvalueRecursion.requirePenalty(penalty);
    this.d = start.dimension();
    this.depth = start.depth();
    this.target = target.clone();
    this.penalty = penalty;
    this.layers = new double[depth][];
    this.products = new double[depth + 1][d * d];
    this.gradients = new double[depth][d * d];
    for (int i = 0; i < depth; i++) {
      layers[i] = start.layer(i);
    }
    this.residual = new double[d * d];
    this.backward = new double[d * d];
    this.spare = new double[d * d];
    forward();
  }

  private void forward() {
    System.arraycopy(layers[0], 0, products[1], 0, d * d);
    for (int i = 1; i < depth; i++) {
      Kernels.multiply(layers[i], products[i], products[i + 1], d, d, d);
    }
    double sum = 0;
    for (int i = 0; i < d * d; i++) {
      residual[i] = products[depth][i] - target[i];
      sum = Math.fma(residual[i], residual[i], sum);
    }
    loss = sum / 2;
  }

  private void backward() {
    System.arraycopy(residual, 0, backward, 0, d * d);
    for (int i = depth - 1; i >= 0; i--) {
      if (i == 0) {
        System.arraycopy(backward, 0, gradients[0], 0, d * d);
        return;
      }
      Kernels.multiplyTransposeRight(backward, products[i], gradients[i], d, d, d);
      Kernels.multiplyTransposeLeft(layers[i], backward, spare, d, d, d);
      System.arraycopy(spare, 0, backward, 0, d * d);
    }
  }

  /** Moves every layer by -{@code eta} times its gradient, the penalty's included. */
  public void step(double eta) {
    move(eta, penalty);
  }

  /**
   * The same in a step with a weight {@code weight} of the penalty of its own, in place of that of
   * this object.
   *
   * @throws IllegalArgumentException if the weight is negative or not finite
   */
  public void step(double eta, double weight) {
    EigenvalueRecursion.requirePenalty(weight);
    move(eta, weight);
  }

  private void move(double eta, double weight) {
    backward();
    for (int i = 0; i < depth; i++) {
      double[] layer = layers[i];
      double[] gradient = gradients[i];
      for (int k = 0; k < d * d; k++) {
        double pull = weight * (layer[k] - (k % (d + 1) == 0 ? 1 : 0));
        layer[k] = Math.fma(-eta, gradient[k] + pull, layer[k]);
      }
    }
    steps++;
    forward();
  }

  /**
   * Steps until the loss is at most {@code goal}, is no longer finite, or {@code budget} more steps
   * were made.
   *
   * @param schedule step size by number of the step, counted from 0 at the start of this object
   */
  public Ending run(IntToDoubleFunction schedule, int budget, double goal) {
    for (int i = 0; i < budget; i++) {
      if (loss <= goal) {
        return Ending.CONVERGED;
      }
      if (!Double.isFinite(loss)) {
        return Ending.DIVERGED;
      }
      step(schedule.applyAsDouble(steps));
    }
    if (loss <= goal) {
      return Ending.CONVERGED;
    }
    return Double.isFinite(loss) ? Ending.BUDGET_SPENT : Ending.DIVERGED;
  }

  /** Steps with one step size; see {@link #run(IntToDoubleFunction, int, double)}. */
  public Ending run(double eta, int budget, double goal) {
    return run(step -> eta, budget, goal);
  }

  /** Returns the loss of the current layers, without the penalty. */
  public double loss() {
    return loss;
  }

  /** Returns how many steps were made. */
  public int steps() {
    return steps;
  }

  /** Returns a copy of the current product P, of shape d x d. */
  public double[] product() {
    return products[depth].clone();
  }

  /** Returns the current layers. */
  public SquareLayers layers() {
    return SquareLayers.of(d, layers);
  }

  /** Returns the entry (row, column) of layer {@code index}, counted from 0 at the input. */
  public double entry(int index, int row, int column) {
    return layers[index][row * d + column];
  }

  /** Returns new arrays: the gradient of the loss, without the penalty, by each layer. */
  public double[][] gradient() {
    backward();
    double[][] out = new double[depth][];
    for (int i = 0; i < depth; i++) {
      out[i] = Arrays.copyOf(gradients[i], d * d);
    }
    return out;
  }

  /** Replaces the current layers, keeping the count of steps. */
  void replace(SquareLayers next) {
    for (int i = 0; i < depth; i++) {
      System.arraycopy(next.layer(i), 0, layers[i], 0, d * d);
    }
    forward();
  }
}
