package org.plateau.benchmarks;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/** Hipparchus. */
final class HipparchusAlgebra implements LinearAlgebra<RealMatrix, RealVector> {

  @Override
  public RealMatrix matrix(double[] flat, int rows, int cols) {
    RealMatrix out = new Array2DRowRealMatrix(rows, cols);
    for (int i = 0; i < rows * cols; i++) {
      out.setEntry(i / cols, i % cols, flat[i]);
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
    return t.add(a.transposeMultiply(a).scalarMultiply(s));
  }

  @Override
  public Top<RealVector> top(RealMatrix symmetric) {
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(symmetric);
    return new Top<>(eigen.getEigenvalue(0), eigen.getEigenvector(0));
  }
}
