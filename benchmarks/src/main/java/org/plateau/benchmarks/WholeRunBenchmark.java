package org.plateau.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Effort;
import org.plateau.verify.ResultRecord;
import org.plateau.verify.Verifier;

/**
 * Goal G10: a whole run of all claims and probes in a fresh process, class loading and compilation
 * included, in the quick budget; {@code benchmarks/peers/threads.py} times the standard one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(value = 1)
public class WholeRunBenchmark {

  /** Worker threads of the verifier. */
  @Param({"1", "2"})
  public int threads;

  /** Tries everything once; a run that is not green is no measurement. */
  @Benchmark
  public ResultRecord quick() throws Exception {
    List<Claim<?>> claims = Catalogue.scan().claims();
    ResultRecord result = Verifier.of(claims).effort(Effort.QUICK).threads(threads).run().result();
    if (!result.green()) {
      throw new IllegalStateException("the run is not green");
    }
    return result;
  }
}
