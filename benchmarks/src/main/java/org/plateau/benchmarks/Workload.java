package org.plateau.benchmarks;

import java.util.Map;

/**
 * One piece of work on a fixed instance: timed by JMH here, and by the peer scripts on the same
 * numbers elsewhere.
 */
interface Workload {

  /** An array of the instance, with its shape. */
  record Array(double[] values, int... shape) {}

  /** Returns the instance as named arrays, for a peer to read. */
  Map<String, Array> instance();

  /** Does the work once and returns its result, which a peer must reproduce. */
  double run();

  /** Returns the workload of the given name. */
  static Workload named(String name) {
    String[] words = name.split(":");
    return switch (words[0]) {
      case "sharpness" -> new SharpnessWorkload(integer(words, 1), integer(words, 2));
      case "batch" -> new SharpnessBatchWorkload(integer(words, 1), integer(words, 2));
      case "flow" -> new FlowWorkload(integer(words, 1), integer(words, 2));
      case "subgradient" -> new SubgradientWorkload(integer(words, 1));
      case "recovery" -> new RecoveryWorkload(integer(words, 1), integer(words, 2));
      default ->
          throw new IllegalArgumentException(
              "unknown workload '"
                  + name
                  + "'; known are sharpness:L:d, batch:L:d, flow:L:d, subgradient:steps, recovery:d:m");
    };
  }

  private static int integer(String[] words, int position) {
    return Integer.parseInt(words[position]);
  }
}
