package org.plateau.benchmarks;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one core can do at most: fused multiply-adds in registers, and a stream over memory that no
 * cache holds. The scores are nanoseconds per flop and per byte; their inverses are GFLOP/s and
 * GB/s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {VectorFlags.MODULE, VectorFlags.TRAPS, "-Xmx1g"})
public class LimitsBenchmark {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int ROUNDS = 1 << 12;
  private static final int CHAINS = 12;
  private static final int LARGEST_REGISTER = 8;
  private static final int STREAM = 1 << 25;

  /** Flops of one call of {@link #fusedMultiplyAdd()}. */
  static final int FLOPS = ROUNDS * CHAINS * LARGEST_REGISTER * 2;

  /** Bytes that one call of {@link #memoryRead()} reads. */
  static final int BYTES = STREAM * Double.BYTES;

  private double[] seeds;
  private double[] stream;

  /** Fills the inputs with numbers that neither grow nor become subnormal. */
  @Setup
  public void fill() {
    seeds = new double[CHAINS * LARGEST_REGISTER];
    java.util.Arrays.fill(seeds, 1e-3);
    stream = new double[STREAM];
    java.util.Arrays.fill(stream, 1.0);
  }

  /**
   * Twelve independent chains of register-wide fused multiply-adds; scaled to the flops of a
   * 512-bit register.
   */
  @Benchmark
  @OperationsPerInvocation(FLOPS)
  public double fusedMultiplyAdd() {
    double sum = 0;
    for (int pass = 0; pass < LARGEST_REGISTER / SPECIES.length(); pass++) {
      sum += chains();
    }
    return sum;
  }

  private double chains() {
    DoubleVector factor = DoubleVector.broadcast(SPECIES, 0.999);
    DoubleVector shift = DoubleVector.broadcast(SPECIES, 1e-3);
    DoubleVector c0 = DoubleVector.fromArray(SPECIES, seeds, 0);
    DoubleVector c1 = DoubleVector.fromArray(SPECIES, seeds, 8);
    DoubleVector c2 = DoubleVector.fromArray(SPECIES, seeds, 16);
    DoubleVector c3 = DoubleVector.fromArray(SPECIES, seeds, 24);
    DoubleVector c4 = DoubleVector.fromArray(SPECIES, seeds, 32);
    DoubleVector c5 = DoubleVector.fromArray(SPECIES, seeds, 40);
    DoubleVector c6 = DoubleVector.fromArray(SPECIES, seeds, 48);
    DoubleVector c7 = DoubleVector.fromArray(SPECIES, seeds, 56);
    DoubleVector c8 = DoubleVector.fromArray(SPECIES, seeds, 64);
    DoubleVector c9 = DoubleVector.fromArray(SPECIES, seeds, 72);
    DoubleVector c10 = DoubleVector.fromArray(SPECIES, seeds, 80);
    DoubleVector c11 = DoubleVector.fromArray(SPECIES, seeds, 88);
    for (int i = 0; i < ROUNDS; i++) {
      c0 = c0.fma(factor, shift);
      c1 = c1.fma(factor, shift);
      c2 = c2.fma(factor, shift);
      c3 = c3.fma(factor, shift);
      c4 = c4.fma(factor, shift);
      c5 = c5.fma(factor, shift);
      c6 = c6.fma(factor, shift);
      c7 = c7.fma(factor, shift);
      c8 = c8.fma(factor, shift);
      c9 = c9.fma(factor, shift);
      c10 = c10.fma(factor, shift);
      c11 = c11.fma(factor, shift);
    }
    DoubleVector sum =
        c0.add(c1)
            .add(c2)
            .add(c3)
            .add(c4)
            .add(c5)
            .add(c6)
            .add(c7)
            .add(c8)
            .add(c9)
            .add(c10)
            .add(c11);
    double total = 0;
    for (int lane = 0; lane < SPECIES.length(); lane++) {
      total += sum.lane(lane);
    }
    return total;
  }

  /** Reads 256 MiB once, in four register-wide sums. */
  @Benchmark
  @OperationsPerInvocation(BYTES)
  public double memoryRead() {
    int lanes = SPECIES.length();
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector s2 = DoubleVector.zero(SPECIES);
    DoubleVector s3 = DoubleVector.zero(SPECIES);
    for (int i = 0; i < STREAM; i += 4 * lanes) {
      s0 = s0.add(DoubleVector.fromArray(SPECIES, stream, i));
      s1 = s1.add(DoubleVector.fromArray(SPECIES, stream, i + lanes));
      s2 = s2.add(DoubleVector.fromArray(SPECIES, stream, i + 2 * lanes));
      s3 = s3.add(DoubleVector.fromArray(SPECIES, stream, i + 3 * lanes));
    }
    DoubleVector sum = s0.add(s1).add(s2).add(s3);
    double total = 0;
    for (int lane = 0; lane < lanes; lane++) {
      total += sum.lane(lane);
    }
    return total;
  }
}
