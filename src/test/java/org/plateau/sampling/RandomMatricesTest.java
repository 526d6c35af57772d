package org.plateau.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
