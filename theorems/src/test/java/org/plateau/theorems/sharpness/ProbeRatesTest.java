package org.plateau.theorems.sharpness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Direction;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Probe;

/**
 * Probes break as often as their number of tries presumes. One that breaks less often still bites
 * for most seeds, and is toothless for some.
 */
class ProbeRatesTest {

  private static final long SEED = 20241124;

  /** The miss that the number of tries allows. */
  private static final double MISS = 1e-9;

  /** Breaks to expect of a probe at its declared rate, so that half of them would be 4 sigma. */
  private static final double EXPECTED = 36;

  /** Without those on thousands of steps of descent, which take minutes. */
  static Stream<Claim<?>> claims() {
    return Catalogue.scan().claims().stream()
        .filter(it -> it.statement().id().startsWith("sharpness/"))
        .filter(it -> !it.statement().id().contains("figure"))
        .filter(it -> it.statement().direction() != Direction.PROBABILITY)
        .filter(it -> it.statement().direction() != Direction.TREND);
  }

  @ParameterizedTest
  @MethodSource("claims")
  <I> void everyProbeReachesItsRate(Claim<I> claim) {
    for (Probe<I> probe : claim.probes()) {
      double rate = -Math.expm1(Math.log(MISS) / probe.tries());
      int draws = (int) Math.ceil(EXPECTED / rate);
      double needed = EXPECTED - 4 * Math.sqrt(EXPECTED * (1 - rate));
      int broken = 0;
      for (int i = 0; i < draws && broken < needed; i++) {
        broken += breaks(claim, probe, i) ? 1 : 0;
      }
      assertTrue(broken >= needed, probe.name() + ": " + broken + " of " + draws);
    }
  }

  private static <I> boolean breaks(Claim<I> claim, Probe<I> probe, int i) {
    String name = claim.statement().id() + "/" + probe.slug();
    Draws draws = Draws.editing(SEED, name, i, probe.edits());
    return probe.examine(claim, probe.draw(claim, draws)).outcome() == Outcome.VIOLATED;
  }
}
