package org.plateau.theorems.identityinit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.MarginCone;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Fact;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Probe;

/** The edges of what the specification allows are drawn, degenerate shapes among them. */
class DrawnRangesTest {

  private static final int INSTANCES = 240;

  private static <I> List<I> drawn(Claim<I> claim) {
    String id = claim.statement().id();
    return IntStream.range(0, INSTANCES).mapToObj(i -> claim.draw(Draws.of(3, id, i))).toList();
  }

  private static <I> void some(Claim<I> claim, String what, Predicate<I> kind) {
    assertTrue(drawn(claim).stream().anyMatch(kind), claim.statement().id() + ": " + what);
  }

  @Test
  void pointsOfTheLandscape() {
    some(new GradientBounds(), "singular layers", n -> n.leastStretch() < 1e-12);
    some(new HessianBounds(), "singular layers", n -> n.leastStretch() < 1e-12);
    some(new HessianBounds(), "one zero layer", n -> n.depth() == 1 && n.largestStretch() == 0);
    some(new HessianBounds(), "two, zero in one dimension", n -> n.depth() == 2 && isZero(n));
  }

  private static boolean isZero(Network network) {
    return network.dimension() == 1 && network.leastStretch() == 0;
  }

  @Test
  void runsNearTheIdentity() {
    some(new NearIdentityRate(), "16 layers", run -> run.depth() == 16);
    some(new NearIdentityRate(), "one entry", run -> run.dimension() == 1 && run.depth() == 1);
    NearIdentityThreshold claim = new NearIdentityThreshold();
    some(claim, "just beyond distance 1", run -> run.mu()[0] < 0 && run.mu()[0] > -1e-3);
    some(claim, "a deep network", run -> run.depth() > 60);
  }

  private static long signs(double[] values) {
    return Arrays.stream(values).map(Math::signum).distinct().count();
  }

  @Test
  void symmetricTargets() {
    some(new SymmetricDecoupling(), "both signs", run -> signs(run.spectrum().mu()) == 2);
    SymmetricRate rate = new SymmetricRate();
    some(rate, "one layer, shorter step", run -> run.depth() == 1 && run.eta() < 0.9);
    some(rate, "one layer, exact step", run -> run.depth() == 1 && run.eta() == 1);
    some(
        new StepAndProjectFloor(),
        "pulls and balls that vary",
        run -> run.moves().stream().distinct().count() > 20 && run.moves().get(0).penalty() > 0);
  }

  @Test
  void matricesThatTurnNothingOrStretchNothing() {
    PolarAngle claim = new PolarAngle();
    some(claim, "symmetric", m -> m.dimension() > 2 && isSymmetric(m));
    some(claim, "conformal", m -> m.dimension() > 2 && stretchRatio(m) < 1 + 1e-13);
    some(claim, "one entry", m -> m.dimension() == 1);
  }

  private static boolean isSymmetric(MarginMatrix matrix) {
    int d = matrix.dimension();
    return Arrays.equals(matrix.psi(), Kernels.transpose(matrix.psi(), d, d));
  }

  private static double stretchRatio(MarginMatrix matrix) {
    int d = matrix.dimension();
    return Matrices.operatorNorm(matrix.psi(), d) / Matrices.leastSingularValue(matrix.psi(), d);
  }

  @Test
  void turnsOfEveryAngle() {
    some(new HalfTurn(), "a small angle", run -> run.real() > 0.5);
    some(new FullRankFlow(), "one layer", run -> run.depth() == 1);
  }

  /** An angle below a right one has a positive symmetric part, and shows nothing. */
  @Test
  void theProbeOfTheSymmetricPartTurnsFurtherThanARightAngle() {
    HalfTurn claim = new HalfTurn();
    Probe<PlaneRotation> probe =
        claim.probes().stream()
            .filter(p -> p.name().equals("a positive symmetric part is necessary"))
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < 2000; i++) {
      PlaneRotation run = probe.draw(claim, Draws.of(1, claim.statement().id(), i));
      assertTrue(run.real() < 0 && run.depth() >= 2, run.toString());
    }
  }

  @Test
  void negativeDeterminantsOfEveryShape() {
    NegativeDeterminantFloor claim = new NegativeDeterminantFloor();
    some(claim, "one entry", run -> run.dimension() == 1);
    some(claim, "one layer", run -> run.depth() == 1);
  }

  @Test
  void marginsOnBothSidesOfZero() {
    InfeasibleMarginFloor claim = new InfeasibleMarginFloor();
    some(claim, "positive margin", run -> MarginCone.margin(run.target(), run.dimension()) > 0.1);
    some(claim, "negative margin", run -> MarginCone.margin(run.target(), run.dimension()) < -0.2);
    some(claim, "one layer", run -> run.depth() == 1);
    PowerProjectionRate rate = new PowerProjectionRate();
    some(
        rate,
        "γ below the margin",
        run -> run.gamma() < 0.5 * MarginCone.margin(run.target(), run.dimension()));
    some(rate, "shorter steps", run -> run.eta() < 0.5 * run.safeStep());
  }

  /**
   * Without an instance on which the projection moves something, its part in the rate is untried.
   */
  @Test
  void projectionsAreAtWork() {
    PowerProjectionRate claim = new PowerProjectionRate();
    int active = 0;
    for (int i = 2; i < 60; i += 3) {
      Evidence evidence = claim.examine(claim.draw(Draws.of(3, claim.statement().id(), i)));
      assertEquals(Outcome.HOLDS, evidence.outcome());
      active += fact(evidence, "active projections") > 0 ? 1 : 0;
    }
    assertTrue(active >= 5, active + " of 20 thin targets");
  }

  private static double fact(Evidence evidence, String name) {
    return evidence.facts().stream()
        .filter(fact -> fact.name().equals(name))
        .mapToDouble(Fact::value)
        .findFirst()
        .orElseThrow();
  }
}
