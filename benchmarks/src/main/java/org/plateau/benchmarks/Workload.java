package org.plateau.benchmarks;

import java.util.Map;
import java.util.function.DoubleSupplier;

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

  /** Counts the work of one run, where need be by doing it. */
  WorkCount count();

  /**
   * Returns the workload of the given name; {@code hipparchus:}, {@code commons-math:} or {@code
   * ejml:} before it asks for the form on that library.
   */
  static Workload named(String name) {
    int colon = name.indexOf(':');
    String rest = name.substring(colon + 1);
    switch (name.substring(0, Math.max(colon, 0))) {
      case "hipparchus":
        return onHipparchus(named(rest));
      case "commons-math":
        return sharpness(named(rest), new CommonsMathAlgebra());
      case "ejml":
        return sharpness(named(rest), new EjmlAlgebra());
      default:
        return own(name);
    }
  }

  private static Workload own(String name) {
    String[] words = name.split(":");
    return switch (words[0]) {
      case "sharpness" -> new SharpnessWorkload(integer(words, 1), integer(words, 2));
      case "batch" -> new SharpnessBatchWorkload(integer(words, 1), integer(words, 2));
      case "flow" -> new FlowWorkload(integer(words, 1), integer(words, 2));
      case "subgradient" -> new SubgradientWorkload(integer(words, 1));
      case "recovery" -> new RecoveryWorkload(integer(words, 1), integer(words, 2), false);
      case "splitting" -> new RecoveryWorkload(integer(words, 1), integer(words, 2), true);
      case "product" -> new ProductWorkload(integer(words, 1));
      case "verifier" -> new VerifierWorkload(integer(words, 1));
      default ->
          throw new IllegalArgumentException(
              "unknown workload '"
                  + name
                  + "'; known are sharpness:L:d, batch:L:d, flow:L:d, subgradient:steps,"
                  + " recovery:d:m, splitting:d:m, product:n, verifier:threads");
    };
  }

  /** The same work on the matrices of Hipparchus, or by its integrator (goal G8). */
  private static Workload onHipparchus(Workload own) {
    if (own instanceof FlowWorkload flow) {
      return own.by(() -> FlowWorkload.result(flow.reference()));
    }
    if (own instanceof RecoveryWorkload recovery) {
      return own.by(recovery.onLibraryMatrices()::flatness);
    }
    return sharpness(own, new HipparchusAlgebra());
  }

  private static Workload sharpness(Workload own, LinearAlgebra<?, ?> library) {
    if (own instanceof SharpnessWorkload sharpness) {
      LibrarySharpness<?, ?> form = sharpness.on(library);
      return own.by(() -> form.sharpness().value());
    }
    throw new IllegalArgumentException(
        own.getClass().getSimpleName() + " has no form on this library");
  }

  /** The same instance, done in another way. */
  private Workload by(DoubleSupplier work) {
    Map<String, Array> instance = instance();
    return new Workload() {
      @Override
      public Map<String, Array> instance() {
        return instance;
      }

      @Override
      public double run() {
        return work.getAsDouble();
      }

      @Override
      public WorkCount count() {
        return new WorkCount(1, "run", 0, 0);
      }
    };
  }

  private static int integer(String[] words, int position) {
    return Integer.parseInt(words[position]);
  }
}
