package org.plateau.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * Sharpness at a minimizer by the same d x d form (spec: sharpness-and-depth, E3), written as one
 * would on Hipparchus matrices: the peer of goal G8. It leaves out the residual bound, which favors
 * it.
 */
final class RealMatrixSharpness {

  private final List<RealMatrix> layers = new ArrayList<>();
  private final RealVector output;
  private final RealMatrix factor;

  RealMatrixSharpness(DeepLinearNetwork network, LeastSquaresData data) {
    for (int k = 1; k <= network.depth(); k++) {
      layers.add(matrix(network.layer(k), network.width(k), network.width(k - 1)));
    }
    output = new ArrayRealVector(network.output());
    factor = matrix(data.factor(), data.rank(), data.dimension());
  }

  private static RealMatrix matrix(double[] flat, int rows, int cols) {
    RealMatrix out = new Array2DRowRealMatrix(rows, cols);
    for (int i = 0; i < rows * cols; i++) {
      out.setEntry(i / cols, i % cols, flat[i]);
    }
    return out;
  }

  double sharpness() {
    RealVector g = output;
    double[] squares = new double[layers.size() + 1];
    for (int k = layers.size(); k >= 1; k--) {
      squares[k] = g.dotProduct(g);
      g = layers.get(k - 1).preMultiply(g);
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
    return 2 * new EigenDecompositionSymmetric(symmetric).getEigenvalue(0);
  }
}
