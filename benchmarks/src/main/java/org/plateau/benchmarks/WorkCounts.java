package org.plateau.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.plateau.verify.RunDirectory;

/** Counts the work of the benchmarks. The report puts it beside the times, as shares of limits. */
public final class WorkCounts {

  /**
   * The work of one operation, a {@link WorkCount} as the report reads it.
   *
   * @param benchmark class and method, as in {@code FlowBenchmark.inPlace}
   * @param params the benchmark's parameters
   * @param count its steps
   * @param unit of the steps
   * @param flops 0 where they are not known
   * @param bytes 0 where they are not known
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
      Map<String, String> params = Map.of("n", Integer.toString(n));
      all.add(work("KernelBenchmark.vector", params, new ProductWorkload(n)));
      all.add(work("KernelBenchmark.scalar", params, new ProductWorkload(n)));
    }
    for (String shape :
        new String[] {
          "4x8", "8x8", "16x8", "32x8", "64x8", "128x8", "8x4", "8x16", "8x32", "8x64", "8x128"
        }) {
      all.add(work("ScalingBenchmark.minimizerForm", Map.of("shape", shape), sharpness(shape)));
    }
    for (String shape : new String[] {"8x8", "128x8", "16x16", "64x32", "128x64"}) {
      SharpnessWorkload workload = sharpness(shape);
      all.add(work("SharpnessBenchmark.minimizerForm", Map.of("shape", shape), workload));
      all.add(anywhere(shape, workload));
    }
    for (String shape : new String[] {"8x8", "8x16", "8x32"}) {
      WorkCount one = SharpnessWorkload.count(size(shape, 0), size(shape, 1), 1);
      all.add(work("SharpnessBatchBenchmark.lanes", Map.of("shape", shape), one));
    }
    for (int d : new int[] {8, 32}) {
      Map<String, String> params = Map.of("d", Integer.toString(d));
      all.add(work("FlowBenchmark.inPlace", params, new FlowWorkload(4, d)));
    }
    all.add(
        work(
            "SubgradientBenchmark.steps",
            Map.of(),
            new SubgradientWorkload(SubgradientBenchmark.STEPS)));
    all.add(work("RecoveryBenchmark.solve", Map.of(), new RecoveryWorkload(20, 200, false)));
    all.add(work("RecoveryBenchmark.splitting", Map.of(), new RecoveryWorkload(20, 200, true)));
    return all;
  }

  private static Work work(String benchmark, Map<String, String> params, Workload workload) {
    return work(benchmark, params, workload.count());
  }

  private static Work work(String benchmark, Map<String, String> params, WorkCount count) {
    return new Work(benchmark, params, count.steps(), count.unit(), count.flops(), count.bytes());
  }

  private static Work anywhere(String shape, SharpnessWorkload workload) {
    int products = workload.lanczos().products();
    WorkCount count = new WorkCount(products, "Hessian-vector products", 0, 0);
    return work("SharpnessBenchmark.anywhere", Map.of("shape", shape), count);
  }

  private static SharpnessWorkload sharpness(String shape) {
    return new SharpnessWorkload(size(shape, 0), size(shape, 1));
  }

  private static int size(String shape, int position) {
    return Integer.parseInt(shape.split("x")[position]);
  }
}
