package org.plateau.recovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

/** Commons Math has the singular values; the order of the error is measured. */
class LowRankMatrixTest {

  private static double[] orthonormal(RandomStream stream, int count, int length) {
    OrthonormalRows rows = new OrthonormalRows(count, length);
    rows.addAll(stream.gaussian(new double[count * length]), count, 1e-10);
    return rows.rows();
  }

  /** A point of the given shape and rank that has moved away from zero. */
  private static LowRankMatrix moved(RandomStream stream, int rank, int rows, int cols) {
    LowRankMatrix z =
        new LowRankMatrix(
            rank,
            orthonormal(stream.sub("u"), rank, rows),
            orthonormal(stream.sub("v"), rank, cols));
    double[] a = stream.sub("a").gaussian(new double[rank * cols]);
    assertTrue(z.move(a, new double[rank * rows]));
    return z;
  }

  private static double[] off(LowRankMatrix z, double[] c, int rank, int rows) {
    double[] out = c.clone();
    for (int i = 0; i < rank; i++) {
      for (int k = 0; k < rank; k++) {
        double along = -Kernels.dot(z.left(), k * rows, c, i * rows, rows);
        Kernels.axpy(along, z.left(), k * rows, out, i * rows, rows);
      }
    }
    return out;
  }

  private static double[] scaled(double factor, double[] x) {
    return Arrays.stream(x).map(e -> factor * e).toArray();
  }

  /** The distance of the point after the move from the one on the tangent space. */
  private static double defect(int rank, int rows, int cols, double factor) {
    RandomStream stream = RandomStream.of(7, "low-rank", rank);
    LowRankMatrix z = moved(stream, rank, rows, cols);
    double[] a = scaled(factor, stream.sub("A").gaussian(new double[rank * cols]));
    double[] c = stream.sub("C").gaussian(new double[rank * rows]);
    c = scaled(factor, off(z, c, rank, rows));
    double[] expected = z.product();
    double[] part = new double[rows * cols];
    Kernels.multiplyTransposeLeft(z.left(), a, part, rows, rank, cols);
    Kernels.axpy(1, part, 0, expected, 0, part.length);
    Kernels.multiplyTransposeLeft(c, z.right(), part, rows, rank, cols);
    Kernels.axpy(1, part, 0, expected, 0, part.length);
    assertTrue(z.move(a, c));
    Kernels.axpy(-1, z.product(), 0, expected, 0, part.length);
    return Kernels.norm(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 6, 4", "2, 5, 5", "3, 4, 9"})
  void aMoveAgreesWithTheTangentToSecondOrder(int rank, int rows, int cols) {
    double order = Math.log(defect(rank, rows, cols, 1e-3) / defect(rank, rows, cols, 1e-4));
    assertEquals(2, order / Math.log(10), 0.1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 6, 4", "2, 5, 5", "3, 4, 9"})
  void factorsAreThoseOfTheProduct(int rank, int rows, int cols) {
    LowRankMatrix z = moved(RandomStream.of(8, "low-rank", rank), rank, rows, cols);
    RealMatrix product = new Array2DRowRealMatrix(rows, cols);
    for (int e = 0; e < rows * cols; e++) {
      product.setEntry(e / cols, e % cols, z.product()[e]);
    }
    double[] values = new SingularValueDecomposition(product).getSingularValues();
    double sum = Arrays.stream(values, 0, rank).sum();
    assertEquals(sum, z.nuclearNorm(), 1e-12 * sum);
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < rank; j++) {
        double expected = i == j ? 1 : 0;
        assertEquals(expected, Kernels.dot(z.left(i), z.left(j)), 1e-14);
        assertEquals(expected, Kernels.dot(z.right(i), z.right(j)), 1e-14);
      }
    }
    double[] weighted = new double[rank * cols];
    z.addWeighted(weighted);
    double[] out = new double[rows * cols];
    Kernels.multiplyTransposeLeft(z.left(), weighted, out, rows, rank, cols);
    assertArrayEquals(z.product(), out, 1e-14 * sum);
  }

  @Test
  void aPointWithoutTheRankIsRefused() {
    RandomStream stream = RandomStream.of(9, "low-rank", 0);
    double[] u = orthonormal(stream.sub("u"), 2, 5);
    double[] v = orthonormal(stream.sub("v"), 2, 4);
    assertFalse(new LowRankMatrix(2, u, v).move(new double[8], new double[10]), "zero");
    double[] single = Arrays.copyOf(v, 8);
    System.arraycopy(v, 0, single, 4, 4);
    assertFalse(new LowRankMatrix(2, u, v).move(single, new double[10]), "rank one");
  }
}
