package org.plateau.benchmarks;

import java.util.Map;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

/** The product of two n x n matrices, 2 n³ flops (goal G7). */
final class ProductWorkload implements Workload {

  private final int n;
  private final double[] a;
  private final double[] b;
  private final double[] c;

  ProductWorkload(int n) {
    RandomStream stream = RandomStream.of(1, "kernel", n);
    this.n = n;
    this.a = stream.gaussian(new double[n * n]);
    this.b = stream.gaussian(new double[n * n]);
    this.c = new double[n * n];
  }

  @Override
  public Map<String, Array> instance() {
    return Map.of("A", new Array(a, n, n), "B", new Array(b, n, n));
  }

  @Override
  public double run() {
    Kernels.multiply(a, b, c, n, n, n);
    return c[0];
  }

  @Override
  public WorkCount count() {
    long order = n;
    return new WorkCount(1, "product", 2 * order * order * order, 24 * order * order);
  }
}
