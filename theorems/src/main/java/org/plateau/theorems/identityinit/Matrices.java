package org.plateau.theorems.identityinit;

import java.util.Arrays;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Draws;

/** Norms and compositions of d x d matrices that several claims measure. */
final class Matrices {

  private Matrices() {}

  static double operatorNorm(double[] a, int d) {
    return SingularValues.of(a, d, d)[0];
  }

  static double leastSingularValue(double[] a, int d) {
    return SingularValues.of(a, d, d)[d - 1];
  }

  static double[] difference(double[] a, double[] b) {
    double[] out = a.clone();
    Kernels.axpy(-1, b, 0, out, 0, out.length);
    return out;
  }

  static double distance(double[] a, double[] b) {
    return Kernels.norm(difference(a, b));
  }

  static double[] product(double[] a, double[] b, int d) {
    double[] out = new double[d * d];
    Kernels.multiply(a, b, out, d, d, d);
    return out;
  }

  /** Returns I + factor a. */
  static double[] aroundIdentity(double factor, double[] a, int d) {
    double[] out = Kernels.identity(d);
    Kernels.axpy(factor, a, 0, out, 0, d * d);
    return out;
  }

  static double[] scaled(double factor, double[] a) {
    double[] out = new double[a.length];
    Kernels.axpy(factor, a, 0, out, 0, a.length);
    return out;
  }

  static double[] diagonal(double[] entries) {
    int d = entries.length;
    double[] out = new double[d * d];
    for (int i = 0; i < d; i++) {
      out[i * d + i] = entries[i];
    }
    return out;
  }

  /** Returns Q diag(values) Qᵀ, exactly symmetric; Q has the shape d x d. */
  static double[] conjugated(double[] q, double[] values) {
    int d = values.length;
    double[] out = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k < d; k++) {
          sum = Math.fma(q[i * d + k] * values[k], q[j * d + k], sum);
        }
        out[i * d + j] = sum;
        out[j * d + i] = sum;
      }
    }
    return out;
  }

  /** Draws layers near the identity, but for one of lower rank, down to 0. */
  static SquareLayers singular(Draws draws, int d, int depth) {
    SquareLayers drawn = nearIdentity(draws.stream("layers"), d, depth, 0.9);
    int lower = draws.integer("singular layer", 1, depth) - 1;
    int rank = draws.integer("its rank", 0, d - 1);
    double[][] layers = new double[depth][];
    for (int i = 0; i < depth; i++) {
      layers[i] = drawn.layer(i);
    }
    Arrays.fill(layers[lower], rank * d, d * d, 0);
    return SquareLayers.of(d, layers);
  }

  /**
   * Returns layers I + N_i, with Gaussian directions N_i of operator norms uniform below {@code
   * radius}.
   */
  static SquareLayers nearIdentity(RandomStream stream, int d, int depth, double radius) {
    double[][] layers = new double[depth][];
    for (int i = 0; i < depth; i++) {
      double[] direction = stream.gaussian(new double[d * d]);
      layers[i] =
          aroundIdentity(radius * stream.nextDouble() / operatorNorm(direction, d), direction, d);
    }
    return SquareLayers.of(d, layers);
  }
}
