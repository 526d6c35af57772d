package org.plateau.theorems.sharpness;

import java.util.Arrays;
import org.plateau.dynamics.WidthOneEndPoint;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;

/**
 * The end point of a width-one flow with a rigorous enclosure (spec: sharpness-and-depth, F7): one
 * step of Newton's method in ball arithmetic from the root in double precision.
 *
 * @param squaredNorms n_1, …, n_L
 * @param weights all layers as one column
 */
record PreciseEndPoint(Precise[] squaredNorms, PreciseMatrix weights) {

  private static final double NEIGHBORHOOD = 1e-11;

  static PreciseEndPoint of(SmallStart start, PreciseMatrix target) {
    int d = target.rows();
    WidthOneEndPoint rough =
        WidthOneEndPoint.of(start.weights(), target.toDoubles(), start.depth());
    Precise[] squares = new Precise[start.depth()];
    PreciseMatrix first = PreciseMatrix.column(Arrays.copyOf(start.weights(), d));
    squares[0] = first.dot(first);
    int least = 0;
    for (int k = 1; k < squares.length; k++) {
      squares[k] = Precise.of(start.weights()[d + k - 1]).square();
      least = squares[k].compareTo(squares[least]) < 0 ? k : least;
    }
    Precise root = root(squares, squares[least], target.dot(target), rough.squaredNorms()[least]);
    Precise[] norms = new Precise[squares.length];
    for (int k = 0; k < norms.length; k++) {
      norms[k] = squares[k].subtract(squares[least]).add(root);
    }
    return new PreciseEndPoint(norms, weights(norms, rough.weights(), target));
  }

  /**
   * Encloses the root x of sum_k ln(x + n_k - n) = ln product near {@code rough}: any root in the
   * neighborhood lies in rough - f(rough) / f'(neighborhood).
   */
  private static Precise root(Precise[] squares, Precise least, Precise product, double rough) {
    Precise x = Precise.of(rough);
    Precise around = x.widen(NEIGHBORHOOD * rough);
    Precise value = product.log().negate();
    Precise slope = Precise.ZERO;
    for (Precise square : squares) {
      Precise offset = square.subtract(least);
      value = value.add(x.add(offset).log());
      slope = slope.add(Precise.ONE.divide(around.add(offset)));
    }
    return x.subtract(value.divide(slope));
  }

  private static PreciseMatrix weights(Precise[] norms, double[] rough, PreciseMatrix target) {
    int d = target.rows();
    Precise[] weights = new Precise[rough.length];
    Precise factor = norms[0].sqrt().divide(target.norm());
    double sign = 1;
    for (int k = 1; k < norms.length; k++) {
      double side = Math.signum(rough[d + k - 1]);
      weights[d + k - 1] = norms[k].sqrt().multiply((int) side);
      sign *= side;
    }
    for (int i = 0; i < d; i++) {
      weights[i] = target.get(i, 0).multiply(factor).multiply((int) sign);
    }
    return PreciseMatrix.column(weights);
  }

  /** prod_{k>=2} n_k I + sum_{k>=firstTerm} w* w*^T / n_k. */
  PreciseMatrix gram(PreciseMatrix target, int firstTerm) {
    Precise product = Precise.ONE;
    Precise reciprocals = Precise.ZERO;
    for (int k = 1; k <= squaredNorms.length; k++) {
      product = k >= 2 ? product.multiply(squaredNorms[k - 1]) : product;
      if (k >= firstTerm) {
        reciprocals = reciprocals.add(Precise.ONE.divide(squaredNorms[k - 1]));
      }
    }
    return target
        .multiply(target.transpose())
        .scale(reciprocals)
        .add(PreciseMatrix.identity(target.rows()).scale(product));
  }
}
