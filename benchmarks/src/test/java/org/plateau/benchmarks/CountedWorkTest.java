package org.plateau.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.matrix.Kernels;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Outcome;
import org.plateau.verify.Subject;
import org.plateau.verify.Trial;

/**
 * The regression gate: counted work and bytes per operation of the benchmarks' workloads, never
 * time. Limits are what was counted when they were set, plus a tenth for bytes; someone who lowers
 * a count lowers its limit too.
 *
 * <p>Runs on the scalar kernels: the vector forms do the same operations, but box their registers
 * until they are compiled, which depends on time.
 */
class CountedWorkTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void runsOnScalarKernels() {
    assertTrue(Kernels.description().contains("scalar"), Kernels.description());
  }

  @ParameterizedTest
  @CsvSource({
    "sharpness:8:8, 245",
    "sharpness:128:8, 245",
    "sharpness:16:16, 315",
    "sharpness:64:32, 455",
    "batch:8:8, 670",
    "flow:4:8, 48000",
    "flow:4:32, 485000",
    "recovery:20:200, 600000",
    "splitting:20:200, 9600000"
  })
  void bytesOfAnOperation(String workload, long most) {
    long bytes = bytes(Workload.named(workload), 3);
    assertTrue(bytes <= most, () -> workload + " allocates " + bytes + " bytes, more than " + most);
    assertTrue(bytes > most / 2, () -> workload + " allocates " + bytes + ": lower its limit");
  }

  /** Goal G9: draw, examine and judge, on average over all families. */
  @Test
  void bytesOfAVerifiedInstance() {
    Claim<?> claim =
        new FixedShape<>(Catalogue.scan().claim("sharpness/lower-bound").orElseThrow(), 8, 8);
    Subject<?> subject = Subject.of(claim);
    int instances = 64;
    long bytes = bytes(() -> examined(subject, instances), 3) / instances;
    long most = 24_000;
    assertTrue(bytes <= most, () -> "an instance allocates " + bytes + " bytes, not " + most);
    assertTrue(bytes > most / 2, () -> "an instance allocates " + bytes + ": lower its limit");
  }

  private static double examined(Subject<?> subject, int instances) {
    double sum = 0;
    for (int i = 0; i < instances; i++) {
      Trial trial = Trial.run(subject, 1, i);
      assertEquals(Outcome.HOLDS, trial.outcome());
      sum += trial.evidence().headline().value();
    }
    return sum;
  }

  @Test
  void aSubgradientStepAllocatesNothing() {
    long few = bytes(new SubgradientWorkload(100), 3);
    long many = bytes(new SubgradientWorkload(2_100), 3);
    assertTrue(many - few < 2_000, () -> many - few + " bytes in 2,000 steps");
  }

  /** The plain form multiplies 400 rows a step. */
  @Test
  void certifiedSignsSaveMostProducts() {
    int steps = 20_000;
    double aStep = new SubgradientWorkload(steps).rowProducts() / (double) steps;
    assertTrue(8 < aStep && aStep <= 20, () -> aStep + " rows a step");
  }

  /** But for two powers in the step control, whose scratch arrays the compiler removes later. */
  @Test
  void aStepOfTheFlowAllocatesNothing() {
    FlowWorkload workload = new FlowWorkload(4, 8);
    long loose = bytes(() -> workload.inPlace(1e-3).gap(), 3);
    long precise = bytes(() -> workload.inPlace(1e-10).gap(), 3);
    long steps = (workload.inPlace().evaluations() - workload.inPlace(1e-3).evaluations()) / 12;
    assertTrue(steps > 15, () -> "only " + steps + " steps apart");
    assertTrue(
        precise - loose <= 64 * steps, () -> precise - loose + " bytes in " + steps + " steps");
  }

  @ParameterizedTest
  @CsvSource({"8, 563", "32, 727"})
  void evaluationsOfTheRightHandSide(int d, long most) {
    long counted = new FlowWorkload(4, d).inPlace().evaluations();
    assertTrue(counted <= most, () -> counted + " evaluations, more than " + most);
  }

  @Test
  void iterationsOfTheRecovery() {
    RecoveryWorkload workload = new RecoveryWorkload(20, 200, false);
    int newton = workload.solve().solve().iterations();
    assertTrue(newton <= 5, () -> newton + " steps, more than 5");
    int splitting = workload.split().iterations();
    assertTrue(splitting <= 96, () -> splitting + " iterations, more than 96");
  }

  @ParameterizedTest
  @CsvSource({"8, 8, 11", "16, 16, 19", "64, 32, 31", "128, 64, 37"})
  void hessianVectorProductsOfLanczos(int depth, int d, int most) {
    int counted = new SharpnessWorkload(depth, d).lanczos().products();
    assertTrue(counted <= most, () -> counted + " products, more than " + most);
  }

  /** What grows with L, a thread keeps for its next network. */
  @Test
  void bytesDoNotGrowWithDepth() {
    long few = bytes(new SharpnessWorkload(16, 8), 3);
    long many = bytes(new SharpnessWorkload(64, 8), 3);
    assertEquals(few, many);
  }

  /** The work that a benchmark does, without its instance. */
  private interface Work {
    double run();
  }

  private static long bytes(Workload workload, int runs) {
    return bytes(workload::run, runs);
  }

  /** Least number of bytes over some runs, after one that loads classes. */
  private static long bytes(Work work, int runs) {
    double sink = work.run();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < runs; i++) {
      long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      sink += work.run();
      long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      least = Math.min(least, after - before);
    }
    assertTrue(Double.isFinite(sink), "a result is not finite");
    return least;
  }
}
