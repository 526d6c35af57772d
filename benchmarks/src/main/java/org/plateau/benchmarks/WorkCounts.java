package org.plateau.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.plateau.dynamics.FlowEnd;
import org.plateau.verify.RunDirectory;

/**
 * Counts the work of the benchmarks, which no machine changes: what an algorithm counts itself, and
 * the least numbers of flops and of bytes read or written that one operation takes in its present
 * form. The report puts them beside the times, as shares of the machine's limits.
 */
public final class WorkCounts {

  /**
   * The work of one operation.
   *
   * @param benchmark class and method, as in {@code FlowBenchmark.inPlace}
   * @param params the benchmark's parameters
   * @param count how often the algorithm did its main step
   * @param unit that step, in words
   * @param flops least number of flops; 0 where it is not known
   * @param bytes least number of bytes moved between memory, or a cache, and registers; 0 where it
   *     is not known
   */
  public record Work(
      String benchmark,
      Map<String, String> params,
      long count,
      String unit,
      long flops,
      long bytes) {}

  private WorkCounts() {}

  /** Writes the counts as JSON into the file that the argument names. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), RunDirectory.json(all()));
  }

  static List<Work> all() {
    List<Work> all = new ArrayList<>();
    for (int n : new int[] {4, 8, 16, 32, 64}) {
      all.add(product("vector", n));
      all.add(product("scalar", n));
    }
    for (String shape :
        new String[] {
          "4x8", "8x8", "16x8", "32x8", "64x8", "128x8", "8x4", "8x16", "8x32", "8x64", "8x128"
        }) {
      all.add(sharpness("ScalingBenchmark.minimizerForm", shape));
    }
    for (String shape : new String[] {"8x8", "128x8", "16x16", "64x32", "128x64"}) {
      all.add(sharpness("SharpnessBenchmark.minimizerForm", shape));
      all.add(anywhere(shape));
    }
    for (String shape : new String[] {"8x8", "8x16", "8x32"}) {
      all.add(sharpness("SharpnessBatchBenchmark.lanes", shape));
    }
    all.add(flow(8));
    all.add(flow(32));
    all.add(subgradient());
    all.add(recovery());
    all.add(splitting());
    return all;
  }

  private static Work product(String form, long n) {
    return new Work(
        "KernelBenchmark." + form,
        Map.of("n", Long.toString(n)),
        1,
        "product",
        2 * n * n * n,
        24 * n * n);
  }

  /** Each layer but one is multiplied with a block of order d, and each block adds half a Gram. */
  private static Work sharpness(String benchmark, String shape) {
    long depth = size(shape, 0);
    long d = size(shape, 1);
    return new Work(
        benchmark,
        Map.of("shape", shape),
        depth - 1,
        "products of order d",
        (3 * depth - 2) * d * d * d,
        8 * depth * d * d);
  }

  private static Work anywhere(String shape) {
    int products = new SharpnessWorkload(size(shape, 0), size(shape, 1)).lanczos().products();
    return new Work(
        "SharpnessBenchmark.anywhere",
        Map.of("shape", shape),
        products,
        "Hessian-vector products",
        0,
        0);
  }

  /**
   * A gradient goes back and forth, and at d = 8 writes an outer product: 4 or 5 flops and 16 or 24
   * bytes a parameter.
   */
  private static Work flow(int d) {
    FlowEnd end = new FlowWorkload(4, d).inPlace();
    long evaluations = end.evaluations();
    long parameters = end.weights().length;
    return new Work(
        "FlowBenchmark.inPlace",
        Map.of("d", Integer.toString(d)),
        evaluations,
        "evaluations of the gradient",
        (d == 8 ? 5 : 4) * parameters * evaluations,
        (d == 8 ? 24 : 16) * parameters * evaluations);
  }

  /** The plain form, two products of the 200 x 100 design with a vector a step. */
  private static Work subgradient() {
    long steps = SubgradientBenchmark.STEPS;
    return new Work("SubgradientBenchmark.steps", Map.of(), steps, "steps", 80_000 * steps, 0);
  }

  /** Each iteration multiplies with the 200 x 400 matrix of measurements and with its transpose. */
  private static Work splitting() {
    long iterations = new RecoveryWorkload(20, 200, true).split().iterations();
    long entries = 200L * 20 * 20;
    return new Work(
        "RecoveryBenchmark.splitting",
        Map.of(),
        iterations,
        "iterations",
        4 * entries * iterations,
        16 * entries * iterations);
  }

  /** A step takes the measurements to 39 coordinates and to values, and makes a Gram matrix. */
  private static Work recovery() {
    long steps = new RecoveryWorkload(20, 200, false).solve().solve().iterations();
    long entries = 200L * 20 * 20;
    return new Work(
        "RecoveryBenchmark.solve",
        Map.of(),
        steps,
        "Newton steps",
        (6 * entries + 200 * 39 * 39) * steps,
        24 * entries * steps);
  }

  private static int size(String shape, int position) {
    return Integer.parseInt(shape.split("x")[position]);
  }
}
