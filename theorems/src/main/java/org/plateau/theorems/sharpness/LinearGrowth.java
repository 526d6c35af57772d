package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.EMPIRICAL;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.theorems.Check;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * For fixed data the least sharpness grows linearly in depth, with slope 2 beta in the end. The 2 %
 * allow for the known deviation ln(Lambda pi^2 / beta)^2 / (2 L^2). Spec: sharpness-and-depth, C5.
 */
final class LinearGrowth implements NetworkClaim<DepthSetting> {

  private static final int[] DEPTHS = {32, 36, 40, 44, 48, 52, 56, 60, 64};
  private static final double SLOPE_TOLERANCE = 0.02;
  private static final double LARGEST_LOG = 6;
  private static final double LARGEST_RATIO = 20;
  private static final String MODERATE = "|ln(x |p|^2 / beta)| at most 6 for x = Lambda and alpha";
  private static final String AWAKE = "Lambda at most 20 alpha";

  @Override
  public Statement statement() {
    return Statement.identity("sharpness/linear-growth")
        .title("The least sharpness grows linearly in depth, with slope 2 beta")
        .tex("S_{\\min}(L) \\sim 2\\beta L,\\quad \\beta = w^{*\\top}\\Sigma w^*")
        .source(MARION_CHIZAT, "abstract: linear growth in depth; the slope is derived", PAPER)
        .constant("2 \\%", "slope over L = 32 .. 64, observed within 1 %", EMPIRICAL)
        .hypothesis(MODERATE)
        .hypothesis(AWAKE)
        .spec("sharpness-and-depth", "C5")
        .cost(Cost.LIGHT);
  }

  @Override
  public DepthSetting draw(Draws draws) {
    return draws.until(
        MODERATE,
        200,
        again -> Optional.of(DepthSetting.draw(again)).filter(LinearGrowth::isModerate));
  }

  @Override
  public DepthSetting instance(DeepLinearNetwork network, LeastSquaresData data) {
    return new DepthSetting(data, network.depth(), network.outputNorm());
  }

  @Override
  public Evidence examine(DepthSetting s) {
    double expected = 2 * s.data().beta();
    return Evidence.of(
            Check.equal("slope of S_min on L", slope(s), expected)
                .scale(expected)
                .relative(SLOPE_TOLERANCE))
        .requires(MODERATE, LARGEST_LOG - logRatio(s))
        .requires(AWAKE, LARGEST_RATIO - s.data().largest() / s.data().alpha());
  }

  @Override
  public Optional<Evidence> examinePrecisely(DepthSetting s) {
    double error = 0;
    for (int depth : DEPTHS) {
      double own = MinimalSharpness.of(s.data(), depth, s.outputNorm()).enclosure().error();
      error = Math.max(error, own);
    }
    // The weights of the slope sum to less than one in modulus.
    Precise slope = Precise.of(slope(s)).widen(error);
    return PreciseMinimizer.of(s.narrowWitness())
        .map(
            exact -> {
              Check check = Check.equal("slope of S_min on L", slope, exact.beta().multiply(2));
              return Evidence.of(check.scale(check.bound()).relative(SLOPE_TOLERANCE));
            });
  }

  @Override
  public List<Probe<DepthSetting>> probes() {
    return List.of(
        Probe.<DepthSetting>changing(
                "slope 2 a instead of 2 beta",
                (s, evidence) -> evidence.mapChecks(c -> c.bound(2 * s.data().rayleigh())))
            .drawing(LinearGrowth::drawOffUnitNorm)
            .breaking(0.95),
        Probe.<DepthSetting>changing(
                "slope 2 Lambda |w*|^2 instead of 2 beta",
                (s, evidence) ->
                    evidence.mapChecks(
                        c -> c.bound(c.bound() * s.data().largest() / s.data().rayleigh())))
            .breaking(0.6),
        Probe.dropping("moderate logarithms: |p| = 1e6", LinearGrowth::drawHugeOutput)
            .breaking(0.95),
        Probe.dropping(
                "Lambda at most 20 alpha: w* along the flat eigenvector, Lambda = 900 a",
                LinearGrowth::drawAlongFlatEigenvector)
            .breaking(0.95));
  }

  @Override
  public List<Mutant<DepthSetting>> mutants() {
    return List.of(
        Mutant.changing(
            "slope beta", (s, evidence) -> evidence.mapChecks(c -> c.bound(s.data().beta()))),
        Mutant.changing(
            "slope 2.1 beta",
            (s, evidence) -> evidence.mapChecks(c -> c.bound(2.1 * s.data().beta()))));
  }

  private static boolean isModerate(DepthSetting s) {
    return logRatio(s) <= LARGEST_LOG && s.data().largest() <= LARGEST_RATIO * s.data().alpha();
  }

  private static double logRatio(DepthSetting s) {
    double scale = s.outputNorm() * s.outputNorm() / s.data().beta();
    double upper = Math.abs(FastMath.log(s.data().largest() * scale));
    return Math.max(upper, Math.abs(FastMath.log(s.data().alpha() * scale)));
  }

  /** Least-squares slope over the depths of the spec. */
  private static double slope(DepthSetting s) {
    double mean = 48;
    double numerator = 0;
    double denominator = 0;
    for (int depth : DEPTHS) {
      double least = MinimalSharpness.of(s.data(), depth, s.outputNorm()).value();
      numerator = Math.fma(depth - mean, least, numerator);
      denominator += (depth - mean) * (depth - mean);
    }
    return numerator / denominator;
  }

  /** |w*| outside [0.8, 1.25], where a and beta differ by more than the tolerance. */
  private static DepthSetting drawOffUnitNorm(Draws draws) {
    return draws.until(
        "|w*| outside [0.8, 1.25]",
        200,
        again -> {
          LeastSquaresData data = Regression.overdetermined(again);
          DepthSetting s = new DepthSetting(data, 2, 1);
          double norm = data.solutionNorm();
          boolean off = norm < 0.8 || norm > 1.25;
          return off && isModerate(s) ? Optional.of(s) : Optional.empty();
        });
  }

  /** Sigma = diag(ratio, 1), beta = 2.5, w* along the second axis. */
  private static DepthSetting drawAlongFlatEigenvector(Draws draws) {
    double steep = Math.sqrt(2 * draws.uniform("Lambda / a", 890, 910));
    double[] x = {steep, 0, 0, Math.sqrt(2)};
    double[] y = {0, Math.sqrt(5)};
    return new DepthSetting(LeastSquaresData.of(x, y, 2, 2), 2, 1);
  }

  private static DepthSetting drawHugeOutput(Draws draws) {
    return new DepthSetting(Regression.overdetermined(draws), 2, 1e6);
  }
}
