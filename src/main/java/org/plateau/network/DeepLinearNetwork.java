package org.plateau.network;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.plateau.matrix.Kernels;

/**
 * A deep linear network x -> p^T W_L ... W_1 x of depth L, as an immutable value.
 *
 * <p>Layer W_k has d_k rows and d_{k-1} columns; d_0 = d is the input dimension. The plain network
 * has d_L = 1 and p = (1); the residual variant has a fixed output vector p of length d_L that is
 * not trained. The end-to-end vector is w = W_1^T ... W_L^T p in R^d. (Spec: sharpness-and-depth,
 * section 0.)
 *
 * <p>All trained entries together form the flat parameter vector: W_1 row by row, then W_2, and so
 * on. {@link LeastSquaresLoss} works on such vectors in place.
 */
public final class DeepLinearNetwork {

  private static final double[] PLAIN = {1};
  private static final double MINIMIZER_GAP = 1e-12;

  private final int[] widths;
  private final double[] parameters;
  private final double[] output;
  private final double outputNorm;
  private final boolean fixedOutput;
  private final int[] offsets;
  private final int[] starts;

  /** For each k, the first and the last index of the run of equal widths that it belongs to. */
  private final int[] firstOfRun;

  private final int[] lastOfRun;

  /** g_0 .. g_L once somebody asked for them; never handed out, never changed. */
  private volatile double @Nullable [][] known;

  /** The plain network. */
  private DeepLinearNetwork(int[] widths, double[] parameters) {
    this(widths, parameters, PLAIN, 1, false);
  }

  /** The residual variant. */
  private DeepLinearNetwork(int[] widths, double[] parameters, double[] output, double outputNorm) {
    this(widths, parameters, output, outputNorm, true);
  }

  private DeepLinearNetwork(
      int[] widths, double[] parameters, double[] output, double outputNorm, boolean fixedOutput) {
    this.widths = widths;
    this.offsets = new int[widths.length];
    this.starts = new int[widths.length];
    for (int k = 1; k < widths.length; k++) {
      starts[k] = starts[k - 1] + widths[k - 1];
      offsets[k] = k == 1 ? 0 : offsets[k - 1] + widths[k - 1] * widths[k - 2];
    }
    this.firstOfRun = new int[widths.length];
    this.lastOfRun = new int[widths.length];
    for (int k = 1; k < widths.length; k++) {
      firstOfRun[k] = widths[k] == widths[k - 1] ? firstOfRun[k - 1] : k;
    }
    for (int k = widths.length - 1; k >= 0; k--) {
      boolean last = k == widths.length - 1 || widths[k] != widths[k + 1];
      lastOfRun[k] = last ? k : lastOfRun[k + 1];
    }
    this.parameters = parameters;
    this.output = output;
    this.outputNorm = outputNorm;
    this.fixedOutput = fixedOutput;
  }

  /** A network of the same shape and output vector, around parameters of the right number. */
  private DeepLinearNetwork(DeepLinearNetwork like, double[] parameters) {
    this.widths = like.widths;
    this.offsets = like.offsets;
    this.starts = like.starts;
    this.firstOfRun = like.firstOfRun;
    this.lastOfRun = like.lastOfRun;
    this.parameters = parameters;
    this.output = like.output;
    this.outputNorm = like.outputNorm;
    this.fixedOutput = like.fixedOutput;
  }

  /**
   * The plain network, p = (1).
   *
   * @param widths d_0, ..., d_L, all at least 1, d_L = 1
   * @param parameters all layers, row-major, one after the other
   * @throws IllegalArgumentException if the widths do not fit the parameters, the last width is not
   *     1, or an entry is not finite
   */
  public static DeepLinearNetwork plain(int[] widths, double[] parameters) {
    requireShape(widths, parameters);
    requireLastWidthOne(widths);
    return new DeepLinearNetwork(widths.clone(), parameters.clone());
  }

  /**
   * The residual variant with fixed output vector p.
   *
   * @param widths d_0, ..., d_L, all at least 1
   * @param parameters all layers, row-major, one after the other
   * @param p length d_L, finite, not zero
   * @throws IllegalArgumentException if shapes do not fit, p is zero, or an entry is not finite
   */
  public static DeepLinearNetwork withOutput(int[] widths, double[] parameters, double[] p) {
    requireShape(widths, parameters);
    double norm = requireOutput(widths, p);
    return new DeepLinearNetwork(widths.clone(), parameters.clone(), p.clone(), norm);
  }

  /**
   * The network with output vector p, plain when p = (1), around the given arrays: they are taken
   * over without a copy, and the caller must not change them any more. For those who build many
   * networks and have just made the arrays.
   *
   * @throws IllegalArgumentException as {@link #plain} and {@link #withOutput}
   */
  public static DeepLinearNetwork wrapping(int[] widths, double[] parameters, double[] p) {
    requireShape(widths, parameters);
    if (Arrays.equals(p, PLAIN)) {
      requireLastWidthOne(widths);
      return new DeepLinearNetwork(widths, parameters);
    }
    return new DeepLinearNetwork(widths, parameters, p, requireOutput(widths, p));
  }

  /** Number of trained entries, sum of d_k d_{k-1}. */
  public static int parameterCount(int[] widths) {
    long count = 0;
    for (int k = 1; k < widths.length; k++) {
      count += (long) widths[k] * widths[k - 1];
    }
    return Math.toIntExact(count);
  }

  /** A network of the same shape and output vector with other parameters. */
  public DeepLinearNetwork with(double[] newParameters) {
    requireShape(widths, newParameters);
    return new DeepLinearNetwork(this, newParameters.clone());
  }

  /**
   * The same network with layer k replaced.
   *
   * @param k 1 .. L
   * @param layer d_k x d_{k-1}, row-major
   */
  public DeepLinearNetwork withLayer(int k, double[] layer) {
    int size = widths[k] * widths[k - 1];
    if (layer.length != size) {
      throw new IllegalArgumentException(
          "layer " + k + ": expected " + size + " entries, but got " + layer.length);
    }
    double[] changed = parameters.clone();
    System.arraycopy(layer, 0, changed, offset(k), size);
    return with(changed);
  }

  /**
   * The network whose end-to-end vector is moved to {@code target} by the least change of the first
   * layer, W_1 += g_1 (target - w)^T / |g_1|^2, repeated once to remove the rounding of the first
   * correction. With target w* this makes a minimizer (spec: sharpness-and-depth, section 1).
   *
   * @throws IllegalArgumentException if the target has not d entries or is not finite, or g_1 = 0,
   *     so that no first layer reaches it
   */
  public DeepLinearNetwork movedTo(double[] target) {
    if (target.length != widths[0]) {
      throw new IllegalArgumentException(
          "target: the input dimension is "
              + widths[0]
              + ", so it needs as many entries, but has "
              + target.length);
    }
    requireFinite("target", target);
    double[][] g = known();
    double squared = Kernels.dot(g[1], g[1]);
    if (squared == 0) {
      throw new IllegalArgumentException(
          "network: the layers above the first map to zero (g_1 = 0); no first layer fits");
    }
    double[] changed = parameters.clone();
    int d = widths[0];
    double[] w = g[0].clone();
    double[] step = new double[d];
    for (int round = 0; round < 2; round++) {
      for (int j = 0; j < d; j++) {
        step[j] = target[j] - w[j];
      }
      for (int i = 0; i < widths[1]; i++) {
        Kernels.axpy(g[1][i] / squared, step, 0, changed, i * d, d);
      }
      Kernels.multiplyTranspose(changed, g[1], w, widths[1], d);
    }
    // An entry that is not finite makes w so, which is shorter.
    if (!Kernels.isFinite(w)) {
      requireFinite("parameters", changed);
    }
    DeepLinearNetwork moved = new DeepLinearNetwork(this, changed);
    double[][] backward = g.clone();
    backward[0] = w;
    moved.known = backward;
    return moved;
  }

  /**
   * Refuses data of another input dimension.
   *
   * @throws IllegalArgumentException if d_0 is not the number of columns of X
   */
  public void requireMatching(LeastSquaresData data) {
    if (widths[0] != data.dimension()) {
      throw new IllegalArgumentException(
          "W1: the first layer has "
              + widths[0]
              + " columns, but X has "
              + data.dimension()
              + "; they must agree");
    }
  }

  /** Number L of trained layers. */
  public int depth() {
    return widths.length - 1;
  }

  /** Width d_k, k = 0 .. L. */
  public int width(int k) {
    return widths[k];
  }

  /** d_0, ..., d_L; a fresh array. */
  public int[] widths() {
    return widths.clone();
  }

  /** Whether d_0, ..., d_L are these; allocates nothing. */
  public boolean hasWidths(int[] others) {
    return Arrays.equals(widths, others);
  }

  /** Number P of trained entries. */
  public int parameterCount() {
    return parameters.length;
  }

  /** All layers, row-major, one after the other; a fresh array. */
  public double[] parameters() {
    return parameters.clone();
  }

  /** Layer W_k, k = 1 .. L, row-major d_k x d_{k-1}; a fresh array. */
  public double[] layer(int k) {
    int start = offset(k);
    return Arrays.copyOfRange(parameters, start, start + widths[k] * widths[k - 1]);
  }

  /** Index of the first entry of W_k in the parameter vector, k = 1 .. L. */
  public int offset(int k) {
    return offsets[k];
  }

  /**
   * Index of the first entry of x_k where vectors x_0 .. x_L of lengths d_0 .. d_L lie one after
   * the other, as in {@link #pullBack}.
   */
  public int start(int k) {
    return starts[k];
  }

  /**
   * x_{k-1} = factors[k - 1] (x_{k-1} + W_k^T x_k) for k = L .. 1, in place; allocates nothing.
   *
   * @param x the vectors x_0 .. x_L of lengths d_0 .. d_L, one after the other
   */
  public void pullBack(double[] x, double[] factors) {
    int k = depth();
    while (k > 0) {
      int to = Math.min(firstOfRun[k], k - 1);
      int layer = offsets[to + 1];
      int rows = widths[to + 1];
      Kernels.pullBack(parameters, layer, x, starts[to], factors, to, k - to, rows, widths[to]);
      k = to;
    }
  }

  /**
   * x_k = factors[k] (W_k x_{k-1} + along[k] g_k) for k = 1 .. L - 1, in place; allocates nothing.
   *
   * @param x the vectors x_0 .. x_{L-1} of lengths d_0 .. d_{L-1}, one after the other
   * @param g likewise
   */
  public void pushForward(double[] x, double[] g, double[] along, double[] factors) {
    int last = depth() - 1;
    int k = 0;
    while (k < last) {
      int to = Math.min(Math.max(lastOfRun[k], k + 1), last);
      int layer = offsets[k + 1];
      int rows = widths[k + 1];
      Kernels.pushForward(
          parameters, layer, x, g, starts[k], along, factors, k + 1, to - k, rows, widths[k]);
      k = to;
    }
  }

  /**
   * out[k] = x_k^T y_k for from <= k < to; allocates nothing.
   *
   * @param x vectors x_0, x_1 .. of lengths d_0, d_1 .., one after the other
   * @param y likewise
   */
  public void innerProducts(double[] x, double[] y, int from, int to, double[] out) {
    int k = from;
    while (k < to) {
      int end = Math.min(lastOfRun[k] + 1, to);
      Kernels.rowProducts(x, y, starts[k], out, k, end - k, widths[k]);
      k = end;
    }
  }

  /**
   * out = factor (out + W_k^T g), for g of length d_k from {@code at} on and out of length d_{k-1}
   * from {@code outAt} on, which may be parts of one array; allocates nothing.
   */
  public void addPullBack(int k, double[] g, int at, double factor, double[] out, int outAt) {
    Kernels.multiplyTransposeAdd(
        factor, parameters, offsets[k], g, at, out, outAt, widths[k], widths[k - 1]);
  }

  /**
   * out = W_k x, for x of length d_{k-1} from {@code at} on and out of length d_k from {@code
   * outAt} on, which may be parts of one array; allocates nothing.
   */
  public void pushForward(int k, double[] x, int at, double[] out, int outAt) {
    Kernels.rowDots(parameters, offsets[k], x, at, out, outAt, widths[k], widths[k - 1]);
  }

  /**
   * out = factor W_k B for {@code columns} vectors at once, B row-major d_{k-1} x columns from
   * {@code at} on and out from {@code outAt} on, which may be parts of one array; allocates
   * nothing.
   */
  public void pushForward(
      int k, double[] b, int at, int columns, double factor, double[] out, int outAt) {
    int rows = widths[k];
    Kernels.multiply(
        factor, parameters, offsets[k], b, at, out, outAt, rows, widths[k - 1], columns);
  }

  /** Whether the network has a fixed output vector of its own (the residual variant). */
  public boolean hasFixedOutput() {
    return fixedOutput;
  }

  /** The output vector p, (1) for the plain network; a fresh array of length d_L. */
  public double[] output() {
    return output.clone();
  }

  /** Copies the output vector p to {@code target} from {@code at} on. */
  public void copyOutput(double[] target, int at) {
    System.arraycopy(output, 0, target, at, output.length);
  }

  /** |p|, written pi in the spec; 1 for the plain network. */
  public double outputNorm() {
    return outputNorm;
  }

  /** Backward vectors g_0 .. g_L: g_L = p, g_{k-1} = W_k^T g_k, so that g_0 = w; fresh arrays. */
  public double[][] backward() {
    double[][] g = known().clone();
    for (int k = 0; k < g.length; k++) {
      g[k] = g[k].clone();
    }
    return g;
  }

  private double[][] known() {
    double[][] g = known;
    if (g == null) {
      g = passBackward();
      known = g;
    }
    return g;
  }

  private double[][] passBackward() {
    int depth = depth();
    double[][] g = new double[depth + 1][];
    g[depth] = output;
    for (int k = depth; k >= 1; k--) {
      g[k - 1] = new double[widths[k - 1]];
      Kernels.multiplyTranspose(parameters, offsets[k], g[k], g[k - 1], widths[k], widths[k - 1]);
    }
    return g;
  }

  /** The end-to-end vector w, length d; a fresh array. */
  public double[] endToEnd() {
    return known()[0].clone();
  }

  /** |g_1|, by which a change of the first layer moves w. */
  public double firstNorm() {
    return Kernels.norm(known()[1]);
  }

  /** Loss R(W) = |y - X w|^2 / n. */
  public double loss(LeastSquaresData data) {
    return data.loss(known()[0]);
  }

  /** R(W) - min R = |X (w - w*)|^2 / n, without the cancellation of a difference of losses. */
  public double lossGap(LeastSquaresData data) {
    return data.lossGap(known()[0]);
  }

  /** Whether the loss gap is at most 1e-12 beta (spec: sharpness-and-depth, trap 4). */
  public boolean isMinimizer(LeastSquaresData data) {
    return lossGap(data) <= MINIMIZER_GAP * data.beta();
  }

  /** Gradient of the loss with respect to all parameters, length P. */
  public double[] gradient(LeastSquaresData data) {
    double[] result = new double[parameters.length];
    new LeastSquaresLoss(this, data).gradient(parameters, result);
    return result;
  }

  /** Product of the Hessian of the loss at this point with the direction v, both of length P. */
  public double[] hessianVector(LeastSquaresData data, double[] v) {
    double[] result = new double[parameters.length];
    new LeastSquaresLoss(this, data).hessianVector(parameters, v, result);
    return result;
  }

  private static void requireShape(int[] widths, double[] parameters) {
    if (widths.length < 2) {
      throw new IllegalArgumentException(
          "widths: a network has at least one layer, so two widths, but got " + widths.length);
    }
    for (int width : widths) {
      if (width < 1) {
        throw new IllegalArgumentException("widths: every width is at least 1, but got " + width);
      }
    }
    int count = parameterCount(widths);
    if (parameters.length != count) {
      throw new IllegalArgumentException(
          "parameters: widths "
              + Arrays.toString(widths)
              + " need "
              + count
              + " entries, but got "
              + parameters.length);
    }
    requireFinite("parameters", parameters);
  }

  private static void requireLastWidthOne(int[] widths) {
    if (widths[widths.length - 1] != 1) {
      throw new IllegalArgumentException(
          "widths: a network without an output vector p ends in width 1, but its last width is "
              + widths[widths.length - 1]
              + "; give p, or a last layer with one row");
    }
  }

  /** Returns |p|. */
  private static double requireOutput(int[] widths, double[] p) {
    if (p.length != widths[widths.length - 1]) {
      throw new IllegalArgumentException(
          "p: the last layer has "
              + widths[widths.length - 1]
              + " rows, so p needs as many entries, but has "
              + p.length);
    }
    requireFinite("p", p);
    double norm = Kernels.norm(p);
    if (norm == 0) {
      throw new IllegalArgumentException("p: the output vector is zero, so is the network");
    }
    return norm;
  }

  private static void requireFinite(String name, double[] values) {
    if (Kernels.isFinite(values)) {
      return;
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name + ": entry " + i + " is " + values[i] + "; every entry must be finite");
      }
    }
  }
}
