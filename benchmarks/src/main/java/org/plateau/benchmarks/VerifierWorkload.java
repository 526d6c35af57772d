package org.plateau.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Effort;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.Verdict;
import org.plateau.verify.Verifier;

/**
 * A whole run of the least-sharpness claim at (L, d) = (8, 8), without probes: drawn, examined,
 * judged and written to a journal (goal G9). A run that did not do its work is no measurement.
 */
final class VerifierWorkload implements Workload {

  /** Instances of one run. */
  static final int INSTANCES = 20_000;

  private static final String CLAIM = "sharpness/lower-bound";

  private final int threads;
  private final Claim<?> claim;

  VerifierWorkload(int threads) {
    this.threads = threads;
    this.claim = new FixedShape<>(Catalogue.scan().claim(CLAIM).orElseThrow(), 8, 8);
  }

  @Override
  public Map<String, Array> instance() {
    return Map.of();
  }

  /** Returns the number of instances. */
  @Override
  public double run() {
    try {
      Path folder = Files.createTempDirectory("plateau-bench");
      try {
        return run(new RunDirectory(folder));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public WorkCount count() {
    return new WorkCount(INSTANCES, "verified instances", 0, 0);
  }

  private int run(RunDirectory directory) throws IOException {
    ClaimRecord result =
        Verifier.of(List.of(claim))
            .effort(Effort.STANDARD)
            .tries(INSTANCES)
            .threads(threads)
            .into(directory)
            .run()
            .result()
            .claims()
            .get(0);
    if (result.verdict() != Verdict.UPHELD || result.valid() != INSTANCES) {
      throw new IllegalStateException("the run did not uphold " + CLAIM);
    }
    return INSTANCES;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
