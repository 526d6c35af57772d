package org.plateau.recovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

/** Against the projections in closed form, on the singular vectors of Commons Math. */
class TangentSpaceTest {

  private static RealMatrix matrix(double[] a, int rows, int cols) {
    RealMatrix out = new Array2DRowRealMatrix(rows, cols);
    for (int i = 0; i < rows; i++) {
      out.setRow(i, Arrays.copyOfRange(a, i * cols, (i + 1) * cols));
    }
    return out;
  }

  private static double[] flat(RealMatrix a) {
    double[] out = new double[a.getRowDimension() * a.getColumnDimension()];
    for (int i = 0; i < a.getRowDimension(); i++) {
      System.arraycopy(a.getRow(i), 0, out, i * a.getColumnDimension(), a.getColumnDimension());
    }
    return out;
  }

  /** The leading singular vectors of a matrix, and the projections that they define. */
  private static final class Oracle {
    private final RealMatrix u;
    private final RealMatrix v;

    Oracle(double[] z, int rows, int cols, int rank) {
      SingularValueDecomposition svd = new SingularValueDecomposition(matrix(z, rows, cols));
      u = svd.getU().getSubMatrix(0, rows - 1, 0, rank - 1);
      v = svd.getV().getSubMatrix(0, cols - 1, 0, rank - 1);
    }

    RealMatrix normal(RealMatrix y) {
      RealMatrix left = MatrixUtils.createRealIdentityMatrix(u.getRowDimension());
      RealMatrix right = MatrixUtils.createRealIdentityMatrix(v.getRowDimension());
      return left.subtract(u.multiply(u.transpose()))
          .multiply(y)
          .multiply(right.subtract(v.multiply(v.transpose())));
    }

    RealMatrix tangent(RealMatrix y) {
      return y.subtract(normal(y));
    }

    RealMatrix sign() {
      return u.multiply(v.transpose());
    }
  }

  @Test
  void coordinatesSplitAMatrixAsTheClosedFormDoes() {
    RandomStream stream = RandomStream.of(1, "tangent", 0);
    for (int[] shape : new int[][] {{1, 1, 1}, {4, 6, 2}, {6, 4, 2}, {5, 5, 1}, {3, 5, 3}}) {
      int rows = shape[0];
      int cols = shape[1];
      int rank = shape[2];
      double[] z = Truth.lowRank(stream, rows, cols, rank);
      TangentSpace space = new TangentSpace(z, rows, cols, rank, false);
      Oracle oracle = new Oracle(z, rows, cols, rank);
      double[] y = stream.gaussian(new double[rows * cols]);
      RealMatrix tangent = oracle.tangent(matrix(y, rows, cols));
      double[] coordinates = new double[space.dimension()];
      space.coordinates(y, coordinates);
      RealMatrix normal = oracle.normal(matrix(y, rows, cols));
      double norm = new SingularValueDecomposition(normal).getSingularValues()[0];
      assertEquals(norm, space.normalNorm(), 1e-12);
      assertEquals(tangent.getFrobeniusNorm(), Kernels.norm(coordinates), 1e-12);
      double[] member = new double[rows * cols];
      space.member(coordinates, member);
      assertArrayEquals(flat(tangent), member, 1e-12);
      space.member(space.sign(), member);
      assertArrayEquals(flat(oracle.sign()), member, 1e-11);
      assertEquals(rank * (rows + cols - rank), space.dimension());
    }
  }

  @Test
  void limitedNormalPartIsTheNearestInTheBall() {
    RandomStream stream = RandomStream.of(6, "tangent", 0);
    double[] z = Truth.lowRank(stream, 5, 6, 2);
    TangentSpace space = new TangentSpace(z, 5, 6, 2, false);
    Oracle oracle = new Oracle(z, 5, 6, 2);
    for (double most : new double[] {0.3, 1, 9}) {
      double[] y = stream.gaussian(new double[30]);
      double[] near = y.clone();
      space.limitNormal(near, most);
      RealMatrix difference = oracle.tangent(matrix(near, 5, 6)).subtract(oracle.sign());
      assertEquals(0, difference.getFrobeniusNorm(), 1e-12);
      RealMatrix normal = oracle.normal(matrix(near, 5, 6));
      SingularValueDecomposition svd = new SingularValueDecomposition(normal);
      assertTrue(svd.getSingularValues()[0] <= most + 1e-12);
      double[] other = stream.gaussian(new double[30]);
      space.limitNormal(other, most);
      double inner = 0;
      for (int e = 0; e < 30; e++) {
        inner += (y[e] - near[e]) * (other[e] - near[e]);
      }
      assertTrue(inner <= 1e-12, "variational inequality, got " + inner);
      if (most == 9) {
        double[] part = flat(oracle.normal(matrix(y, 5, 6)));
        assertArrayEquals(part, flat(normal), 1e-12, "inside the ball nothing moves");
      }
    }
  }

  @Test
  void symmetricCoordinatesKeepTheInnerProduct() {
    RandomStream stream = RandomStream.of(2, "tangent", 0);
    for (int rank = 1; rank <= 5; rank++) {
      double[] z = Truth.symmetric(stream, 5, rank, 0);
      TangentSpace space = new TangentSpace(z, 5, 5, rank, true);
      Oracle oracle = new Oracle(z, 5, 5, rank);
      double[] x = RandomMatrices.symmetric(stream, stream.gaussian(new double[5]));
      double[] y = RandomMatrices.symmetric(stream, stream.gaussian(new double[5]));
      double[] a = new double[space.dimension()];
      double[] b = new double[space.dimension()];
      space.coordinates(x, a);
      space.coordinates(y, b);
      double[] tangent = flat(oracle.tangent(matrix(x, 5, 5)));
      assertEquals(Kernels.dot(tangent, y), Kernels.dot(a, b), 1e-12);
      assertEquals(15 - (5 - rank) * (6 - rank) / 2, space.dimension());
    }
  }

  /** The dual matrix of least norm, by the pseudo-inverse. */
  @Test
  void certificateIsThatOfThePseudoInverse() {
    RandomStream stream = RandomStream.of(3, "tangent", 0);
    int held = 0;
    for (int m : new int[] {10, 13, 16, 22, 26}) {
      DenseMeasurements a = DenseMeasurements.gaussian(stream, 5, 6, m);
      double[] z = Truth.lowRank(stream, 5, 6, 1);
      AffineSet set = AffineSet.of(a, Scaling.identity(5, 6), a.of(z));
      UniquenessCertificate proof = UniquenessCertificate.of(set, z, 1);
      Oracle oracle = new Oracle(z, 5, 6, 1);
      double[] basis = set.basis();
      RealMatrix onTangent = new Array2DRowRealMatrix(30, m);
      for (int i = 0; i < m; i++) {
        RealMatrix row = matrix(Arrays.copyOfRange(basis, i * 30, (i + 1) * 30), 5, 6);
        onTangent.setColumn(i, flat(oracle.tangent(row)));
      }
      SingularValueDecomposition svd = new SingularValueDecomposition(onTangent);
      double sum = 0;
      for (int i = 0; i < 10; i++) {
        sum += Math.pow(svd.getSingularValues()[i], -2);
      }
      assertEquals(1 / Math.sqrt(sum), proof.leastSingularValue(), 1e-9);
      RealVector c =
          pseudoInverse(svd, 10).operate(MatrixUtils.createRealVector(flat(oracle.sign())));
      double[] w = new double[30];
      for (int i = 0; i < m; i++) {
        Kernels.axpy(c.getEntry(i), basis, i * 30, w, 0, 30);
      }
      double norm =
          new SingularValueDecomposition(oracle.normal(matrix(w, 5, 6))).getSingularValues()[0];
      assertEquals(norm, proof.dualNorm(), 1e-8 * norm);
      assertTrue(proof.dualNorm() > proof.residual());
      assertEquals(10, proof.tangentDimension());
      assertEquals(norm <= 1 - 1e-6, proof.holds());
      assertTrue(proof.residual() < 1e-10);
      held += proof.holds() ? 1 : 0;
    }
    assertTrue(held > 0 && held < 5, "both cases occur: " + held);
  }

  private static RealMatrix pseudoInverse(SingularValueDecomposition svd, int rank) {
    RealMatrix inverse = new Array2DRowRealMatrix(rank, rank);
    for (int i = 0; i < rank; i++) {
      inverse.setEntry(i, i, 1 / svd.getSingularValues()[i]);
    }
    int n = svd.getV().getRowDimension();
    return svd.getV()
        .getSubMatrix(0, n - 1, 0, rank - 1)
        .multiply(inverse)
        .multiply(
            svd.getU().getSubMatrix(0, svd.getU().getRowDimension() - 1, 0, rank - 1).transpose());
  }

  @Test
  void tooFewMeasurementsAreNotInjective() {
    RandomStream stream = RandomStream.of(4, "tangent", 0);
    DenseMeasurements a = DenseMeasurements.gaussian(stream, 5, 6, 9);
    double[] z = Truth.lowRank(stream, 5, 6, 1);
    AffineSet set = AffineSet.of(a, Scaling.identity(5, 6), a.of(z));
    UniquenessCertificate none = UniquenessCertificate.of(set, z, 1);
    assertFalse(none.holds());
    assertEquals(10, none.tangentDimension());
    assertEquals(0, none.leastSingularValue());
    assertEquals(Double.POSITIVE_INFINITY, none.dualNorm());
  }

  /** One Gauss-Newton step against the pseudo-inverse of the Jacobian, built column by column. */
  @Test
  void gaussNewtonStepSolvesTheLinearizedProblemWithLeastNorm() {
    RandomStream stream = RandomStream.of(5, "tangent", 0);
    for (int m : new int[] {1, 6, 10}) {
      DenseMeasurements a = DenseMeasurements.gaussian(stream, 3, 4, m);
      Factors at =
          new Factors(3, 4, 2, stream.gaussian(new double[6]), stream.gaussian(new double[8]));
      double[] b = stream.gaussian(new double[m]);
      GaussNewton one = GaussNewton.interpolate(a, b, at, 1e-300, 1);
      RealMatrix jacobian = new Array2DRowRealMatrix(m, 14);
      for (int e = 0; e < 14; e++) {
        double[] l = e < 6 ? new double[6] : at.left();
        double[] r = e < 6 ? at.right() : new double[8];
        (e < 6 ? l : r)[e < 6 ? e : e - 6] = 1;
        jacobian.setColumn(e, a.of(new Factors(3, 4, 2, l, r).product()));
      }
      double[] missing = b.clone();
      Kernels.axpy(-1, a.of(at.product()), 0, missing, 0, m);
      SingularValueDecomposition svd = new SingularValueDecomposition(jacobian);
      double[] expected =
          pseudoInverse(svd, Math.min(m, svd.getRank()))
              .operate(MatrixUtils.createRealVector(missing))
              .toArray();
      double[] step = new double[14];
      for (int e = 0; e < 14; e++) {
        step[e] =
            e < 6
                ? one.factors().left()[e] - at.left()[e]
                : one.factors().right()[e - 6] - at.right()[e - 6];
      }
      double size = Kernels.norm(expected);
      for (int e = 0; e < 14; e++) {
        assertEquals(expected[e], step[e], 1e-9 * size);
      }
      double[] left = b.clone();
      Kernels.axpy(-1, a.of(one.factors().product()), 0, left, 0, m);
      assertEquals(Kernels.norm(left) / Kernels.norm(b), one.residual(), 1e-12 * one.residual());
      assertEquals(1, one.iterations());
      GaussNewton start = GaussNewton.interpolate(a, b, at, 1e9, 7);
      assertEquals(0, start.iterations());
      assertEquals(Ending.CONVERGED, start.ending());
    }
  }
}
