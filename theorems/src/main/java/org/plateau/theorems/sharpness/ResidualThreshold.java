package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import java.util.Optional;
import org.plateau.dynamics.Ending;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomMatrices;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * From the residual initialization 2 / S_min is where success ends: gradient descent converges at
 * up to 0.94 of it and not from 1.02 of it on. Nothing is said in between. Spec:
 * sharpness-and-depth, T5.
 */
final class ResidualThreshold implements Claim<Descent> {

  private static final String BELOW = "below the threshold";
  private static final String ABOVE = "above the threshold";
  private static final double SCALE = 0.25;
  private static final int STEPS = 5000;
  private static final double GAP = 1e-8;
  private static final double CLEAR = 1.25;

  @Override
  public Statement statement() {
    return Statement.probability("sharpness/residual-threshold", 0.97, 0.14)
        .title("From residual initialization, gradient descent succeeds exactly up to 2 / S_min")
        .tex(
            "\\eta \\le 0.94 \\cdot 2/S_{\\min} \\Rightarrow \\text{converges}, \\quad \\eta \\ge 1.02"
                + " \\cdot 2/S_{\\min} \\Rightarrow \\text{does not}")
        .source(MARION_CHIZAT, "figure 2, dashed lines", EMPIRICAL)
        .constant("2 / S_{\\min}", "the paper draws 1 / (L a), which is larger", DERIVED)
        .constant("0.94, 1.02", "convergence is slow in between", EMPIRICAL)
        .hypothesis("threshold 2 / S_min, not 1 / (L a)")
        .spec("sharpness-and-depth", "T5")
        .growsWith("theta")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Descent draw(Draws draws) {
    String family = draws.family(BELOW, ABOVE);
    int depth = draws.integer("L", 4, 10);
    double theta =
        family.equals(BELOW)
            ? draws.uniform("theta", 0.3, 0.94)
            : draws.uniform("theta", 1.02, 1.5);
    LeastSquaresData data =
        PaperSetting.draw(draws.stream("data"), PaperSetting.SAMPLES, PaperSetting.INPUTS);
    return new Descent(start(draws, data, depth), data, theta);
  }

  private static DeepLinearNetwork start(Draws draws, LeastSquaresData data, int depth) {
    int d = data.dimension();
    double[] p = RandomMatrices.unitVector(draws.stream("p"), d);
    return ResidualStart.network(
        draws.stream("W"), depth, p, ResidualStart.deviation(SCALE, depth, d));
  }

  @Override
  public Evidence examine(Descent it) {
    return examine(it, it.theta());
  }

  /** Runs at {@code claimed} times 2 / S_min what is claimed of theta. */
  private static Evidence examine(Descent it, double claimed) {
    double stepSize = claimed * 2 / it.least();
    boolean converged = it.run(stepSize, STEPS, GAP).ending() == Ending.CONVERGED;
    return Evidence.of(
            Check.event(
                it.theta() < 1 ? "converges below the threshold" : "fails above the threshold",
                converged == it.theta() < 1))
        .fact("theta", it.theta())
        .fact("L", it.network().depth());
  }

  private static double overestimate(Descent it) {
    MinimalSharpness minimal = MinimalSharpness.of(it.network(), it.data());
    return minimal.value() / minimal.lowerBound();
  }

  @Override
  public List<Probe<Descent>> probes() {
    return List.of(
        Probe.<Descent>claiming(
                "threshold 1 / (L a), on data where it is 1.25 times 2 / S_min",
                it -> examine(it, it.theta() * overestimate(it)))
            .drawing(ResidualThreshold::drawIllConditioned)
            .tries(60));
  }

  /** Depth 2 or 3 and unequal columns: 1 / (L a) is well above 2 / S_min. */
  private static Descent drawIllConditioned(Draws draws) {
    int depth = draws.integer("L", 2, 3);
    double theta = draws.uniform("theta", 0.85, 0.94);
    return draws.until(
        "1 / (L a) at least 1.25 times 2 / S_min",
        200,
        again -> {
          LeastSquaresData data = SmallStart.regression(again, 3, 4);
          Descent descent = new Descent(start(again, data, depth), data, theta);
          return Optional.of(descent).filter(it -> overestimate(it) >= CLEAR);
        });
  }

  @Override
  public List<Mutant<Descent>> mutants() {
    return List.of(
        Mutant.claiming(
            "threshold 1 / S_min",
            it -> examine(it, it.theta() / 2),
            it -> examine(it, it.theta() / 2)),
        Mutant.claiming(
            "threshold 4 / S_min",
            it -> examine(it, 2 * it.theta()),
            it -> examine(it, 2 * it.theta())));
  }
}
