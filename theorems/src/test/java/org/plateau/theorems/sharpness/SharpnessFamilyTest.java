package org.plateau.theorems.sharpness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.plateau.landscape.Sharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Probe;

/** Holds the claims on minimizers to what they promise: every draw, every probe, and 50 digits. */
class SharpnessFamilyTest {

  private static final long SEED = 20241122;
  private static final int DRAWS = 60;

  static Stream<Claim<?>> claims() {
    return Stream.of(
        new GradientFormula(),
        new HessianVectorProduct(),
        new MinimizerSharpnessForm(),
        new HessianTraceForm(),
        new HessianFrobeniusForm(),
        new HessianRank(),
        new SharpnessLowerBound(),
        new BalancedUpperBound(),
        new ExactMinimum(),
        new Sandwich(),
        new MinimizerCertificate(),
        new LinearGrowth(),
        new ArbitrarilySharp(),
        new WidthIndependence(),
        new SingularData(),
        new LeastHessianTrace(),
        new TwoLayerBracket(),
        new BalancedBracket(),
        new UnstableStep(),
        new EscapeRate());
  }

  @ParameterizedTest
  @MethodSource("claims")
  <I> void everyDrawHolds(Claim<I> claim) {
    for (int i = 0; i < DRAWS; i++) {
      Evidence evidence = claim.examine(claim.draw(draws(claim, i)));
      assertTrue(evidence.hypothesesHold(), i + ": " + evidence.hypotheses());
      assertEquals(Outcome.HOLDS, evidence.outcome(), i + ": " + evidence.headline());
    }
  }

  @ParameterizedTest
  @MethodSource("claims")
  <I> void everyProbeBites(Claim<I> claim) {
    assertFalse(claim.probes().isEmpty());
    for (Probe<I> probe : claim.probes()) {
      assertTrue(bites(claim, probe), probe.name());
    }
  }

  @ParameterizedTest
  @MethodSource("claims")
  <I> void fiftyDigitsAgreeWithDoublePrecision(Claim<I> claim) {
    int compared = 0;
    for (int i = 0; i < 4; i++) {
      I instance = claim.draw(draws(claim, i));
      Evidence evidence = claim.examine(instance);
      Optional<Evidence> precise = claim.examinePrecisely(instance);
      if (precise.isEmpty()) {
        continue;
      }
      compared++;
      List<Check> checks = precise.get().checks();
      assertEquals(names(evidence.checks()), names(checks));
      assertEquals(Outcome.HOLDS, precise.get().outcome(), precise.get().headline().toString());
      for (int j = 0; j < checks.size(); j++) {
        Check rough = evidence.checks().get(j);
        double allowed = 1e-8 * rough.scale() + rough.error();
        if (!rough.what().startsWith("distance")) {
          assertEquals(checks.get(j).value(), rough.value(), allowed, rough.what());
          assertEquals(checks.get(j).bound(), rough.bound(), allowed, rough.what());
        }
      }
    }
    assertTrue(compared >= 3, "only " + compared + " instances had a form at 50 digits");
  }

  /** Golden value of the spec, C10: with a kernel part in w the bracket 4 is wrong, S = 6.957. */
  @Test
  void balancedMinimizerWithKernelPart() {
    LeastSquaresData data = LeastSquaresData.of(new double[] {1, 0}, new double[] {1}, 1, 2);
    double v = Math.pow(10, 0.25);
    DeepLinearNetwork network =
        DeepLinearNetwork.plain(new int[] {2, 1, 1}, new double[] {1 / v, 3 / v, v});
    double expected = 2 * (Math.sqrt(10) + 1 / Math.sqrt(10));
    assertEquals(expected, Sharpness.of(network, data).value(), 1e-13);
    BalancedBracket claim = new BalancedBracket();
    Evidence evidence = claim.examine(claim.instance(network, data));
    assertEquals(Outcome.VIOLATED, evidence.outcome());
    assertFalse(evidence.hypothesesHold());
    assertEquals(4, evidence.checks().get(1).bound(), 1e-13);
  }

  /** A network trained until the gap is 1e-13 beta is judged at the minimizer next to it. */
  @Test
  void trainedNetworksAreMovedOntoTheMinimizer() {
    Minimizer exact = Minimizer.draw(Draws.editing(SEED, "trained", 0, Map.of("L", "4")));
    double[] parameters = exact.network().parameters();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= 1 + 1e-9 * (i % 3);
    }
    DeepLinearNetwork rounded = exact.network().with(parameters);
    assertTrue(rounded.isMinimizer(exact.data()));
    Minimizer moved = new SharpnessLowerBound().instance(rounded, exact.data());
    assertEquals(0, moved.network().lossGap(exact.data()) / exact.data().beta(), 1e-26);
    double before = Sharpness.of(exact.network(), exact.data()).value();
    assertEquals(before, moved.sharpness().value(), 1e-6 * before);
    Minimizer untouched =
        Minimizer.nextTo(rounded.with(new double[parameters.length]), exact.data());
    assertFalse(new SharpnessLowerBound().examine(untouched).hypothesesHold());
  }

  /** Golden values of the spec, C5: d = 1, slope off by 0.9 %, 1.7 % and 2.8 %. */
  @ParameterizedTest
  @CsvSource({"6, 0.009", "8, 0.017", "10, 0.028"})
  void slopeAgainstTheLogarithm(double log, double expected) {
    double[] y = {Math.exp(-log / 2)};
    DepthSetting s = new DepthSetting(LeastSquaresData.of(new double[] {1}, y, 1, 1), 2, 1);
    Check slope = new LinearGrowth().examine(s).checks().get(0);
    assertEquals(expected, -slope.margin(), 5e-4);
    assertEquals(log > 8 ? Outcome.VIOLATED : Outcome.HOLDS, slope.outcome());
  }

  /** Golden value of the spec, T3: 1.300000 against 1.3. */
  @Test
  void escapeRateAtTwoPointThree() {
    EscapeRate claim = new EscapeRate();
    Draws draws =
        Draws.editing(SEED, claim.statement().id(), 0, Map.of("eta S", Double.toString(2.3)));
    Check growth = claim.examine(claim.draw(draws)).checks().get(0);
    assertEquals(1.3, growth.value(), 5e-6);
  }

  /** Golden value of the spec, C1: S = 0 at W = 0 for three layers and more. */
  @Test
  void originHasNoCurvature() {
    Minimizer origin = Minimizer.drawOrigin(Draws.of(SEED, "origin", 0));
    assertEquals(0, origin.sharpness().value());
    Evidence evidence = new SharpnessLowerBound().examine(origin);
    assertEquals(Outcome.VIOLATED, evidence.outcome());
    assertFalse(evidence.hypothesesHold());
  }

  @Test
  void figureSpansTheDepths() {
    DepthFigure figure = new DepthFigure();
    List<Chart> panels = figure.draw(Effort.QUICK, RandomStream.ofKey(1));
    for (Chart panel : panels) {
      double[] least = panel.series().get(0).y();
      double[] lower = panel.series().get(2).y();
      double[] upper = panel.series().get(3).y();
      for (int i = 0; i < least.length; i++) {
        assertTrue(lower[i] <= least[i] * (1 + 1e-9) && least[i] <= upper[i] * (1 + 1e-9));
      }
    }
    assertEquals(2, panels.size());
  }

  private static <I> boolean bites(Claim<I> claim, Probe<I> probe) {
    for (int i = 0; i < probe.tries(); i++) {
      String name = claim.statement().id() + "/" + probe.slug();
      Draws draws = Draws.editing(SEED, name, i, probe.edits());
      if (probe.examine(claim, probe.draw(claim, draws)).outcome() == Outcome.VIOLATED) {
        return true;
      }
    }
    return false;
  }

  private static Draws draws(Claim<?> claim, int i) {
    return Draws.of(SEED, claim.statement().id(), i);
  }

  private static List<String> names(List<Check> checks) {
    return checks.stream().map(Check::what).toList();
  }
}
