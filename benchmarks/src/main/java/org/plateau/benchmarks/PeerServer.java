package org.plateau.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.plateau.matrix.Kernels;

/**
 * Times workloads on request, so that a peer script can interleave its own runs with ours, A B A B,
 * in warm processes.
 *
 * <p>One request a line: {@code write WORKLOAD FILE.npz} answers {@code ok}; {@code run WORKLOAD
 * SECONDS} repeats the work for at least that long and answers {@code RESULT NANOSECONDS_PER_RUN
 * RUNS}; {@code flops WORKLOAD} answers the least number of flops of one run, 0 where it is not
 * known; {@code limits flops SECONDS} and {@code limits bytes SECONDS} answer in the same form,
 * with the number of flops or bytes of one run as the result.
 */
public final class PeerServer {

  private final Map<String, Workload> workloads = new HashMap<>();

  private PeerServer() {}

  /** Answers requests until the input ends. */
  public static void main(String[] arguments) throws IOException {
    PeerServer server = new PeerServer();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready " + Runtime.version().feature() + ", " + Kernels.description());
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(server.answer(line.trim().split("\\s+", 3)));
    }
  }

  private String answer(String[] words) throws IOException {
    if (words[0].equals("limits")) {
      return time(limit(words[1].equals("flops")), Double.parseDouble(words[2]));
    }
    Workload workload = workloads.computeIfAbsent(words[1], Workload::named);
    if (words[0].equals("write")) {
      NpzWriter.write(Path.of(words[2]), workload.instance());
      return "ok";
    }
    if (words[0].equals("flops")) {
      return Long.toString(workload.count().flops());
    }
    return time(workload::run, Double.parseDouble(words[2]));
  }

  private static DoubleSupplier limit(boolean flops) {
    LimitsBenchmark limits = new LimitsBenchmark();
    limits.fill();
    // Both sums are positive, so that the work cannot be left out.
    return flops
        ? () -> limits.fusedMultiplyAdd() > 0 ? LimitsBenchmark.FLOPS : 0
        : () -> limits.memoryRead() > 0 ? LimitsBenchmark.BYTES : 0;
  }

  private static String time(DoubleSupplier work, double seconds) {
    long start = System.nanoTime();
    long runs = 0;
    double result;
    long elapsed;
    do {
      result = work.getAsDouble();
      runs++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < seconds * 1e9);
    return result + " " + (double) elapsed / runs + " " + runs;
  }
}
