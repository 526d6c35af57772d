package org.plateau.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.matrix.Kernels;

class RandomMatricesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 32})
  void haarIsOrthogonal(int n) {
    double[] q = RandomMatrices.haar(RandomStream.of(1, "haar", n), n);
    double[] product = new double[n * n];
    Kernels.multiplyTransposeRight(q, q, product, n, n, n);
    assertArrayEquals(Kernels.identity(n), product, 1e-14);
  }

  @Test
  void haarOfOrderOneTakesBothSigns() {
    int plus = 0;
    for (int i = 0; i < 1000; i++) {
      plus += RandomMatrices.haar(RandomStream.of(2, "sign", i), 1)[0] > 0 ? 1 : 0;
    }
    assertEquals(500, plus, 80);
  }

  /** G = L Q with a positive diagonal of L, which makes the law of Q that of Haar (Mezzadri). */
  @Test
  void haarIsTheUniqueOrthogonalFactorOfTheGaussianMatrix() {
    for (int draw = 0; draw < 30; draw++) {
      int n = 1 + draw % 6;
      double[] g = RandomStream.of(5, "factor", draw).gaussian(new double[n * n]);
      double[] q = RandomMatrices.haar(RandomStream.of(5, "factor", draw), n);
      double[] l = new double[n * n];
      Kernels.multiplyTransposeRight(g, q, l, n, n, n);
      for (int i = 0; i < n; i++) {
        assertTrue(l[i * n + i] > 0);
        for (int j = i + 1; j < n; j++) {
          assertEquals(0, l[i * n + j], 1e-14);
        }
      }
    }
  }

  @Test
  void gaussianHasTheGivenScale() {
    double[] plain = RandomStream.of(6, "gaussian", 0).gaussian(new double[35]);
    double[] scaled = RandomMatrices.gaussian(RandomStream.of(6, "gaussian", 0), 7, 5, 3);
    assertArrayEquals(Arrays.stream(plain).map(z -> 3 * z).toArray(), scaled);
  }

  @Test
  void symmetricHasThePrescribedSpectrum() {
    double[] spectrum = {-1, -1, 0, 2, 30};
    double[] a = RandomMatrices.symmetric(RandomStream.of(3, "spectrum", 0), spectrum);
    double[][] rows = new double[5][];
    for (int i = 0; i < 5; i++) {
      rows[i] = Arrays.copyOfRange(a, i * 5, i * 5 + 5);
    }
    double[] found = new EigenDecomposition(new Array2DRowRealMatrix(rows)).getRealEigenvalues();
    Arrays.sort(found);
    assertArrayEquals(spectrum, found, 1e-12);
  }

  @Test
  void unitVectorHasNormOne() {
    assertEquals(
        1, Kernels.norm(RandomMatrices.unitVector(RandomStream.of(4, "unit", 0), 9)), 1e-15);
    assertEquals(1, Math.abs(RandomMatrices.unitVector(RandomStream.of(4, "unit", 0), 1)[0]), 0);
  }
}
