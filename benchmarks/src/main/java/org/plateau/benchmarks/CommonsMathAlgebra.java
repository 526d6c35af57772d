package org.plateau.benchmarks;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
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
  public RealVector apply(RealMatrix a, RealVector v) {
    return a.operate(v);
  }

  @Override
  public RealVector applyTransposed(RealMatrix a, RealVector v) {
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
  public RealMatrix times(RealMatrix a, RealMatrix b) {
    return a.multiply(b);
  }

  @Override
  public RealMatrix transpose(RealMatrix a) {
    return a.transpose();
  }

  @Override
  public RealMatrix gramAdd(RealMatrix t, double s, RealMatrix a) {
    return t.add(a.transpose().multiply(a).scalarMultiply(s));
  }

  @Override
  public Top<RealVector> top(RealMatrix symmetric) {
    EigenDecomposition eigen = new EigenDecomposition(symmetric);
    return new Top<>(eigen.getRealEigenvalue(0), eigen.getEigenvector(0));
  }
}
