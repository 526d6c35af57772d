package org.plateau.landscape;

import org.plateau.matrix.Kernels;
import org.plateau.matrix.TopEigenpair;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * The sharpness S(W): the largest (most positive) eigenvalue of the Hessian of R(W) = |y - X w|^2 /
 * n with respect to all layers.
 *
 * @param enclosure the value with a residual bound |H v - S v| / |v|
 * @param method which form gave it
 * @param converged false if the iteration spent its budget; the enclosure is still that of an
 *     eigenvalue, and its value still a lower bound of S up to rounding
 * @param products Hessian-vector products spent
 */
public record Sharpness(Enclosure enclosure, Method method, boolean converged, int products) {

  private static final double UNIT_ROUNDOFF = 0x1p-53;
  private static final int LARGEST_DENSE = 48;
  private static final int LARGEST_KERNEL = 256;
  private static final double CERTIFIED = 1e-9;

  /** How a sharpness was computed. */
  public enum Method {
    /** The d x d form at a minimizer. */
    TANGENT_KERNEL,
    /** The Hessian itself on the subspace that carries its eigenvalues. */
    REDUCED_HESSIAN,
    /** Lanczos iteration on Hessian-vector products. */
    LANCZOS
  }

  /** The sharpness as a plain number. */
  public double value() {
    return enclosure.value();
  }

  /**
   * The sharpness at any network: the d x d form where its residual bound certifies that the point
   * is a minimizer to 1e-9 relative, the Hessian itself elsewhere.
   *
   * @throws IllegalArgumentException if the input dimensions differ
   * @throws ArithmeticException if the layers are so large that the Hessian overflows
   */
  public static Sharpness of(DeepLinearNetwork network, LeastSquaresData data) {
    if (data.rank() <= LARGEST_KERNEL
        && widest(network) <= LARGEST_KERNEL
        && network.isMinimizer(data)) {
      Enclosure enclosure = atMinimizer(network, data);
      if (enclosure.error() <= CERTIFIED * enclosure.value()
          || Double.isInfinite(enclosure.error())) {
        return new Sharpness(enclosure, Method.TANGENT_KERNEL, true, 1);
      }
    }
    return anywhere(network, data);
  }

  /**
   * The sharpness at a minimizer by the d x d form S = 2 lambda_max(C M C^T), Sigma = C^T C (spec:
   * sharpness-and-depth, E3, derived); O(L d^3). The error is the residual of the corresponding
   * direction under the true Hessian, so that it grows when the network is no minimizer; infinite
   * when that check overflows.
   */
  public static Enclosure atMinimizer(DeepLinearNetwork network, LeastSquaresData data) {
    Workspace workspace = Workspace.own();
    TangentKernel kernel = TangentKernel.of(network, data, workspace);
    TopEigenpair top = kernel.top();
    double sharpness = Math.scalb(top.value(), kernel.exponent() + 1);
    if (sharpness == 0) {
      return new Enclosure(0, 0);
    }
    double residual = MinimizerResidual.bound(kernel, data, top.vector(), sharpness, workspace);
    double error = residual + dataRounding(data) * sharpness;
    return new Enclosure(sharpness, error >= 0 ? error : Double.POSITIVE_INFINITY);
  }

  /**
   * A lower bound of the sharpness at a minimizer from the backward vectors alone, 2 beta (|g_1|^2
   * / |w*|^2 + sum_{k>=2} |g_k|^2 / |g_{k-1}|^2), with w* of minimum norm (spec:
   * sharpness-and-depth, C4, derived). The trivial bound 0 when a backward vector vanishes, which
   * it does at no minimizer.
   */
  public static double certificate(DeepLinearNetwork network, LeastSquaresData data) {
    network.requireMatching(data);
    double[][] g = network.backward();
    double below = data.solutionNorm();
    double sum = 0;
    for (int k = 1; k < g.length; k++) {
      double norm = Kernels.norm(g[k]);
      if (norm == 0) {
        return 0;
      }
      double ratio = norm / below;
      sum = Math.fma(ratio, ratio, sum);
      below = norm;
    }
    return 2 * data.beta() * sum;
  }

  /**
   * The unit eigenvector of the largest Hessian eigenvalue at a minimizer, length P: V_k = g_k
   * (B_{k-1} c)^T with c = C^T v, v the top eigenvector of C M C^T.
   */
  public static double[] directionAtMinimizer(DeepLinearNetwork network, LeastSquaresData data) {
    TangentKernel kernel = TangentKernel.of(network, data);
    double[] s = new double[kernel.rows()];
    kernel.apply(kernel.top().vector(), s);
    double[] direction = new double[network.parameterCount()];
    for (int k = 1; k <= network.depth(); k++) {
      int at = network.offset(k);
      for (int i = 0; i < network.width(k); i++) {
        double factor = kernel.backward()[network.start(k) + i] / kernel.norm(k);
        Kernels.axpy(factor, s, network.start(k - 1), direction, at, network.width(k - 1));
        at += network.width(k - 1);
      }
    }
    double norm = Kernels.norm(direction);
    for (int i = 0; i < direction.length; i++) {
      direction[i] /= norm;
    }
    return direction;
  }

  /**
   * The sharpness at any point from the Hessian-vector product (spec: sharpness-and-depth, E2,
   * derived), on the subspace of sum (d_k + d_{k-1}) dimensions that carries all nonzero
   * eigenvalues; O(L d^2) a product.
   *
   * @throws ArithmeticException if the layers are so large that the Hessian overflows
   */
  public static Sharpness anywhere(DeepLinearNetwork network, LeastSquaresData data) {
    network.requireMatching(data);
    ReducedHessian hessian = new ReducedHessian(network, data);
    int size = hessian.size();
    if (size <= LARGEST_DENSE) {
      double[] dense = finite(hessian.dense());
      TopEigenpair pair = TopEigenpair.of(dense, size);
      // tr H >= 0, so a negative value can only be a rounded zero.
      double top = Math.max(pair.value(), 0);
      double rounding = (size * UNIT_ROUNDOFF + dataRounding(data)) * rowSum(dense, size);
      double error = residual(hessian, pair.vector(), top) + rounding;
      return new Sharpness(new Enclosure(top, error), Method.REDUCED_HESSIAN, true, size);
    }
    Lanczos.Result result =
        Lanczos.largest(
            size,
            (v, out) -> {
              hessian.apply(v, out);
              if (!Double.isFinite(Kernels.dot(out, out))) {
                finite(out);
              }
            },
            hessian::project);
    double rounding = size * UNIT_ROUNDOFF + dataRounding(data);
    double error = result.residual() + rounding * Math.abs(result.value());
    return new Sharpness(
        new Enclosure(Math.max(result.value(), 0), error),
        Method.LANCZOS,
        result.converged(),
        result.products());
  }

  /**
   * What the rounding of Sigma and its factor may change, relative to the value: (n + 8 d + 64) u
   * to first order, as for the least sharpness.
   */
  private static double dataRounding(LeastSquaresData data) {
    return (data.samples() + 8 * data.dimension() + 64) * UNIT_ROUNDOFF;
  }

  private static double residual(ReducedHessian hessian, double[] direction, double value) {
    int size = hessian.size();
    double norm = Kernels.norm(direction);
    if (norm == 0) {
      return 0;
    }
    double[] unit = new double[size];
    for (int i = 0; i < size; i++) {
      unit[i] = direction[i] / norm;
    }
    double[] image = new double[size];
    hessian.apply(unit, image);
    Kernels.axpy(-value, unit, 0, image, 0, size);
    return Kernels.norm(image) + size * UNIT_ROUNDOFF * value;
  }

  /** The largest sum of moduli along a row, a bound of every eigenvalue. */
  private static double rowSum(double[] symmetric, int size) {
    double largest = 0;
    for (int i = 0; i < size; i++) {
      double sum = 0;
      for (int j = 0; j < size; j++) {
        sum += Math.abs(symmetric[i * size + j]);
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  private static double[] finite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new ArithmeticException(
            "the Hessian overflows: the layers are too large for double precision; rescale them");
      }
    }
    return values;
  }

  private static int widest(DeepLinearNetwork network) {
    int widest = 0;
    for (int k = 0; k <= network.depth(); k++) {
      widest = Math.max(widest, network.width(k));
    }
    return widest;
  }
}
