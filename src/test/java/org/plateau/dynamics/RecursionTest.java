package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.util.ArithmeticUtils;
import org.hipparchus.complex.Complex;
import org.junit.jupiter.api.Test;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.ReluNetwork;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomStream;

/** The scalar recursions and losses against what they stand for. */
class RecursionTest {

  @Test
  void powersAreThoseOfIntegers() {
    for (int base = -3; base <= 3; base++) {
      for (int n = 0; n <= 12; n++) {
        assertEquals(ArithmeticUtils.pow(base, n), EigenvalueRecursion.power(base, n));
      }
    }
    Complex i = new Complex(0, 1);
    assertEquals(Complex.ONE, RotationRecursion.power(i, 0));
    assertEquals(0, RotationRecursion.power(i, 3).add(i).norm());
  }

  /** The penalized layers of a diagonal target, entry by entry. */
  @Test
  void eigenvaluesMoveAsTheDiagonalOfTheLayers() {
    double[] target = {2, 0, 0, -0.5};
    for (int depth = 1; depth <= 4; depth++) {
      for (double penalty : new double[] {0, 0.3}) {
        SquareDescent descent = new SquareDescent(SquareLayers.identity(2, depth), target, penalty);
        EigenvalueRecursion first = new EigenvalueRecursion(2, depth, penalty);
        EigenvalueRecursion second = new EigenvalueRecursion(-0.5, depth, penalty);
        double a = 1;
        double b = 1;
        for (int t = 0; t < 30; t++) {
          descent.step(0.05);
          a = first.next(a, 0.05);
          b = second.next(b, 0.05);
          assertEquals(a, descent.entry(depth - 1, 0, 0), 1e-13);
          assertEquals(b, descent.entry(0, 1, 1), 1e-13);
        }
        assertEquals(first.product(a), descent.product()[0], 1e-12);
        assertEquals(first.loss(a) + second.loss(b), descent.loss(), 1e-12);
      }
    }
  }

  @Test
  void stepsToAGoalAreCounted() {
    EigenvalueRecursion one = new EigenvalueRecursion(3, 1);
    // At depth 1 the error shrinks by 1 - eta: 2, 1, 0.5, 0.25, ... with eta = 1/2.
    assertEquals(0, one.stepsTo(2, 0.5, 9));
    assertEquals(3, one.stepsTo(0.5 * 0.25 * 0.25, 0.5, 9));
    assertEquals(3, one.stepsTo(0.5 * 0.25 * 0.25, 0.5, 3));
    assertEquals(3, one.stepsTo(0.5 * 0.25 * 0.25, 0.5, 2), "budget + 1");
    assertEquals(10, one.stepsTo(-1, 0.5, 9));
    RotationRecursion turn = new RotationRecursion(new Complex(1, 2), 1);
    assertEquals(0, turn.stepsTo(2, 0.5, 9));
    assertEquals(3, turn.stepsTo(0.25, 0.5, 9));
    assertEquals(3, turn.stepsTo(0.25, 0.5, 3));
    assertEquals(10, turn.stepsTo(-1, 0.5, 9));
    assertEquals(0.25, turn.error(new Complex(1, 1.75)), 1e-15);
  }

  @Test
  void rotationsMoveAsTheirLayers() {
    double[] target = {0.5, -1, 1, 0.5};
    for (int depth = 1; depth <= 4; depth++) {
      SquareDescent descent = new SquareDescent(SquareLayers.identity(2, depth), target);
      RotationRecursion recursion = new RotationRecursion(new Complex(0.5, 1), depth);
      Complex z = Complex.ONE;
      for (int t = 0; t < 20; t++) {
        descent.step(0.05);
        z = recursion.next(z, 0.05);
        assertEquals(z.getRealPart(), descent.entry(0, 0, 0), 1e-13);
        assertEquals(z.getImaginaryPart(), descent.entry(depth - 1, 1, 0), 1e-13);
      }
      assertEquals(Math.pow(recursion.error(z), 2), descent.loss(), 1e-12);
    }
  }

  @Test
  void residualLossesAreMeansWithTheirDerivatives() {
    double[] residuals = {-2, 0, 0.5, 3};
    assertEquals(5.5 / 4, ResidualLoss.ABSOLUTE.mean(residuals));
    assertEquals((4 + 0.25 + 9) / 8, ResidualLoss.SQUARED.mean(residuals));
    double[] signs = residuals.clone();
    ResidualLoss.ABSOLUTE.differentiate(signs);
    assertArrayEquals(new double[] {-1, 0, 1, 1}, signs);
    double[] same = residuals.clone();
    ResidualLoss.SQUARED.differentiate(same);
    assertArrayEquals(residuals, same);
  }

  /** Central differences of the value, which is smooth for the squared loss off the kinks. */
  @Test
  void reluSubgradientIsTheDerivativeOfTheValue() {
    RandomStream stream = RandomStream.of(1, "relu", 0);
    ReluNetwork network = new ReluNetwork(2, 3, 2, 1);
    double[] inputs = stream.gaussian(new double[10]);
    double[] targets = stream.gaussian(new double[5]);
    for (ResidualLoss kind : ResidualLoss.values()) {
      ReluRegression loss = new ReluRegression(network, inputs, targets, kind);
      double[] weights = network.heWeights(stream, 1);
      assertEquals(weights.length, loss.weightCount());
      assertEquals(network.depth(), loss.layers());
      assertEquals(0, loss.layerStart(0));
      assertEquals(weights.length, loss.layerStart(loss.layers()));
      double[] gradient = new double[weights.length];
      loss.subgradient(weights, gradient);
      for (int i = 0; i < weights.length; i++) {
        double kept = weights[i];
        weights[i] = kept + 1e-6;
        double up = loss.value(weights);
        weights[i] = kept - 1e-6;
        double down = loss.value(weights);
        weights[i] = kept;
        assertEquals((up - down) / 2e-6, gradient[i], 1e-7 * (1 + Math.abs(gradient[i])));
      }
    }
  }

  /** J J^T by differences of the end-to-end vector. */
  @Test
  void gramOfTheEndPointIsThatOfItsJacobian() {
    RandomStream stream = RandomStream.of(2, "gram", 0);
    int d = 3;
    int depth = 4;
    double[] target = stream.gaussian(new double[d]);
    double[] start = stream.gaussian(new double[d + depth - 1]);
    WidthOneEndPoint end = WidthOneEndPoint.of(start, target, depth);
    int[] widths = {d, 1, 1, 1, 1};
    RealMatrix jacobian = new Array2DRowRealMatrix(d, start.length);
    for (int i = 0; i < start.length; i++) {
      double[] up = end.weights().clone();
      double[] down = end.weights().clone();
      up[i] += 0.5;
      down[i] -= 0.5;
      // Linear in each weight, so that the difference is exact.
      double[] difference = DeepLinearNetwork.plain(widths, up).backward()[0];
      Kernels.axpy(-1, DeepLinearNetwork.plain(widths, down).backward()[0], 0, difference, 0, d);
      jacobian.setColumn(i, difference);
    }
    RealMatrix gram = jacobian.multiply(jacobian.transpose());
    double[] m = end.gram(target);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        assertEquals(gram.getEntry(i, j), m[i * d + j], 1e-11 * gram.getNorm());
      }
    }
  }

  @Test
  void balanceOfManyLayersIsThatOfEachPair() {
    RandomStream stream = RandomStream.of(3, "balance", 0);
    int[] widths = {2, 3, 4, 2, 1};
    double[][] layers = new double[4][];
    double[] weights = new double[6 + 12 + 8 + 2];
    int at = 0;
    RealMatrix[] matrices = new RealMatrix[4];
    for (int k = 0; k < 4; k++) {
      layers[k] = stream.gaussian(new double[widths[k + 1] * widths[k]]);
      System.arraycopy(layers[k], 0, weights, at, layers[k].length);
      at += layers[k].length;
      matrices[k] = new Array2DRowRealMatrix(widths[k + 1], widths[k]);
      for (int e = 0; e < layers[k].length; e++) {
        matrices[k].setEntry(e / widths[k], e % widths[k], layers[k][e]);
      }
    }
    LayerBalance balance = LayerBalance.of(widths, weights);
    double kappa = 0;
    double[] deficits = new double[5];
    for (int k = 3; k >= 1; k--) {
      RealMatrix d =
          matrices[k]
              .transpose()
              .multiply(matrices[k])
              .subtract(matrices[k - 1].multiply(matrices[k - 1].transpose()));
      double[] values = new EigenDecomposition(d).getRealEigenvalues();
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double value : values) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      assertEquals(Math.max(high, -low), balance.norm(k), 1e-11);
      kappa += balance.norm(k);
      deficits[k] = deficits[k + 1] + high - d.getTrace();
      assertEquals(deficits[k], balance.deficitBound(k), 1e-11);
      for (int e = 0; e < widths[k] * widths[k]; e++) {
        assertEquals(d.getEntry(e / widths[k], e % widths[k]), balance.matrix(k)[e], 1e-12);
      }
    }
    assertEquals(kappa, balance.kappa(), 1e-12);
    double[] moved = weights.clone();
    moved[0] += 1;
    assertTrue(balance.drift(moved) > 0.1);
    assertEquals(0, balance.drift(weights));
  }
}
