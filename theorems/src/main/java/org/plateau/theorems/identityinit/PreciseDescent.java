package org.plateau.theorems.identityinit;

import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.SingularValues;
import org.plateau.network.SquareLayers;

/**
 * Gradient descent on square layers at 50 digits, with a running bound on its error. The Hessian is
 * J'J plus a part with the error E; with b the largest layer norm, ‖J'J‖ is at most L b^(2L-2), and
 * the other part at most (L-1) b^(L-2) ‖E‖_2 (spec: identity-initialization, F3). So one step of
 * size η multiplies a small error by at most max(1, η L b^(2L-2) - 1) + η (L-1) b^(L-2) ‖E‖_2:
 * stable steps near a minimum lose no digits. The step adds its own rounding. Where the bound
 * exceeds 1e-20, losses are NaN.
 */
final class PreciseDescent implements MatrixRun {

  /**
   * A relative rounding of 1e-48 in each of the operations on an entry, whose sums have a few dozen
   * terms.
   */
  private static final double UNIT = 1e-46;

  private static final double LOST = 1e-20;

  private final DfpField field;
  private final int d;
  private final Dfp[] target;
  private final Dfp[][] layers;
  private Dfp[][] products;
  private Dfp[] error;
  private int steps;
  private double radius;

  PreciseDescent(SquareLayers start, double[] target, int digits) {
    this.field = new DfpField(digits);
    this.d = start.dimension();
    this.target = of(target);
    this.layers = new Dfp[start.depth()][];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = of(start.layer(i));
    }
    forward();
  }

  private Dfp[] of(double[] a) {
    Dfp[] out = new Dfp[a.length];
    for (int k = 0; k < a.length; k++) {
      out[k] = field.newDfp(a[k]);
    }
    return out;
  }

  private void forward() {
    products = new Dfp[layers.length][];
    products[0] = layers[0].clone();
    for (int i = 1; i < layers.length; i++) {
      products[i] = multiply(layers[i], products[i - 1], false, false);
    }
    error = products[layers.length - 1].clone();
    for (int k = 0; k < d * d; k++) {
      error[k] = error[k].subtract(target[k]);
    }
  }

  /** Returns op(a) op(b), where op transposes or not. */
  private Dfp[] multiply(Dfp[] a, Dfp[] b, boolean transposeA, boolean transposeB) {
    Dfp[] out = new Dfp[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        Dfp sum = field.getZero();
        for (int k = 0; k < d; k++) {
          Dfp left = transposeA ? a[k * d + i] : a[i * d + k];
          Dfp right = transposeB ? b[j * d + k] : b[k * d + j];
          sum = sum.add(left.multiply(right));
        }
        out[i * d + j] = sum;
      }
    }
    return out;
  }

  private Dfp[][] gradients() {
    Dfp[][] out = new Dfp[layers.length][];
    Dfp[] carried = error;
    for (int i = layers.length - 1; i >= 0; i--) {
      out[i] = i == 0 ? carried : multiply(carried, products[i - 1], false, true);
      carried = multiply(layers[i], carried, true, false);
    }
    return out;
  }

  @Override
  public void step(double eta) {
    growRadius(eta);
    Dfp[][] gradients = gradients();
    Dfp size = field.newDfp(eta);
    for (int i = 0; i < layers.length; i++) {
      for (int k = 0; k < d * d; k++) {
        layers[i][k] = layers[i][k].subtract(size.multiply(gradients[i][k]));
      }
    }
    steps++;
    forward();
  }

  private void growRadius(double eta) {
    int depth = layers.length;
    double b = 0;
    for (Dfp[] layer : layers) {
      b = Math.max(b, SingularValues.of(toDoubles(layer), d, d)[0]);
    }
    double off = SingularValues.of(toDoubles(error), d, d)[0];
    double straight = depth * FastMath.pow(b, 2 * depth - 2);
    double bent = depth == 1 ? 0 : (depth - 1) * FastMath.pow(b, depth - 2) * off;
    double size = Math.max(1, b) + Math.sqrt(d) * off;
    double rounding = depth * d * UNIT * size * (1 + eta * (straight + bent));
    // The last factor covers the rounding of the others, and what they change over the radius.
    double growth = (Math.max(1, eta * straight - 1) + eta * bent) * (1 + 1e-10);
    radius = growth * radius + rounding;
  }

  private static double[] toDoubles(Dfp[] a) {
    double[] out = new double[a.length];
    for (int k = 0; k < a.length; k++) {
      out[k] = a[k].toDouble();
    }
    return out;
  }

  /**
   * Returns the bound on the Frobenius norm of the error of all layers together, valid from 50
   * digits on.
   */
  double radius() {
    return radius;
  }

  /** Tells whether the bound on the error has grown beyond 1e-20. */
  boolean isLost() {
    return !(radius <= LOST);
  }

  /** Returns one entry of a layer with all its digits. */
  Dfp entry(int layer, int index) {
    return layers[layer][index];
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public double loss() {
    Dfp sum = field.getZero();
    for (Dfp entry : error) {
      sum = sum.add(entry.multiply(entry));
    }
    return isLost() ? Double.NaN : sum.divide(2).toDouble();
  }

  @Override
  public double[] product() {
    return toDoubles(products[layers.length - 1]);
  }

  @Override
  public SquareLayers layers() {
    double[][] out = new double[layers.length][];
    for (int i = 0; i < out.length; i++) {
      out[i] = toDoubles(layers[i]);
    }
    return SquareLayers.of(d, out);
  }

  @Override
  public double[][] gradient() {
    Dfp[][] gradients = gradients();
    double[][] out = new double[gradients.length][];
    for (int i = 0; i < out.length; i++) {
      out[i] = toDoubles(gradients[i]);
    }
    return out;
  }
}
