package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

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
 * minimizer repels it. Starts next to the flattest minimizer, where the gap is about 1e-8 beta
 * already, and from random layers. Spec: sharpness-and-depth, T2.
 */
final class DescentThreshold implements Claim<DescentThreshold.Start> {

  private static final String FLAT = "next to the flattest minimizer";
  private static final String RANDOM = "random layers";
  private static final int STEPS = 4000;
  private static final double NOISE = 1e-4;
  private static final double BELOW = 0.95;
  private static final double HALF = 0.5;

  /**
   * A start, and when it has converged.
   *
   * @param descent network, data and learning rate
   * @param goal the gap over beta that counts as converged: 1e-20, or 1e-8 from random layers
   */
  record Start(Descent descent, double goal) {

    Start at(double theta) {
      return new Start(new Descent(descent.network(), descent.data(), theta), goal);
    }
  }

  @Override
  public Statement statement() {
    return Statement.probability("sharpness/descent-threshold", 0.99, 0.14)
        .title("Above the learning rate 2 / S_min gradient descent does not converge")
        .tex("\\eta > 2 / S_{\\min} \\Rightarrow P\\bigl(R(W_t) \\to R_{\\min}\\bigr) = 0")
        .source(MARION_CHIZAT, "corollary on the learning rate", DERIVED)
        .constant("10^{-20}, 10^{-8}", "gap over beta that counts as converged", EMPIRICAL)
        .constant("2 / S_{\\min}", "sharper than the paper's 1 / (L a)", DERIVED)
        .hypothesis("learning rate at least 1.02 times the threshold")
        .hypothesis("no start in a set of measure zero")
        .spec("sharpness-and-depth", "T2")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Start draw(Draws draws) {
    String family = draws.family(FLAT, RANDOM);
    double theta = draws.grid("theta", 1.02, 1.1, 1.5, 2.2);
    return draw(draws, family.equals(FLAT), theta);
  }

  private static Start draw(Draws draws, boolean flat, double theta) {
    LeastSquaresData data = SmallStart.regression(draws, 1, 4);
    int depth = draws.integer("L", 2, 6);
    int[] widths = Minimizer.widths(draws, data.dimension(), depth, false, 4);
    double[] p = {1};
    DeepLinearNetwork network =
        flat
            ? Minimizer.flattened(draws, data, widths, p, NOISE)
            : Minimizer.random(draws, widths, p);
    return new Start(new Descent(network, data, theta), flat ? 1e-20 : 1e-8);
  }

  @Override
  public Evidence examine(Start start) {
    return evidence(start, start);
  }

  /** Claims of the drawn start what happens to the one that is run. */
  private static Evidence evidence(Start drawn, Start run) {
    boolean converged = run.descent().converges(STEPS, run.goal());
    return Evidence.of(Check.event("did not converge", !converged))
        .requires("learning rate above the threshold", drawn.descent().theta() - 1)
        .fact("theta", run.descent().theta())
        .fact("L", drawn.descent().network().depth());
  }

  @Override
  public List<Probe<Start>> probes() {
    return List.of(
        Probe.<Start>claiming(
                "learning rate above the threshold: 0.95 of it, from the same starts",
                it -> evidence(it, it.at(BELOW)))
            .drawing(draws -> draw(draws, true, 1.02))
            .tries(60),
        Probe.<Start>claiming(
                "learning rate above the threshold: half of it, from random layers",
                it -> evidence(it, it.at(HALF)))
            .drawing(draws -> draw(draws, false, 1.02))
            .tries(60));
  }

  @Override
  public List<Mutant<Start>> mutants() {
    return List.of(
        Mutant.claiming(
            "threshold 1 / S_min, the loss taken with the factor 1/2",
            DescentThreshold::atHalf,
            DescentThreshold::atHalf));
  }

  private static Evidence atHalf(Start it) {
    return evidence(it, it.at(it.descent().theta() / 2));
  }
}
