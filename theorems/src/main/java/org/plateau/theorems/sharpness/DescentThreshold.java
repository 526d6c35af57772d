package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Gradient descent with a learning rate above 2 / S_min converges from almost no start: every
 * minimizer repels it. Starts next to the flattest minimizer, and from random layers. Spec:
 * sharpness-and-depth, T2.
 */
final class DescentThreshold implements Claim<Descent> {

  private static final String FLAT = "next to the flattest minimizer";
  private static final String RANDOM = "random layers";
  private static final int STEPS = 4000;
  private static final double NOISE = 1e-4;
  private static final double BELOW = 0.95;

  @Override
  public Statement statement() {
    return Statement.probability("sharpness/descent-threshold", 0.99, 0.14)
        .title("Above the learning rate 2 / S_min gradient descent does not converge")
        .tex("\\eta > 2 / S_{\\min} \\Rightarrow P\\bigl(R(W_t) \\to R_{\\min}\\bigr) = 0")
        .source(MARION_CHIZAT, "corollary on the learning rate", DERIVED)
        .constant("2 / S_{\\min}", "sharper than the paper's 1 / (L a)", DERIVED)
        .hypothesis("learning rate at least 1.02 times the threshold")
        .hypothesis("no start in a set of measure zero")
        .spec("sharpness-and-depth", "T2")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Descent draw(Draws draws) {
    String family = draws.family(FLAT, RANDOM);
    double theta = draws.grid("theta", 1.02, 1.1, 1.5, 2.2);
    return draw(draws, family.equals(FLAT), theta);
  }

  private static Descent draw(Draws draws, boolean flat, double theta) {
    LeastSquaresData data = SmallStart.regression(draws, 1, 4);
    int depth = draws.integer("L", 2, 6);
    int[] widths = Minimizer.widths(draws, data.dimension(), depth, false, 4);
    double[] p = {1};
    DeepLinearNetwork network =
        flat
            ? Minimizer.flattened(draws, data, widths, p, NOISE)
            : Minimizer.random(draws, widths, p);
    return new Descent(network, data, theta);
  }

  @Override
  public Evidence examine(Descent descent) {
    return evidence(descent, descent);
  }

  private static Evidence evidence(Descent drawn, Descent run) {
    return Evidence.of(Check.event("did not converge", !run.converges(STEPS)))
        .requires("learning rate above the threshold", drawn.theta() - 1)
        .fact("theta", run.theta())
        .fact("L", drawn.network().depth());
  }

  @Override
  public List<Probe<Descent>> probes() {
    return List.of(
        Probe.<Descent>claiming(
                "learning rate above the threshold: 0.95 of it, from the same starts",
                it -> evidence(it, new Descent(it.network(), it.data(), BELOW)))
            .drawing(draws -> draw(draws, true, 1.02))
            .tries(60));
  }

  @Override
  public List<Mutant<Descent>> mutants() {
    return List.of(
        Mutant.claiming(
            "threshold 1 / S_min, the loss taken with the factor 1/2",
            DescentThreshold::atHalf,
            DescentThreshold::atHalf));
  }

  private static Evidence atHalf(Descent it) {
    return evidence(it, new Descent(it.network(), it.data(), it.theta() / 2));
  }
}
