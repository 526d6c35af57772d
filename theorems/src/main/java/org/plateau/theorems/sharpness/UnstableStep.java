package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.Sharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.theorems.Check;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Beyond a learning rate of 1 / (L a |w*|^{2-2/L} pi^{2/L}) every minimizer is linearly unstable
 * for gradient descent, eta S(W) > 2; 2 / S_min is the sharper threshold. Spec:
 * sharpness-and-depth, T1.
 */
final class UnstableStep implements NetworkClaim<UnstableStep.Step> {

  private static final double JUST_ABOVE = 1 + 1e-6;
  private static final String PAPER_THRESHOLD = "eta S(W), eta above the paper's threshold";
  private static final String EXACT_THRESHOLD = "eta S(W), eta above 2 / S_min";

  /**
   * A minimizer, and how far the learning rate is above the threshold.
   *
   * @param minimizer the network and its data
   * @param theta eta divided by the threshold
   */
  record Step(Minimizer minimizer, double theta) {}

  @Override
  public Statement statement() {
    return Statement.lower("sharpness/unstable-step")
        .title("Above a learning rate that falls with depth, every minimizer is unstable")
        .tex(
            "\\eta > \\frac{1}{La\\|w^*\\|^{2-2/L}\\|p\\|^{2/L}}"
                + "\\ \\Rightarrow\\ \\eta\\,S(W) > 2")
        .source(MARION_CHIZAT, "learning-rate threshold, dashed line of the figures", PAPER)
        .constant("(La)^{-1}", "at |w*| = 1", PAPER)
        .constant("2/S_{\\min}", "sharper threshold", DERIVED)
        .hypothesis("minimizer")
        .hypothesis("learning rate above the threshold")
        .spec("sharpness-and-depth", "T1")
        .growsWith("L");
  }

  @Override
  public Step draw(Draws draws) {
    double theta = 1 + FastMath.pow(10, draws.uniform("log10 excess of the learning rate", -6, 0));
    return new Step(Minimizer.draw(draws), theta);
  }

  @Override
  public Step instance(DeepLinearNetwork network, LeastSquaresData data) {
    return new Step(Minimizer.nextTo(network, data), JUST_ABOVE);
  }

  @Override
  public Evidence examine(Step step) {
    Minimizer m = step.minimizer();
    Sharpness sharpness = m.sharpness();
    MinimalSharpness minimal = m.minimal();
    double paper = step.theta() * 2 / minimal.lowerBound();
    double exact = step.theta() * 2 / minimal.value();
    return m.requiredIn(
            Evidence.of(
                unstable(PAPER_THRESHOLD, paper, sharpness),
                unstable(EXACT_THRESHOLD, exact, sharpness)))
        .fact("eta", paper)
        .fact("theta", step.theta());
  }

  private static Check unstable(String what, double eta, Sharpness sharpness) {
    return Comparison.atLeast(what, eta * sharpness.value(), 2)
        .error(eta * sharpness.enclosure().error());
  }

  @Override
  public Optional<Evidence> examinePrecisely(Step step) {
    Minimizer m = step.minimizer();
    Precise twice = Precise.of(step.theta()).multiply(2);
    return m.precisely(
        exact ->
            Evidence.of(
                Comparison.atLeast(
                    PAPER_THRESHOLD,
                    twice.multiply(exact.sharpness()).divide(exact.lowerBound()),
                    Precise.TWO),
                Comparison.atLeast(
                    EXACT_THRESHOLD,
                    twice.multiply(exact.sharpness()).divide(m.preciseLeast()),
                    Precise.TWO)));
  }

  @Override
  public List<Probe<Step>> probes() {
    return List.of(
        Probe.<Step>changing(
                "learning rate 10 % below the threshold",
                (step, evidence) ->
                    evidence.mapChecks(c -> c.value(c.value() * 0.9 / step.theta())))
            .on(Minimizer.NEAR_FLAT)
            .breaking(0.3),
        Probe.<Step>dropping(
                "minimizer: small random weights",
                draws -> new Step(Minimizer.drawSmallWeights(draws), JUST_ABOVE))
            .breaking(0.8));
  }

  @Override
  public List<Mutant<Step>> mutants() {
    return List.of(
        Mutant.changing(
            "learning rate half the threshold",
            (step, evidence) -> evidence.mapChecks(c -> c.value(c.value() / 2))),
        Mutant.changing(
            "stable below 1 instead of 2",
            (step, evidence) -> evidence.mapChecks(c -> c.bound(1))));
  }
}
