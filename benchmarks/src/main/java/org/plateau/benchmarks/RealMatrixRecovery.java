package org.plateau.benchmarks;

import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * The flat minimum by the same algorithm as {@link org.plateau.recovery.FlatMinimum}, on the
 * library's matrices and with its QR and singular values (goal G8).
 */
final class RealMatrixRecovery {

  private static final double RELAXATION = 1.7;
  private static final double TOLERANCE = 1e-11;

  private final RealMatrix[] matrices;
  private final RealVector values;
  private final int d;

  /**
   * Copies the instance.
   *
   * @param a m matrices of shape d x d, row-major, one after the other
   */
  RealMatrixRecovery(double[] a, double[] b, int d) {
    this.d = d;
    this.values = MatrixUtils.createRealVector(b);
    this.matrices = new RealMatrix[b.length];
    for (int i = 0; i < b.length; i++) {
      matrices[i] = MatrixUtils.createRealMatrix(d, d);
      for (int e = 0; e < d * d; e++) {
        matrices[i].setEntry(e / d, e % d, a[i * d * d + e]);
      }
    }
  }

  /** Returns the least nuclear norm. */
  double flatness() {
    RealMatrix columns = columns();
    QRDecomposition decomposition = new QRDecomposition(columns);
    int m = matrices.length;
    RealMatrix q = decomposition.getQ().getSubMatrix(0, d * d - 1, 0, m - 1);
    RealMatrix triangle = decomposition.getR().getSubMatrix(0, m - 1, 0, m - 1);
    RealVector c = values.copy();
    MatrixUtils.solveLowerTriangularSystem(triangle.transpose(), c);
    RealVector y = q.operate(c);
    double step = new SingularValueDecomposition(square(y)).getNorm();
    while (true) {
      RealVector x = y.subtract(q.operate(q.preMultiply(y).subtract(c)));
      SingularValueDecomposition svd =
          new SingularValueDecomposition(square(x.mapMultiply(2).subtract(y)));
      RealVector z = shrunk(svd, step);
      if (z.subtract(x).getNorm() <= TOLERANCE * x.getNorm()) {
        double sum = 0;
        for (double value : new SingularValueDecomposition(square(x)).getSingularValues()) {
          sum += value;
        }
        return sum;
      }
      y = y.add(z.subtract(x).mapMultiply(RELAXATION));
    }
  }

  /** The scaled measurements D1^-1 A_i D2^-1 as columns. */
  private RealMatrix columns() {
    RealMatrix left = MatrixUtils.createRealMatrix(d, d);
    RealMatrix right = MatrixUtils.createRealMatrix(d, d);
    for (RealMatrix a : matrices) {
      left = left.add(a.multiplyTransposed(a));
      right = right.add(a.transposeMultiply(a));
    }
    double scale = 1.0 / ((double) matrices.length * d);
    RealMatrix d1 = inverseRoot(left.scalarMultiply(scale));
    RealMatrix d2 = inverseRoot(right.scalarMultiply(scale));
    RealMatrix out = MatrixUtils.createRealMatrix(d * d, matrices.length);
    for (int i = 0; i < matrices.length; i++) {
      RealMatrix scaled = d1.multiply(matrices[i]).multiply(d2);
      for (int e = 0; e < d * d; e++) {
        out.setEntry(e, i, scaled.getEntry(e / d, e % d));
      }
    }
    return out;
  }

  private static RealMatrix inverseRoot(RealMatrix square) {
    RealMatrix symmetric = square.add(square.transpose()).scalarMultiply(0.5);
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(symmetric);
    double[] inverse = eigen.getEigenvalues();
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = 1 / Math.sqrt(inverse[i]);
    }
    return eigen
        .getV()
        .multiply(MatrixUtils.createRealDiagonalMatrix(inverse))
        .multiply(eigen.getVT());
  }

  private RealVector shrunk(SingularValueDecomposition svd, double step) {
    double[] lowered = svd.getSingularValues().clone();
    for (int i = 0; i < lowered.length; i++) {
      lowered[i] = Math.max(0, lowered[i] - step);
    }
    RealMatrix z =
        svd.getU().multiply(MatrixUtils.createRealDiagonalMatrix(lowered)).multiply(svd.getVT());
    RealVector out = MatrixUtils.createRealVector(new double[d * d]);
    for (int e = 0; e < d * d; e++) {
      out.setEntry(e, z.getEntry(e / d, e % d));
    }
    return out;
  }

  private RealMatrix square(RealVector flat) {
    RealMatrix out = MatrixUtils.createRealMatrix(d, d);
    for (int e = 0; e < d * d; e++) {
      out.setEntry(e / d, e % d, flat.getEntry(e));
    }
    return out;
  }
}
