package org.plateau.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/** A process that runs, or resumes, a run that takes about a second; to be killed. */
final class KilledRun {

  private KilledRun() {}

  public static void main(String[] args) throws IOException {
    RunDirectory directory = new RunDirectory(Path.of(args[0]));
    Catalogue catalogue = Catalogue.of(claims());
    if (Files.exists(directory.journalFile())) {
      Verifier.resuming(catalogue, directory).threads(2).run();
    } else {
      Verifier.of(catalogue.claims()).seed(5).tries(60).threads(2).into(directory).run();
    }
  }

  static List<Claim<?>> claims() {
    return List.of(
        slow("example/first").probe(Probe.claiming("half", u -> measured(0.5 * u, 0.45))),
        slow("example/second").probe(Probe.scaled("never breaks", 0.5)),
        ExampleClaim.event("example/often", 0.99, 0.95));
  }

  private static ExampleClaim<Double> slow(String id) {
    return new ExampleClaim<>(
        Statement.lower(id).cost(Cost.MEDIUM),
        d -> d.uniform("u", 0.9, 1),
        u -> {
          pause();
          return measured(u, 0.9);
        },
        null);
  }

  private static Evidence measured(double value, double bound) {
    return Evidence.of(Check.atLeast("u", value, bound));
  }

  private static void pause() {
    try {
      Thread.sleep(8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
