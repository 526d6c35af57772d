package org.plateau.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

/** Against spectra that are given. */
class LanczosTest {

  private int products;

  private Lanczos.Result largest(double[] spectrum, RandomStream stream) {
    int n = spectrum.length;
    double[] matrix = RandomMatrices.symmetric(stream, spectrum);
    products = 0;
    return Lanczos.largest(
        n,
        (v, out) -> {
          products++;
          Kernels.multiply(matrix, v, out, n, n);
        },
        v -> {});
  }

  @Test
  void theMostPositiveEigenvalueIsFoundAndEnclosed() {
    for (int n : new int[] {1, 2, 5, 13, 40, 120}) {
      RandomStream stream = RandomStream.of(n, "lanczos", 0);
      double[] spectrum = new double[n];
      double top = -5;
      for (int i = 0; i < n; i++) {
        spectrum[i] = stream.uniform(-5, 2);
        top = Math.max(top, spectrum[i]);
      }
      Lanczos.Result result = largest(spectrum, stream);
      assertTrue(result.converged());
      assertEquals(top, result.value(), 1e-11);
      assertTrue(result.residual() <= Math.max(4e-12 * Math.abs(result.value()), 4e-15 * 5));
      assertEquals(products, result.products());
      assertTrue(n > 96 || products <= n + 1, "one basis is the whole space: " + products);
    }
  }

  @Test
  void fewEigenvaluesTakeFewProducts() {
    double[] spectrum = new double[60];
    for (int i = 0; i < 60; i++) {
      spectrum[i] = i % 3 - 0.5;
    }
    Lanczos.Result result = largest(spectrum, RandomStream.of(1, "lanczos", 1));
    assertEquals(1.5, result.value(), 1e-13);
    assertTrue(products <= 7, "three eigenvalues span three dimensions, took " + products);
    double[] zero = new double[10];
    Lanczos.Result nothing =
        Lanczos.largest(10, (v, out) -> System.arraycopy(zero, 0, out, 0, 10), v -> {});
    assertEquals(0, nothing.value());
    assertEquals(0, nothing.residual());
    assertTrue(nothing.converged());
    assertEquals(2, nothing.products());
  }

  /** Eigenvalues crowd at the top, so that one basis of 96 vectors is not enough. */
  @Test
  void restartsReachCrowdedSpectra() {
    int n = 200;
    double[] diagonal = new double[n];
    for (int i = 0; i < n; i++) {
      diagonal[i] = 1 - (double) i * i / (n * n);
    }
    products = 0;
    Lanczos.Result result =
        Lanczos.largest(
            n,
            (v, out) -> {
              products++;
              for (int i = 0; i < n; i++) {
                out[i] = diagonal[i] * v[i];
              }
            },
            v -> {});
    assertTrue(result.converged());
    assertTrue(products > 97, "restarted: " + products);
    assertEquals(products, result.products());
    assertEquals(1, result.value(), 1e-12);
    assertTrue(result.residual() <= 4e-12);
  }

  @Test
  void theStartIsRestrictedToTheSubspace() {
    double[] diagonal = {9, 8, 1, 2, 3, -4};
    Lanczos.Result result =
        Lanczos.largest(
            6,
            (v, out) -> {
              for (int i = 0; i < 6; i++) {
                out[i] = diagonal[i] * v[i];
              }
            },
            v -> {
              v[0] = 0;
              v[1] = 0;
            });
    assertEquals(3, result.value(), 1e-12);
  }
}
