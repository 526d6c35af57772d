package org.plateau.dynamics;

import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;
import org.plateau.network.DeepLinearNetwork;

/**
 * How far the layers of a network are from rank one and aligned, the two properties that gradient
 * flow from a small initialization reaches (spec: sharpness-and-depth, F2 and F3).
 *
 * <p>The rank deficit of layer k is |W_k|_F^2 - |W_k|_2^2. Neighbors are aligned when the top left
 * singular vector u_k of W_k is the top right singular vector v_{k+1} of W_{k+1}, up to sign.
 */
public final class LayerAlignment {

  private final double[] deficits;
  private final double[] alignments;

  private LayerAlignment(double[] deficits, double[] alignments) {
    this.deficits = deficits;
    this.alignments = alignments;
  }

  /** Measures a network; O(sum of d_k d_{k-1} min(d_k, d_{k-1})). */
  public static LayerAlignment of(DeepLinearNetwork network) {
    int depth = network.depth();
    double[] deficits = new double[depth];
    double[] alignments = new double[depth - 1];
    double[] leftBefore = {};
    for (int k = 1; k <= depth; k++) {
      SingularValues values = new SingularValues(network.width(k), network.width(k - 1));
      values.decompose(network.layer(k));
      for (int i = values.size() - 1; i > 0; i--) {
        deficits[k - 1] = Math.fma(values.value(i), values.value(i), deficits[k - 1]);
      }
      double[] left = new double[network.width(k)];
      double[] right = new double[network.width(k - 1)];
      if (values.value(0) > 0) {
        values.leading(1, left, right);
      }
      if (k > 1) {
        double cosine = Kernels.dot(leftBefore, right);
        alignments[k - 2] = Math.min(1, cosine * cosine);
      }
      leftBefore = left;
    }
    return new LayerAlignment(deficits, alignments);
  }

  /** |W_k|_F^2 - |W_k|_2^2 for k = 1 .. L; a fresh array. */
  public double[] deficits() {
    return deficits.clone();
  }

  /** (u_k, v_{k+1})^2 for k = 1 .. L-1, in [0, 1]; 0 where a layer is zero; a fresh array. */
  public double[] alignments() {
    return alignments.clone();
  }
}
