package org.plateau.benchmarks;

/** What a JVM needs to run the vector form of the kernels at its full speed. */
final class VectorFlags {

  static final String MODULE = "--add-modules=jdk.incubator.vector";

  /**
   * Once a process has used many operations of the Vector API, each of them carries a few recorded
   * failures of type checks. The compiler adds up those of everything inlined into a method, and
   * from a limit on, 100 if not told otherwise, it leaves some operations of a large kernel as
   * calls that allocate: products took twice as long, small sharpnesses up to four times.
   */
  static final String TRAPS = "-XX:PerMethodTrapLimit=5000";

  private VectorFlags() {}
}
