package org.plateau.theorems.subgradient;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * The descent probability of {@link ExplicitDescent} is that of the derived formula. Each instance
 * counts descents among fresh regressions of one size and asks for a binomial score below 4, so
 * that a formula that is off by a tenth at any size is caught. Spec: sub-gradient-balance, A1 (ii).
 */
final class DescentProbabilityFormula implements Claim<DescentProbabilityFormula.Batch> {

  /**
   * Fresh regressions of one size.
   *
   * @param law their size
   * @param stream where they come from
   */
  record Batch(RegressionLaw law, RandomStream stream) {

    /** Returns in how many of the regressions the pull of the outliers descends. */
    int descents() {
      int count = 0;
      for (int copy = 0; copy < COPIES; copy++) {
        count += ExplicitDescent.rate(law.draw(stream.sub(copy))) > 0 ? 1 : 0;
      }
      return count;
    }
  }

  private static final int COPIES = 300;
  private static final double SCORE = 4;

  /** Predicted: .19, .26, .45, .60, .82; small, so that a batch is cheap. */
  private static final RegressionLaw[] LAWS = {
    new RegressionLaw(40, 30, 0.3, 1, true),
    new RegressionLaw(30, 30, 0.25, 1, true),
    new RegressionLaw(20, 20, 0.3, 1, true),
    new RegressionLaw(24, 30, 0.3, 1, true),
    new RegressionLaw(50, 24, 0.5, 1, true)
  };

  @Override
  public Statement statement() {
    return Statement.probability("subgradient/descent-probability-formula", 0.99, 0.14)
        .title("The probability of descent at the truth follows the derived formula")
        .tex(
            "\\Pr[F'(\\theta^*; v) < 0] = \\Pr[\\sqrt K\\,\\chi_d > \\textstyle\\sum_{i \\le n}"
                + " |g_i|] \\approx \\Phi\\Big(\\frac{\\sqrt{K(d - 1/2)} - n\\sqrt{2/\\pi}}"
                + "{\\sqrt{K/2 + n(1 - 2/\\pi)}}\\Big)")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.DERIVED)
        .constant("\\sqrt{2/\\pi}", "mean of a half-normal number", Provenance.DERIVED)
        .constant(
            "0.99",
            "the score of 300 regressions stays below 4 with probability 0.9998; the normal"
                + " approximation is off by at most 0.007 at these sizes",
            Provenance.DERIVED)
        .hypothesis("x_i ~ N(0, I), outliers independent of X")
        .spec("sub-gradient-balance", "A1")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Batch draw(Draws draws) {
    return new Batch(LAWS[draws.grid("size", 0, 1, 2, 3, 4)], draws.stream("regressions"));
  }

  @Override
  public Evidence examine(Batch batch) {
    return examine(
        batch, law -> DescentProbability.normal(law.corrupted(), law.clean(), law.width()));
  }

  private static Evidence examine(Batch batch, ToDoubleFunction<RegressionLaw> formula) {
    double predicted = formula.applyAsDouble(batch.law());
    int descents = batch.descents();
    double score =
        (descents - COPIES * predicted) / Math.sqrt(COPIES * predicted * (1 - predicted));
    return Evidence.of(
            Check.atMost("|score| of the number of descents", Math.abs(score), SCORE).scale(SCORE))
        .fact("predicted probability", predicted)
        .fact("frequency", (double) descents / COPIES);
  }

  @Override
  public List<Probe<Batch>> probes() {
    return List.of(
        claiming(
            "half as many coordinates",
            law -> DescentProbability.normal(law.corrupted(), law.clean(), law.width() / 2)),
        claiming(
            "clean and corrupted rows exchanged",
            law -> DescentProbability.normal(law.clean(), law.corrupted(), law.width())),
        claiming(
            "the probability, a tenth higher",
            law -> 0.1 + DescentProbability.normal(law.corrupted(), law.clean(), law.width())));
  }

  private static Probe<Batch> claiming(String name, ToDoubleFunction<RegressionLaw> formula) {
    return Probe.<Batch>claiming(name, batch -> examine(batch, formula)).tries(30);
  }
}
