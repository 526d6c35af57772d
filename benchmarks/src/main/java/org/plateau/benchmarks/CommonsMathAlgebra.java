package org.plateau.benchmarks;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** Commons Math 3, which has no products with a transpose. */
final class CommonsMathAlgebra implements LinearAlgebra<RealMatrix, RealVector> {

  @Override
  public RealMatrix matrix(double[] flat, int rows, int cols) {
    RealMatrix out = new Array2DRowRealMatrix(rows, cols);
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        out.setEntry(row, col, flat[row * cols + col]);
      }
    }
    return out;
  }

  @Override
  public RealVector vector(double[] values) {
    return new ArrayRealVector(values);
  }

  @Override
  public RealVector times(RealMatrix a, RealVector v) {
    return a.operate(v);
  }

  @Override
  public RealVector transposeTimes(RealMatrix a, RealVector v) {
    return a.preMultiply(v);
  }

  @Override
  public double dot(RealVector u, RealVector v) {
    return u.dotProduct(v);
  }

  @Override
  public RealVector combination(double r, RealVector u, double s, RealVector v) {
    return u.combine(r, s, v);
  }

  @Override
  public RealMatrix inside(RealMatrix a, RealMatrix t, double s) {
    RealMatrix product = a.transpose().multiply(t.multiply(a));
    return product.add(scaledIdentity(a.getColumnDimension(), s));
  }

  @Override
  public RealMatrix outside(RealMatrix c, RealMatrix t) {
    RealMatrix product = c.multiply(t).multiply(c.transpose());
    return product.add(product.transpose()).scalarMultiply(0.5);
  }

  @Override
  public RealMatrix scaledIdentity(int n, double s) {
    return MatrixUtils.createRealIdentityMatrix(n).scalarMultiply(s);
  }

  @Override
  public Top<RealVector> top(RealMatrix symmetric) {
    EigenDecomposition eigen = new EigenDecomposition(symmetric);
    return new Top<>(eigen.getRealEigenvalue(0), eigen.getEigenvector(0));
  }
}
