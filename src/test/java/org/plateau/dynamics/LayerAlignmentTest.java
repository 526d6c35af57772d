package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

/** Against the singular value decomposition of Commons Math (Golub-Kahan; ours is Jacobi). */
class LayerAlignmentTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void agreesWithCommonsMath(int index) {
    RandomStream stream = RandomStream.of(7, "layer-alignment", index);
    int depth = 1 + stream.nextInt(5);
    int[] widths = new int[depth + 1];
    for (int k = 0; k < depth; k++) {
      widths[k] = 1 + stream.nextInt(6);
    }
    widths[depth] = 1;
    double[] parameters =
        RandomMatrices.gaussian(stream, 1, DeepLinearNetwork.parameterCount(widths), 1);
    DeepLinearNetwork network = DeepLinearNetwork.plain(widths, parameters);

    LayerAlignment alignment = LayerAlignment.of(network);

    for (int k = 1; k <= depth; k++) {
      SingularValueDecomposition svd = new SingularValueDecomposition(layer(network, k));
      double frobenius = layer(network, k).getFrobeniusNorm();
      double expected = frobenius * frobenius - svd.getNorm() * svd.getNorm();
      assertEquals(expected, alignment.deficits()[k - 1], 1e-12 * frobenius * frobenius);
      if (k < depth) {
        SingularValueDecomposition above = new SingularValueDecomposition(layer(network, k + 1));
        double cosine = svd.getU().getColumnVector(0).dotProduct(above.getV().getColumnVector(0));
        assertEquals(cosine * cosine, alignment.alignments()[k - 1], 1e-10);
      }
    }
  }

  @Test
  void depthOneHasNoNeighbors() {
    LayerAlignment alignment =
        LayerAlignment.of(DeepLinearNetwork.plain(new int[] {3, 1}, new double[] {1, 2, 3}));

    assertArrayEquals(new double[] {0}, alignment.deficits());
    assertEquals(0, alignment.alignments().length);
  }

  @Test
  void zeroLayerIsAlignedWithNothing() {
    LayerAlignment alignment =
        LayerAlignment.of(
            DeepLinearNetwork.plain(new int[] {2, 2, 1}, new double[] {1, 0, 0, 1, 0, 0}));

    assertArrayEquals(new double[] {1, 0}, alignment.deficits(), 1e-15);
    assertArrayEquals(new double[] {0}, alignment.alignments());
  }

  private static RealMatrix layer(DeepLinearNetwork network, int k) {
    double[] flat = network.layer(k);
    RealMatrix matrix = new Array2DRowRealMatrix(network.width(k), network.width(k - 1));
    for (int i = 0; i < flat.length; i++) {
      matrix.setEntry(i / network.width(k - 1), i % network.width(k - 1), flat[i]);
    }
    return matrix;
  }
}
