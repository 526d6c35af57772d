package org.plateau.dynamics;

import java.util.Arrays;
import org.plateau.matrix.Kernels;
import org.plateau.network.LeastSquaresLoss;

/**
 * The stages of the gradient flow of a deep linear network, whose derivative is one matrix of rank
 * one a layer, -2 g_k b_{k-1}^T, up to the pace: only the factors are kept. A product with W_k +
 * sum of f_j g_j b_j^T is then one with W_k and its factors in a block, so that no stage reads or
 * writes a matrix, and an evaluation costs O(sum of (d_k + stages) d_{k-1}) on data that stay in
 * the cache (derived; g and b as in {@link LeastSquaresLoss}).
 *
 * <p>Behind the layers, the state carries unknowns whose derivatives the {@link Pace} knows.
 */
final class RankOneStages implements Stages {

  /** What a flow adds to the gradient. */
  interface Pace {

    /**
     * Returns the factor of the gradient in the derivative of the weights.
     *
     * @param norm of the gradient
     * @param carried gets the derivatives of the carried unknowns from {@code at} on
     */
    double factor(double norm, double[] carried, int at);
  }

  private static final int REGISTER = 8;

  private final LeastSquaresLoss loss;
  private final Pace pace;
  private final int slots;
  private final int parameters;
  private final int carriedCount;
  private final Layer[] layers;
  private final double[][] g;
  private final double[][] b;
  private final double[] inner;
  private final double[] along;
  private final double[] carried;
  private final double[] carriedBase;
  private final double[] rates;
  private final double[] row;
  private double[] weightsOfRow = new double[0];

  /**
   * Makes room for stages.
   *
   * @param carriedCount number of unknowns behind the parameters, at most 8
   */
  RankOneStages(LeastSquaresLoss loss, int carriedCount, Pace pace, int slots) {
    this.loss = loss;
    this.pace = pace;
    this.slots = slots;
    this.carriedCount = carriedCount;
    this.parameters = loss.parameterCount();
    int depth = loss.depth();
    this.layers = new Layer[depth];
    this.g = new double[depth + 1][];
    this.b = new double[depth + 1][];
    int widest = 0;
    for (int k = 0; k <= depth; k++) {
      g[k] = new double[padded(loss.width(k))];
      b[k] = new double[padded(loss.width(k))];
      widest = Math.max(widest, padded(loss.width(k)));
      if (k > 0) {
        layers[k - 1] = new Layer(k);
      }
    }
    for (int i = 0; i < loss.width(depth); i++) {
      g[depth][i] = loss.output(i);
    }
    this.inner = new double[padded(slots)];
    this.along = new double[slots];
    this.carried = new double[slots * REGISTER];
    this.carriedBase = new double[carriedCount];
    this.rates = new double[carriedCount];
    this.row = new double[widest];
  }

  private static int padded(int length) {
    return (length + REGISTER - 1) / REGISTER * REGISTER;
  }

  /**
   * W_k and W_k^T, each with the factors of the stages as further rows, and these factors
   * transposed. All rows are padded by zeros to whole registers.
   */
  private final class Layer {

    private final int at;
    private final int rows;
    private final int cols;
    private final int rowStride;
    private final int colStride;
    private final int slotStride = padded(slots);
    private final double[] block;
    private final double[] transposedBlock;
    private final double[] left;
    private final double[] right;

    Layer(int k) {
      at = loss.offset(k);
      rows = loss.width(k);
      cols = loss.width(k - 1);
      rowStride = padded(cols);
      colStride = padded(rows);
      block = new double[(colStride + slots) * rowStride];
      transposedBlock = new double[(rowStride + slots) * colStride];
      left = new double[rows * slotStride];
      right = new double[cols * slotStride];
    }

    void moveTo(double[] y) {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(y, at + i * cols, block, i * rowStride, cols);
        for (int j = 0; j < cols; j++) {
          transposedBlock[j * colStride + i] = y[at + i * cols + j];
        }
      }
    }

    /** out = (W + sum of the stages)^T in. */
    void pullBack(double[] in, double[] out, int first, double[] factors, int count) {
      Kernels.multiplyTranspose(block, in, out, colStride, rowStride);
      if (count > 0) {
        weigh(left, in, rows, first, factors, count);
        int from = (colStride + first) * rowStride;
        Kernels.multiplyTransposeAdd(block, from, along, out, count, rowStride);
      }
    }

    /** out = (W + sum of the stages) in. */
    void pushForward(double[] in, double[] out, int first, double[] factors, int count) {
      Kernels.multiplyTranspose(transposedBlock, in, out, rowStride, colStride);
      if (count > 0) {
        weigh(right, in, cols, first, factors, count);
        int from = (rowStride + first) * colStride;
        Kernels.multiplyTransposeAdd(transposedBlock, from, along, out, count, colStride);
      }
    }

    /** Each stage's factor times its inner product with {@code in}, in {@code along}. */
    private void weigh(
        double[] side, double[] in, int length, int first, double[] factors, int count) {
      Kernels.multiplyTranspose(side, in, inner, length, slotStride);
      for (int j = 0; j < count; j++) {
        along[j] = factors[j] * inner[first + j];
      }
    }

    void keep(int slot, double factor, double[] leftFactor, double[] rightFactor) {
      int to = (rowStride + slot) * colStride;
      for (int i = 0; i < rows; i++) {
        double value = factor * leftFactor[i];
        transposedBlock[to + i] = value;
        left[i * slotStride + slot] = value;
      }
      System.arraycopy(rightFactor, 0, block, (colStride + slot) * rowStride, cols);
      for (int j = 0; j < cols; j++) {
        right[j * slotStride + slot] = rightFactor[j];
      }
    }

    void end(int first, double[] weights, int count, Tolerances t, double[] next, double[] sums) {
      for (int i = 0; i < rows; i++) {
        for (int e = 0; e < weightsOfRow.length; e += count) {
          for (int j = 0; j < count; j++) {
            weightsOfRow[e + j] = weights[e + j] * left[i * slotStride + first + j];
          }
        }
        Kernels.stageEnd(
            block,
            i * rowStride,
            block,
            (colStride + first) * rowStride,
            rowStride,
            weightsOfRow,
            count,
            t.absolute(),
            t.relative(),
            row,
            sums,
            rowStride);
        System.arraycopy(row, 0, next, at + i * cols, cols);
      }
    }

    void copy(int from, int to) {
      for (int i = 0; i < rows; i++) {
        left[i * slotStride + to] = left[i * slotStride + from];
      }
      for (int j = 0; j < cols; j++) {
        right[j * slotStride + to] = right[j * slotStride + from];
      }
      int start = colStride * rowStride;
      System.arraycopy(block, start + from * rowStride, block, start + to * rowStride, rowStride);
      System.arraycopy(
          transposedBlock,
          start + from * colStride,
          transposedBlock,
          start + to * colStride,
          colStride);
    }

    void derivative(int slot, double[] out) {
      int from = (colStride + slot) * rowStride;
      for (int i = 0; i < rows; i++) {
        double factor = left[i * slotStride + slot];
        for (int j = 0; j < cols; j++) {
          out[at + i * cols + j] = factor * block[from + j];
        }
      }
    }
  }

  @Override
  public void moveTo(double[] y) {
    for (Layer layer : layers) {
      layer.moveTo(y);
    }
    System.arraycopy(y, parameters, carriedBase, 0, carriedCount);
  }

  @Override
  public double evaluate(int first, double[] factors, int count, int slot) {
    int depth = layers.length;
    for (int k = depth; k >= 1; k--) {
      layers[k - 1].pullBack(g[k], g[k - 1], first, factors, count);
    }
    double gap = loss.slope(g[0], b[0]);
    for (int k = 1; k < depth; k++) {
      layers[k - 1].pushForward(b[k - 1], b[k], first, factors, count);
    }
    double squared = 0;
    for (int k = 1; k <= depth; k++) {
      double left = Kernels.dot(g[k], 0, g[k], 0, padded(loss.width(k)));
      double right = Kernels.dot(b[k - 1], 0, b[k - 1], 0, padded(loss.width(k - 1)));
      squared = Math.fma(left, right, squared);
    }
    double factor = 2 * pace.factor(2 * Math.sqrt(squared), carried, slot * REGISTER);
    for (int k = 1; k <= depth; k++) {
      layers[k - 1].keep(slot, factor, g[k], b[k - 1]);
    }
    return gap;
  }

  @Override
  public void end(
      int first, double[] weights, int count, Tolerances tolerances, double[] next, double[] sums) {
    if (weightsOfRow.length != weights.length) {
      weightsOfRow = new double[weights.length];
    }
    Arrays.fill(sums, 0);
    for (Layer layer : layers) {
      layer.end(first, weights, count, tolerances, next, sums);
    }
    Kernels.stageEnd(
        carriedBase,
        0,
        carried,
        first * REGISTER,
        REGISTER,
        weights,
        count,
        tolerances.absolute(),
        tolerances.relative(),
        rates,
        sums,
        carriedCount);
    System.arraycopy(rates, 0, next, parameters, carriedCount);
  }

  @Override
  public void copy(int from, int to) {
    for (Layer layer : layers) {
      layer.copy(from, to);
    }
    System.arraycopy(carried, from * REGISTER, carried, to * REGISTER, carriedCount);
  }

  @Override
  public void derivative(int slot, double[] out) {
    for (Layer layer : layers) {
      layer.derivative(slot, out);
    }
    System.arraycopy(carried, slot * REGISTER, out, parameters, carriedCount);
  }
}
