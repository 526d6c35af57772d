package org.plateau.theorems.identityinit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.hipparchus.complex.Complex;
import org.hipparchus.complex.FieldComplex;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.dynamics.RotationRecursion;
import org.plateau.landscape.SquareHessian;
import org.plateau.matrix.PrincipalRoot;
import org.plateau.network.SquareLayers;
import org.plateau.precision.PreciseMatrix;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;

/** The ways to 50 digits, held against those of double precision, which are others. */
class PreciseFormsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16})
  void rootsAgreeWithDoublePrecision(int order) {
    for (int d = 1; d <= 5; d++) {
      double[] a = MarginMatrix.matrix(RandomStream.of(d, "root", order), d, 0.05, 3);
      PreciseMatrix precise = PreciseMatrix.of(d, d, a);
      PreciseMatrix root = PreciseRoot.of(precise, order);
      assertArrayEquals(PrincipalRoot.of(a, d, order).root(), root.toDoubles(), 1e-11);
      double residual = PreciseRoot.residual(root, precise, order).magnitude();
      assertTrue(residual <= 1e-45, "residual " + residual);
    }
  }

  /** A Jordan block, where an eigendecomposition fails silently. */
  @Test
  void rootsOfDefectiveMatrices() {
    PreciseMatrix block = PreciseMatrix.of(3, 3, new double[] {1, 0.9, 0, 0, 1, 0.9, 0, 0, 1});
    PreciseMatrix root = PreciseRoot.of(block, 5);
    assertTrue(PreciseRoot.residual(root, block, 5).magnitude() <= 1e-45);
    assertEquals(0.18, root.get(0, 1).toDouble(), 1e-15);
  }

  @Test
  void aNegativeEigenvalueHasNoRoot() {
    PreciseMatrix negative = PreciseMatrix.of(1, 1, new double[] {-1});
    assertThrows(ArithmeticException.class, () -> PreciseRoot.of(negative, 2));
  }

  @Test
  void hessianByTheProductRuleIsThatByKroneckerProducts() {
    RandomStream stream = RandomStream.of(1, "hessian", 0);
    for (int depth = 1; depth <= 4; depth++) {
      for (int d = 1; d <= 3; d++) {
        SquareLayers layers = Matrices.nearIdentity(stream, d, depth, 0.8);
        Network network = new Network(layers, RandomMatrices.gaussian(stream, d, d, 1));
        int order = depth * d * d;
        double[] hessian = SquareHessian.of(layers, network.target());
        PreciseLayers precise = PreciseLayers.of(network);
        for (int column = 0; column < order; column++) {
          PreciseMatrix[] direction = zero(depth, d);
          double[] unit = new double[d * d];
          unit[(column % (d * d)) % d * d + (column % (d * d)) / d] = 1;
          direction[column / (d * d)] = PreciseMatrix.of(d, d, unit);
          PreciseMatrix[] image = precise.hessianVector(direction);
          for (int row = 0; row < order; row++) {
            int inLayer = row % (d * d);
            double entry = image[row / (d * d)].get(inLayer % d, inLayer / d).toDouble();
            assertEquals(hessian[row * order + column], entry, 1e-13);
          }
        }
      }
    }
  }

  private static PreciseMatrix[] zero(int depth, int d) {
    PreciseMatrix[] zero = new PreciseMatrix[depth];
    Arrays.fill(zero, PreciseMatrix.of(d, d, new double[d * d]));
    return zero;
  }

  /** Values, and not only bounds, agree: the same quantity is measured twice. */
  @Test
  void normsOfTheHessianAgree() {
    HessianBounds claim = new HessianBounds();
    for (int i = 0; i < 6; i++) {
      Network network = claim.draw(Draws.of(1, claim.statement().id(), i));
      Evidence rough = claim.examine(network);
      Evidence fine = claim.examinePrecisely(network).orElseThrow();
      for (int k = 0; k < rough.checks().size(); k++) {
        Check check = rough.checks().get(k);
        assertEquals(check.value(), fine.checks().get(k).value(), 1e-12 * check.scale());
      }
    }
  }

  @Test
  void theRecursionForRotationsInBothArithmetics() {
    DfpField field = new DfpField(50);
    RotationRecursion recursion = new RotationRecursion(new Complex(0.3, -1.1), 5);
    Complex z = Complex.ONE;
    FieldComplex<Dfp> precise = new FieldComplex<>(field.getOne(), field.getZero());
    for (int t = 0; t < 50; t++) {
      z = recursion.next(z, 0.05);
      precise = recursion.next(precise, field.newDfp(0.05));
    }
    assertEquals(precise.getRealPart().toDouble(), z.getRealPart(), 1e-14);
    assertEquals(precise.getImaginaryPart().toDouble(), z.getImaginaryPart(), 1e-14);
  }
}
