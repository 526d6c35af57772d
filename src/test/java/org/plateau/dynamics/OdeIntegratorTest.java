package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.GraggBulirschStoerIntegrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All integrators pass the same tests; the oracles are closed forms and extrapolation. */
class OdeIntegratorTest {

  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final double NEVER = Double.NEGATIVE_INFINITY;
  private static final long PLENTY = 1_000_000;
  private static final Tolerances TIGHT = new Tolerances(1e-11, 1e-13);

  static Stream<Arguments> integrators() {
    IntFunction<OdeIntegrator> inPlace = n -> new DormandPrince853(n, TIGHT);
    IntFunction<OdeIntegrator> orderFive = n -> new DormandPrince54(n, TIGHT);
    IntFunction<OdeIntegrator> reference = n -> new HipparchusDormandPrince(TIGHT);
    return Stream.of(
        Arguments.of("in place", inPlace),
        Arguments.of("of order 5", orderFive),
        Arguments.of("Hipparchus", reference));
  }

  /** y' = -y in one dimension; the gauge is y. */
  private static VectorField decay() {
    return field(
        1,
        (y, dy) -> {
          dy[0] = -y[0];
          return y[0];
        });
  }

  private interface Rule {
    double apply(double[] y, double[] dy);
  }

  private static VectorField field(int n, Rule rule) {
    return new VectorField() {
      @Override
      public int dimension() {
        return n;
      }

      @Override
      public double evaluate(double[] y, double[] dy, int at) {
        double[] out = new double[n];
        double gauge = rule.apply(y, out);
        System.arraycopy(out, 0, dy, at, n);
        return gauge;
      }
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("integrators")
  void decayMatchesTheExponential(String name, IntFunction<OdeIntegrator> make) {
    double[] y = {3};
    Integration run = make.apply(1).integrate(decay(), y, 5, NEVER, PLENTY, StepObserver.NONE);
    assertEquals(IntegrationStop.HORIZON_REACHED, run.stop());
    assertEquals(5, run.time());
    assertEquals(3 * Math.exp(-5), y[0], 1e-11);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("integrators")
  void theEventIsHit(String name, IntFunction<OdeIntegrator> make) {
    double[] y = {1};
    Integration run =
        make.apply(1).integrate(decay(), y, INFINITE, 1e-3, PLENTY, StepObserver.NONE);
    assertEquals(IntegrationStop.LEVEL_REACHED, run.stop());
    assertEquals(y[0], run.gauge());
    assertTrue(y[0] <= 1e-3 && y[0] > 0.99e-3, () -> "stopped at " + y[0]);
    assertEquals(Math.exp(-run.time()), y[0], 1e-12);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("integrators")
  void aCircleClosesAfterTenTurns(String name, IntFunction<OdeIntegrator> make) {
    VectorField circle =
        field(
            2,
            (y, dy) -> {
              dy[0] = -y[1];
              dy[1] = y[0];
              return 1;
            });
    double[] y = {1, 0};
    make.apply(2).integrate(circle, y, 20 * Math.PI, NEVER, PLENTY, StepObserver.NONE);
    assertEquals(1, y[0], 1e-9);
    assertEquals(0, y[1], 1e-9);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("integrators")
  void predatorsAndPreyMatchExtrapolation(String name, IntFunction<OdeIntegrator> make) {
    Rule rule =
        (y, dy) -> {
          dy[0] = y[0] * (1.5 - y[1]);
          dy[1] = y[1] * (y[0] - 3);
          return 1;
        };
    double[] y = {1, 1};
    make.apply(2).integrate(field(2, rule), y, 7, NEVER, PLENTY, StepObserver.NONE);
    FirstOrderDifferentialEquations oracle =
        new FirstOrderDifferentialEquations() {
          @Override
          public int getDimension() {
            return 2;
          }

          @Override
          public void computeDerivatives(double t, double[] z, double[] dz) {
            rule.apply(z, dz);
          }
        };
    double[] z = {1, 1};
    new GraggBulirschStoerIntegrator(1e-12, 1, 1e-13, 1e-13).integrate(oracle, 0, z, 7, z);
    assertEquals(z[0], y[0], 1e-8 * z[0]);
    assertEquals(z[1], y[1], 1e-8 * z[1]);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("integrators")
  void theStateAtTheLevelStaysPut(String name, IntFunction<OdeIntegrator> make) {
    double[] y = {1};
    Integration run = make.apply(1).integrate(decay(), y, 5, 1, PLENTY, StepObserver.NONE);
    assertEquals(IntegrationStop.LEVEL_REACHED, run.stop());
    assertEquals(0, run.time());
    assertEquals(1, y[0]);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("integrators")
  void theBudgetEndsIt(String name, IntFunction<OdeIntegrator> make) {
    double[] y = {1};
    Integration run = make.apply(1).integrate(decay(), y, 1e6, NEVER, 50, StepObserver.NONE);
    assertEquals(IntegrationStop.BUDGET_SPENT, run.stop());
    assertEquals(Math.exp(-run.time()), y[0], 1e-9);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("integrators")
  void theObserverEndsIt(String name, IntFunction<OdeIntegrator> make) {
    double[] y = {1};
    Integration run =
        make.apply(1)
            .integrate(decay(), y, 100, NEVER, PLENTY, (time, state, gauge) -> gauge > 0.5);
    assertEquals(IntegrationStop.OBSERVER, run.stop());
    assertTrue(y[0] <= 0.5 && run.gauge() == y[0]);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("integrators")
  void aFinitePoleIsNoException(String name, IntFunction<OdeIntegrator> make) {
    VectorField pole =
        field(
            1,
            (y, dy) -> {
              dy[0] = y[0] * y[0];
              return 1;
            });
    double[] y = {1};
    Integration run = make.apply(1).integrate(pole, y, 2, NEVER, 20_000, StepObserver.NONE);
    assertTrue(
        run.stop() == IntegrationStop.STEP_TOO_SMALL
            || run.stop() == IntegrationStop.NOT_FINITE
            || run.stop() == IntegrationStop.BUDGET_SPENT,
        () -> "stopped by " + run.stop());
    assertEquals(1, run.time(), 1e-6);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("integrators")
  void notANumberIsReported(String name, IntFunction<OdeIntegrator> make) {
    VectorField broken =
        field(
            1,
            (y, dy) -> {
              dy[0] = Double.NaN;
              return Double.NaN;
            });
    Integration run =
        make.apply(1).integrate(broken, new double[1], 1, 0.5, PLENTY, StepObserver.NONE);
    assertEquals(IntegrationStop.NOT_FINITE, run.stop());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("integrators")
  void badInputIsNamed(String name, IntFunction<OdeIntegrator> make) {
    OdeIntegrator integrator = make.apply(1);
    IllegalArgumentException length =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                integrator.integrate(decay(), new double[2], 1, NEVER, PLENTY, StepObserver.NONE));
    assertTrue(length.getMessage().contains("length 2"));
    IllegalArgumentException horizon =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                integrator.integrate(decay(), new double[1], -1, NEVER, PLENTY, StepObserver.NONE));
    assertTrue(horizon.getMessage().contains("horizon"));
  }

  /** A tolerance 2^(2p) times smaller takes about 2^2 times the steps at order p. */
  @Test
  void stepsGrowWithTheOrderOfEachMethod() {
    BiFunction<Integer, Tolerances, OdeIntegrator> five = DormandPrince54::new;
    BiFunction<Integer, Tolerances, OdeIntegrator> eight = DormandPrince853::new;
    assertEquals(4, (double) steps(five, 1e-11) / steps(five, 0x1p10 * 1e-11), 0.5);
    assertEquals(4, (double) steps(eight, 1e-12) / steps(eight, 0x1p16 * 1e-12), 0.5);
  }

  private static long steps(BiFunction<Integer, Tolerances, OdeIntegrator> make, double tolerance) {
    VectorField circle =
        field(
            2,
            (y, dy) -> {
              dy[0] = -y[1];
              dy[1] = y[0];
              return 1;
            });
    return make.apply(2, new Tolerances(tolerance, tolerance))
        .integrate(circle, new double[] {1, 0}, 300, NEVER, PLENTY, StepObserver.NONE)
        .steps();
  }

  @Test
  void tolerancesHaveRanges() {
    assertThrows(IllegalArgumentException.class, () -> new Tolerances(0, 1e-9));
    assertThrows(IllegalArgumentException.class, () -> new Tolerances(1e-9, 0));
    assertThrows(IllegalArgumentException.class, () -> new DormandPrince853(0, TIGHT));
  }
}
