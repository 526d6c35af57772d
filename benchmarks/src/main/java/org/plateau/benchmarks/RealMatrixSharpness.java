package org.plateau.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.plateau.landscape.Enclosure;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * Sharpness at a minimizer by the same d x d form (spec: sharpness-and-depth, E3) with the same
 * residual bound, written as one would on Hipparchus matrices: the peer of goal G8.
 */
final class RealMatrixSharpness {

  private final List<RealMatrix> layers = new ArrayList<>();
  private final RealVector output;
  private final RealMatrix factor;
  private final RealMatrix covariance;
  private final RealVector solution;

  RealMatrixSharpness(DeepLinearNetwork network, LeastSquaresData data) {
    for (int k = 1; k <= network.depth(); k++) {
      layers.add(matrix(network.layer(k), network.width(k), network.width(k - 1)));
    }
    output = new ArrayRealVector(network.output());
    factor = matrix(data.factor(), data.rank(), data.dimension());
    covariance = matrix(data.covariance(), data.dimension(), data.dimension());
    solution = new ArrayRealVector(data.solution());
  }

  private static RealMatrix matrix(double[] flat, int rows, int cols) {
    RealMatrix out = new Array2DRowRealMatrix(rows, cols);
    for (int i = 0; i < rows * cols; i++) {
      out.setEntry(i / cols, i % cols, flat[i]);
    }
    return out;
  }

  Enclosure sharpness() {
    RealVector[] g = new RealVector[layers.size() + 1];
    double[] squares = new double[layers.size() + 1];
    g[layers.size()] = output;
    for (int k = layers.size(); k >= 1; k--) {
      squares[k] = g[k].dotProduct(g[k]);
      g[k - 1] = layers.get(k - 1).preMultiply(g[k]);
    }
    int last = layers.get(layers.size() - 1).getColumnDimension();
    RealMatrix t =
        MatrixUtils.createRealIdentityMatrix(last).scalarMultiply(squares[layers.size()]);
    for (int k = layers.size() - 1; k >= 1; k--) {
      RealMatrix w = layers.get(k - 1);
      int width = w.getColumnDimension();
      t =
          w.transposeMultiply(t.multiply(w))
              .add(MatrixUtils.createRealIdentityMatrix(width).scalarMultiply(squares[k]));
    }
    RealMatrix small = factor.multiply(t).multiplyTransposed(factor);
    RealMatrix symmetric = small.add(small.transpose()).scalarMultiply(0.5);
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(symmetric);
    double value = 2 * eigen.getEigenvalue(0);
    return new Enclosure(
        value, residual(g, squares, factor.preMultiply(eigen.getEigenvector(0)), value));
  }

  /** The bound of {@code MinimizerResidual}, without the rounding of its products. */
  private double residual(RealVector[] g, double[] squares, RealVector c, double value) {
    int depth = layers.size();
    RealVector[] s = new RealVector[depth];
    s[0] = c;
    double total = squares[1] * c.dotProduct(c);
    for (int k = 1; k < depth; k++) {
      s[k] = layers.get(k - 1).operate(s[k - 1]);
      total += squares[k + 1] * s[k].dotProduct(s[k]);
    }
    double norm = Math.sqrt(total);
    RealVector[] gDot = new RealVector[depth + 1];
    gDot[depth] = new ArrayRealVector(output.getDimension());
    for (int k = depth; k >= 1; k--) {
      gDot[k - 1] = layers.get(k - 1).preMultiply(gDot[k]).combine(1, squares[k] / norm, s[k - 1]);
    }
    RealVector b = covariance.operate(g[0].subtract(solution));
    RealVector bDot = covariance.operate(gDot[0]);
    double sum = 0;
    for (int k = 1; k <= depth; k++) {
      double first = 2 * gDot[k].getNorm() * b.getNorm();
      RealVector q = bDot.combine(2, -value / norm, s[k - 1]);
      double part = first + Math.sqrt(squares[k]) * q.getNorm();
      sum += part * part;
      RealMatrix w = layers.get(k - 1);
      double along = s[k - 1].dotProduct(b) / norm;
      bDot = w.operate(bDot).combine(1, along, g[k]);
      b = w.operate(b);
    }
    return Math.sqrt(sum);
  }
}
