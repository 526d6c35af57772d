package org.plateau.network;

import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

/**
 * A fully connected network without biases, x -> relu(... relu(x W_1) ... W_{L-1}) W_L, on batches
 * of rows. The derivative of relu at 0 is 0. Spec: sub-gradient-balance, D3.
 *
 * <p>Layer l has shape widths[l-1] x widths[l], row-major; the layers lie one after another in one
 * flat array. The last width is 1.
 */
public final class ReluNetwork {

  private final int[] widths;
  private final int[] offsets;

  /**
   * A network of the given widths, input first, output last.
   *
   * @throws IllegalArgumentException if there are fewer than two widths, one is below 1, or the
   *     last is not 1
   */
  public ReluNetwork(int... widths) {
    if (widths.length < 2) {
      throw new IllegalArgumentException(
          "a network needs an input and an output width, got " + widths.length + " widths");
    }
    for (int width : widths) {
      if (width < 1) {
        throw new IllegalArgumentException("each width must be at least 1, got " + width);
      }
    }
    if (widths[widths.length - 1] != 1) {
      throw new IllegalArgumentException(
          "the output width must be 1, a scalar prediction, got " + widths[widths.length - 1]);
    }
    this.widths = widths.clone();
    this.offsets = new int[widths.length];
    for (int l = 1; l < widths.length; l++) {
      offsets[l] = offsets[l - 1] + widths[l - 1] * widths[l];
    }
  }

  /** Returns the number of layers of weights. */
  public int depth() {
    return widths.length - 1;
  }

  /** Returns the length of the flat weight vector. */
  public int weightCount() {
    return offsets[depth()];
  }

  /** Returns the first index of layer j + 1, for j = 0 ... depth(). */
  public int layerStart(int j) {
    return offsets[j];
  }

  /** Returns the dimension of the input. */
  public int inputWidth() {
    return widths[0];
  }

  /**
   * Returns new weights: independent N(0, scale^2 2 / fan-in) entries (K. He et al., ICCV 2015,
   * times {@code scale}).
   */
  public double[] heWeights(RandomStream stream, double scale) {
    double[] weights = stream.gaussian(new double[weightCount()]);
    for (int l = 1; l <= depth(); l++) {
      double deviation = scale * Math.sqrt(2.0 / widths[l - 1]);
      for (int i = offsets[l - 1]; i < offsets[l]; i++) {
        weights[i] *= deviation;
      }
    }
    return weights;
  }

  /** A batch of inputs with the buffers that one thread needs to run the network on it. */
  public final class Batch {
    private final int rows;
    private final double[][] activations;
    private final double[][] signals;
    private final double[][] layers;
    private final double[][] slopes;

    private Batch(double[] inputs, int rows) {
      this.rows = rows;
      activations = new double[widths.length][];
      signals = new double[widths.length][];
      layers = new double[depth()][];
      slopes = new double[depth()][];
      activations[0] = inputs;
      for (int l = 1; l < widths.length; l++) {
        activations[l] = new double[rows * widths[l]];
        signals[l] = new double[rows * widths[l]];
        layers[l - 1] = new double[widths[l - 1] * widths[l]];
        slopes[l - 1] = new double[widths[l - 1] * widths[l]];
      }
    }

    /** Returns the number of rows. */
    public int rows() {
      return rows;
    }

    /** Returns the predictions, one a row: an internal buffer that the next call overwrites. */
    public double[] predict(double[] weights) {
      for (int l = 1; l <= depth(); l++) {
        double[] layer = layers[l - 1];
        System.arraycopy(weights, offsets[l - 1], layer, 0, layer.length);
        Kernels.multiply(activations[l - 1], layer, activations[l], rows, widths[l - 1], widths[l]);
        if (l < depth()) {
          rectify(activations[l]);
        }
      }
      return activations[depth()];
    }

    /**
     * Computes the gradient in the weights of sum_i residualGradient_i prediction_i at the weights
     * of the last {@link #predict}.
     *
     * @param residualGradient one entry a row; not changed
     * @param out overwritten, of length {@link ReluNetwork#weightCount()}
     */
    public void pullback(double[] residualGradient, double[] out) {
      System.arraycopy(residualGradient, 0, signals[depth()], 0, rows);
      for (int l = depth(); l >= 1; l--) {
        double[] slope = slopes[l - 1];
        Kernels.multiplyTransposeLeft(
            activations[l - 1], signals[l], slope, widths[l - 1], rows, widths[l]);
        System.arraycopy(slope, 0, out, offsets[l - 1], slope.length);
        if (l > 1) {
          Kernels.multiplyTransposeRight(
              signals[l], layers[l - 1], signals[l - 1], rows, widths[l], widths[l - 1]);
          silence(signals[l - 1], activations[l - 1]);
        }
      }
    }

    private static void rectify(double[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.max(0, values[i]);
      }
    }

    private static void silence(double[] signal, double[] activation) {
      for (int i = 0; i < signal.length; i++) {
        if (!(activation[i] > 0)) {
          signal[i] = 0;
        }
      }
    }
  }

  /**
   * Returns buffers for running this network on the rows of {@code inputs}, shape rows x
   * inputWidth, row-major, not copied.
   *
   * @throws IllegalArgumentException if the length is not a positive multiple of the input width
   */
  public Batch batch(double[] inputs) {
    if (inputs.length == 0 || inputs.length % widths[0] != 0) {
      throw new IllegalArgumentException(
          "inputs must be whole rows of " + widths[0] + " entries, got " + inputs.length);
    }
    return new Batch(inputs, inputs.length / widths[0]);
  }
}
