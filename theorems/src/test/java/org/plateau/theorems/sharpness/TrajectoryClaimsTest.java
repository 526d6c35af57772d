package org.plateau.theorems.sharpness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plateau.dynamics.Ending;
import org.plateau.dynamics.FlowEnd;
import org.plateau.dynamics.FlowPlan;
import org.plateau.dynamics.GradientFlow;
import org.plateau.dynamics.StepObserver;
import org.plateau.dynamics.Tolerances;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.Sharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Direction;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Point;
import org.plateau.theorems.Probe;

/**
 * Holds the claims on gradient flow and descent to what they promise, and to the spec's numbers.
 */
class TrajectoryClaimsTest {

  private static final long SEED = 20241123;
  private static final int DRAWS = 40;

  static Stream<Claim<?>> deterministic() {
    return Stream.of(
        new ConservedBalance(),
        new GradientDomination(),
        new FlowConservesBalance(),
        new DescentDriftsInFirstOrder(),
        new FlowRankOne(),
        new FlowAlignment(),
        new FlowLayerNorms(),
        new FlowSharpness(),
        new FlowBalancedLimit(),
        new WidthOneFlow(),
        new FlowConverges(),
        new EnergyIdentity(),
        new ConvergedBelowEdge(),
        new ResidualLocalConvergence(),
        new NegativeTarget(),
        new ResidualLowerBound(),
        new FigureSharpnessBetween(),
        new FigureSmallScale());
  }

  static Stream<Claim<?>> probabilistic() {
    return Stream.of(
        new DescentThreshold(),
        new ResidualThreshold(),
        new RandomProductMoment(),
        new ResidualConvergence(),
        new FigureNoConvergence(),
        new FigureThresholdEdge());
  }

  static Stream<Claim<?>> trends() {
    return Stream.of(
        new BoundedProducts(),
        new ProductsBoundedBelow(),
        new ResidualDisplacement(),
        new ResidualSharpnessRatio(),
        new FigureSharpnessGrows(),
        new FigureDivergenceInScale(),
        new FigureDivergenceInStep(),
        new FigureGeneralization());
  }

  private static Draws draws(Claim<?> claim, int i) {
    return Draws.of(SEED, claim.statement().id(), i);
  }

  @ParameterizedTest
  @MethodSource("deterministic")
  <I> void holdsWhereverItsHypothesesDo(Claim<I> claim) {
    int valid = 0;
    for (int i = 0; i < DRAWS; i++) {
      Evidence evidence = claim.examine(claim.draw(draws(claim, i)));
      if (evidence.hypothesesHold()) {
        valid++;
        assertEquals(Outcome.HOLDS, evidence.outcome(), i + ": " + evidence.headline());
      }
    }
    assertTrue(valid >= claim.statement().validShare() * DRAWS, "valid: " + valid);
  }

  @ParameterizedTest
  @MethodSource("deterministic")
  <I> void everyProbeBites(Claim<I> claim) {
    assertFalse(claim.probes().isEmpty());
    for (Probe<I> probe : claim.probes()) {
      assertTrue(bites(claim, probe), probe.name());
    }
  }

  private static <I> boolean bites(Claim<I> claim, Probe<I> probe) {
    for (int i = 0; i < probe.tries(); i++) {
      if (violates(claim, probe, i)) {
        return true;
      }
    }
    return false;
  }

  private static <I> boolean violates(Claim<I> claim, Probe<I> probe, int i) {
    String name = claim.statement().id() + "/" + probe.slug();
    Draws draws = Draws.editing(SEED, name, i, probe.edits());
    return probe.examine(claim, probe.draw(claim, draws)).outcome() == Outcome.VIOLATED;
  }

  @ParameterizedTest
  @MethodSource("deterministic")
  <I> void everyMutantIsCaught(Claim<I> claim) {
    for (Mutant<I> mutant : claim.mutants()) {
      Claim<I> wrong = mutant.applyTo(claim);
      boolean toothless = wrong.probes().stream().anyMatch(probe -> !bites(wrong, probe));
      assertTrue(toothless || refuted(wrong), mutant.name());
    }
  }

  private static <I> boolean refuted(Claim<I> claim) {
    for (int i = 0; i < claim.statement().tries(Effort.QUICK); i++) {
      I instance = claim.draw(draws(claim, i));
      if (claim.examine(instance).outcome() == Outcome.VIOLATED) {
        Optional<Evidence> precise = claim.examinePrecisely(instance);
        return precise.isPresent() && precise.get().outcome() == Outcome.VIOLATED;
      }
    }
    return false;
  }

  @ParameterizedTest
  @MethodSource("deterministic")
  <I> void fiftyDigitsAgreeWithDoublePrecision(Claim<I> claim) {
    for (int i = 0; i < 4; i++) {
      I instance = claim.draw(draws(claim, i));
      Optional<Evidence> precise = claim.examinePrecisely(instance);
      if (precise.isPresent()) {
        List<Check> rough = claim.examine(instance).checks();
        List<Check> fine = precise.get().checks();
        assertEquals(Outcome.HOLDS, precise.get().outcome());
        assertEquals(rough.size(), fine.size());
        for (int j = 0; j < fine.size(); j++) {
          assertEquals(rough.get(j).what(), fine.get(j).what());
          double allowed = 1e-8 * rough.get(j).scale();
          assertEquals(fine.get(j).value(), rough.get(j).value(), allowed);
          assertEquals(fine.get(j).bound(), rough.get(j).bound(), allowed);
        }
      }
    }
  }

  /** At p0 - delta a failure in every seventh draw is expected; observed is at most 1 in 300. */
  @ParameterizedTest
  @MethodSource("probabilistic")
  <I> void succeedsNearlyAlways(Claim<I> claim) {
    assertEquals(Direction.PROBABILITY, claim.statement().direction());
    int held = 0;
    for (int i = 0; i < DRAWS; i++) {
      Evidence evidence = claim.examine(claim.draw(draws(claim, i)));
      assertTrue(evidence.hypothesesHold());
      held += evidence.outcome() == Outcome.HOLDS ? 1 : 0;
    }
    assertTrue(held >= DRAWS - 2, held + " of " + DRAWS);
  }

  @ParameterizedTest
  @MethodSource("probabilistic")
  <I> void probesFailOften(Claim<I> claim) {
    for (Probe<I> probe : claim.probes()) {
      int broken = 0;
      for (int i = 0; i < 20; i++) {
        broken += violates(claim, probe, i) ? 1 : 0;
      }
      assertTrue(broken >= 8, probe.name() + ": " + broken + " of 20");
    }
  }

  @ParameterizedTest
  @MethodSource("trends")
  <I> void pointsAreFiniteAndRepeatable(Claim<I> claim) {
    assertEquals(Direction.TREND, claim.statement().direction());
    int points = 0;
    for (int i = 0; i < 8; i++) {
      Evidence evidence = claim.examine(claim.draw(draws(claim, i)));
      Point point = evidence.point();
      if (point != null) {
        points++;
        assertTrue(Double.isFinite(point.x()) && Double.isFinite(point.y()));
        assertEquals(evidence, claim.examine(claim.draw(draws(claim, i))));
      }
    }
    assertTrue(points >= 4, "points: " + points);
  }

  /** Spec, section 7: times 2.4, 19, 151, 1210 for scales .2, .1, .05, .025, that is scale^-3. */
  @Test
  void thePlateauLastsLikeTheScaleToTheMinusThree() {
    int[] widths = PaperSetting.widths(5, 5);
    LeastSquaresData data = PaperSetting.draw(RandomStream.of(1, "plateau", 0), 50, 5);
    double[] direction = PaperSetting.plain(RandomStream.of(1, "plateau", 1), 5, 5, 1).parameters();
    double[] times = new double[3];
    for (int i = 0; i < 3; i++) {
      double scale = 0.1 / (1 << i);
      double[] weights = direction.clone();
      for (int j = 0; j < weights.length; j++) {
        weights[j] *= scale;
      }
      SmallStart start = new SmallStart(data, widths, weights);
      FlowEnd end =
          GradientFlow.of(start.objective(), Tolerances.STANDARD)
              .run(
                  weights,
                  new FlowPlan(
                      0.5 * data.beta(), data.beta() * 0.6, Double.POSITIVE_INFINITY, 100_000));
      times[i] = end.time();
      assertTrue(end.pathLength() < 2.5, () -> "path " + end.pathLength());
    }
    assertEquals(8, times[1] / times[0], 0.8);
    assertEquals(8, times[2] / times[1], 0.4);
  }

  /** Spec, F5: d = 1, L = 2 ends at S = 2 Sigma sqrt(D^2 + 4 w*^2). */
  @Test
  void twoUnbalancedScalars() {
    LeastSquaresData data = LeastSquaresData.of(new double[] {1}, new double[] {0.5}, 1, 1);
    SmallStart start = new SmallStart(data, new int[] {1, 1, 1}, new double[] {2.5, 0.01});
    double d = 2.5 * 2.5 - 0.01 * 0.01;
    double[] end = start.flow(StepObserver.NONE).weights();
    double exact = 2 * Math.sqrt(d * d + 4 * 0.25);
    assertEquals(exact, start.sharpness(end).value(), 1e-6 * exact);
    double least = MinimalSharpness.of(data, 2, 1).value();
    assertEquals(Math.sqrt(d * d + 1) / (2 * 0.5), exact / least, 1e-12);
  }

  /** Spec, I7: L = 4, w* = -p: w = 6e-8 at T = 1000, since c^2 decays like 1 / (4 T). */
  @Test
  void equalLayersDecayAlgebraically() {
    LeastSquaresData data = LeastSquaresData.of(new double[] {1}, new double[] {-1}, 1, 1);
    DeepLinearNetwork network =
        DeepLinearNetwork.withOutput(
            new int[] {1, 1, 1, 1, 1}, new double[] {1, 1, 1, 1}, new double[] {1});
    ResidualStart start = new ResidualStart(network, data);
    FlowEnd end =
        GradientFlow.of(start.objective(), Tolerances.STANDARD)
            .run(network.parameters(), FlowPlan.inTime(0, 1000));
    double w = network.with(end.weights()).endToEnd()[0];
    assertEquals(6e-8, w, 0.5e-8);
  }

  /**
   * Spec, I3: at d = 1, L = 2, W = (0.5, 0.5) the empty product is needed among those of K_hi; the
   * bound on S would be 0.61 Lambda pi^2 without it, and S is Lambda pi^2.
   */
  @Test
  void theEmptyProductCounts() {
    DeepLinearNetwork network =
        DeepLinearNetwork.withOutput(
            new int[] {1, 1, 1}, new double[] {0.5, 0.5}, new double[] {1});
    LeastSquaresData data = LeastSquaresData.of(new double[] {1}, new double[] {0.25}, 1, 1);
    assertEquals(1, Sharpness.of(network, data).value(), 1e-14);
    assertEquals(1, ResidualStart.largestProduct(network));
    assertEquals(0.25, ResidualStart.leastProduct(network));
    double without = 4 * Math.pow(0.5 * (1 + 0.25 / (2 * 0.5)), 4);
    assertEquals(0.61, without, 5e-3);
    double tau = Math.log1p(0.25 / 2);
    assertTrue(4 * Math.exp(4 * tau) >= 1);
  }

  /** A flow that does not move conserves everything, and so must not count for its claims. */
  @Test
  void flowsThatDoNotEndSayNothing() {
    SmallStart start = SmallStart.draw(Draws.of(SEED, "still", 0));
    double[] weights = start.weights();
    FlowEnd still = new FlowEnd(Ending.BUDGET_SPENT, weights, 1, 1, 0, 0, 0, 0);
    assertFalse(start.atEnd(still, Check.atMost("drift", 0, 1)).hypothesesHold());
  }

  /** Small weights: the loss below zero has the digits that the difference of two losses lost. */
  @Test
  void theLossBelowZeroHasNoCancellation() {
    LeastSquaresData data = LeastSquaresData.of(new double[] {1}, new double[] {3}, 1, 1);
    SmallStart start = new SmallStart(data, new int[] {1, 1, 1}, new double[] {1e-9, 1e-9});
    assertEquals(6e-18, start.lossBelowZero(), 1e-30);
    assertEquals(0, data.beta() - start.network(start.weights()).lossGap(data));
    SmallStart wrong = new SmallStart(data, new int[] {1, 1, 1}, new double[] {1e-9, -1e-9});
    Evidence evidence = new FlowConverges().examine(wrong);
    assertFalse(evidence.hypothesesHold());
  }

  /** Spec, F4 and T5: no small scale is asked for there, and ten layers are among those seen. */
  @Test
  void drawsReachAsFarAsTheSpec() {
    int large = 0;
    for (int i = 0; i < DRAWS; i++) {
      SmallStart start = new FlowLayerNorms().draw(Draws.of(SEED, "large", i));
      large += start.kappaMargin() < 0 ? 1 : 0;
    }
    assertTrue(large >= 8, "beyond the small scales: " + large);
    ResidualThreshold claim = new ResidualThreshold();
    for (int i = 0; i < 8; i++) {
      Draws draws = Draws.editing(SEED, "ten layers", i, Map.of("L", "10"));
      assertEquals(Outcome.HOLDS, claim.examine(claim.draw(draws)).outcome());
    }
  }

  /** The paper's data have |w*| = 1, so that 2La and 8L Lambda need no norm. */
  @Test
  void paperDataAreNormalized() {
    LeastSquaresData data = PaperSetting.draw(RandomStream.of(1, "paper", 0), 50, 5);
    assertEquals(1, data.solutionNorm(), 1e-13);
    assertEquals(20 * data.rayleigh(), MinimalSharpness.of(data, 10, 1).lowerBound(), 1e-12 * 40);
  }

  @Test
  void figuresDrawAtQuickEffort() {
    for (Figure figure :
        List.of(
            new ScaleFigure(),
            new LearningRateFigure(),
            new DivergenceFigure(),
            new GeneralizationFigure())) {
      List<Chart> charts = figure.draw(Effort.QUICK, RandomStream.of(1, figure.id(), 0));
      assertFalse(charts.isEmpty());
      for (Chart chart : charts) {
        assertFalse(chart.series().isEmpty(), figure.id() + ": " + chart.title());
        for (Chart.Series series : chart.series()) {
          for (int i = 0; i < series.x().length; i++) {
            assertTrue(Double.isFinite(series.x()[i]) && Double.isFinite(series.y()[i]));
            assertTrue(!chart.y().logarithmic() || series.y()[i] > 0);
          }
        }
      }
    }
    assertEquals(Effort.DEEP, new ResidualScaleFigure().from());
  }

  /** The second layer maps b to 1e-7 of its size, and rounding is 1e-9 of what is left. */
  @Test
  void aLayerThatNearlyCancelsIsNoDefect() {
    RandomStream stream = RandomStream.of(1, "cancel", 0);
    double[] first = stream.gaussian(new double[4]);
    double[] b = stream.gaussian(new double[2]);
    double up = first[0] * b[0] + first[1] * b[1];
    double down = first[2] * b[0] + first[3] * b[1];
    double[] second = {1e-7 * up - 0.7 * down, 1e-7 * down + 0.7 * up};
    double[] weights = {first[0], first[1], first[2], first[3], second[0], second[1], 1.3};
    DeepLinearNetwork network = DeepLinearNetwork.plain(new int[] {2, 2, 1, 1}, weights);
    double[] w = network.endToEnd();
    // With X = I the loss has b_0 = (w - y) / 2.
    double[] y = {w[0] - 2 * b[0], w[1] - 2 * b[1]};
    LeastSquaresData data = LeastSquaresData.of(new double[] {1, 0, 0, 1}, y, 2, 2);
    ConservedBalance claim = new ConservedBalance();
    AnyPoint point = claim.instance(network, data);
    Evidence evidence = claim.examine(point);
    assertTrue(evidence.checks().get(0).value() > 1e-12, evidence.toString());
    assertEquals(Outcome.DOUBTFUL, evidence.outcome());
    assertEquals(Outcome.HOLDS, claim.examinePrecisely(point).orElseThrow().outcome());
    for (Mutant<AnyPoint> mutant : claim.mutants()) {
      assertEquals(Outcome.VIOLATED, mutant.applyTo(claim).examine(point).outcome());
    }
  }

  @Test
  void networksOfTheWrongShapeAreRefused() {
    LeastSquaresData data = LeastSquaresData.of(new double[] {1}, new double[] {1}, 1, 1);
    DeepLinearNetwork single = DeepLinearNetwork.plain(new int[] {1, 1}, new double[] {1});
    assertThrows(
        IllegalArgumentException.class, () -> new ConservedBalance().instance(single, data));
    assertThrows(
        IllegalArgumentException.class, () -> new ResidualLowerBound().instance(single, data));
  }
}
