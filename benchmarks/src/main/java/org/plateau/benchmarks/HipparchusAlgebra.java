package org.plateau.benchmarks;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
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
    return a.transposeMultiply(t.multiply(a)).add(scaledIdentity(a.getColumnDimension(), s));
  }

  @Override
  public RealMatrix outside(RealMatrix c, RealMatrix t) {
    RealMatrix product = c.multiply(t).multiplyTransposed(c);
    return product.add(product.transpose()).scalarMultiply(0.5);
  }

  @Override
  public RealMatrix scaledIdentity(int n, double s) {
    return MatrixUtils.createRealIdentityMatrix(n).scalarMultiply(s);
  }

  @Override
  public Top<RealVector> top(RealMatrix symmetric) {
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(symmetric);
    return new Top<>(eigen.getEigenvalue(0), eigen.getEigenvector(0));
  }
}
