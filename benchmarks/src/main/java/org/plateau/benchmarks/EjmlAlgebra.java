package org.plateau.benchmarks;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** EJML; a vector is a matrix of one column. */
final class EjmlAlgebra implements LinearAlgebra<DMatrixRMaj, DMatrixRMaj> {

  @Override
  public DMatrixRMaj matrix(double[] flat, int rows, int cols) {
    return new DMatrixRMaj(rows, cols, true, flat.clone());
  }

  @Override
  public DMatrixRMaj vector(double[] values) {
    return new DMatrixRMaj(values.length, 1, true, values.clone());
  }

  @Override
  public DMatrixRMaj apply(DMatrixRMaj a, DMatrixRMaj v) {
    return CommonOps_DDRM.mult(a, v, null);
  }

  @Override
  public DMatrixRMaj applyTransposed(DMatrixRMaj a, DMatrixRMaj v) {
    return CommonOps_DDRM.multTransA(a, v, null);
  }

  @Override
  public double dot(DMatrixRMaj u, DMatrixRMaj v) {
    return CommonOps_DDRM.dot(u, v);
  }

  @Override
  public DMatrixRMaj combination(double r, DMatrixRMaj u, double s, DMatrixRMaj v) {
    return CommonOps_DDRM.add(r, u, s, v, null);
  }

  @Override
  public DMatrixRMaj times(DMatrixRMaj a, DMatrixRMaj b) {
    return CommonOps_DDRM.mult(a, b, null);
  }

  @Override
  public DMatrixRMaj transpose(DMatrixRMaj a) {
    return CommonOps_DDRM.transpose(a, null);
  }

  @Override
  public DMatrixRMaj gramAdd(DMatrixRMaj t, double s, DMatrixRMaj a) {
    DMatrixRMaj out = t.copy();
    CommonOps_DDRM.multAddTransA(s, a, a, out);
    return out;
  }

  @Override
  public Top<DMatrixRMaj> top(DMatrixRMaj symmetric) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(symmetric.numRows, true, true);
    if (!eigen.decompose(symmetric)) {
      throw new IllegalStateException("EJML found no decomposition");
    }
    int top = 0;
    for (int i = 1; i < symmetric.numRows; i++) {
      if (eigen.getEigenvalue(i).getReal() > eigen.getEigenvalue(top).getReal()) {
        top = i;
      }
    }
    return new Top<>(eigen.getEigenvalue(top).getReal(), eigen.getEigenVector(top));
  }
}
