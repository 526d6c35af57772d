package org.plateau.theorems.subgradient;

import java.util.List;
import org.plateau.landscape.RobustRegression;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * The descent probability of {@link ExplicitDescent} follows the derived formula over sizes: the
 * event, 0 or 1, regressed on its predicted probability has slope 1. Spec: sub-gradient-balance, A1
 * (ii).
 */
final class DescentProbabilityFormula implements Claim<DescentProbabilityFormula.Sized> {

  /** A regression and the law that it was drawn from. */
  record Sized(RegressionLaw law, RobustRegression problem) {}

  private static final RegressionLaw[] LAWS = {
    new RegressionLaw(60, 100, 0.3, 3, true),
    new RegressionLaw(60, 30, 0.1, 3, true),
    new RegressionLaw(100, 50, 0.4, 3, true),
    new RegressionLaw(90, 30, 0.5, 3, true),
    new RegressionLaw(30, 30, 0.25, 3, true)
  };

  @Override
  public Statement statement() {
    return Statement.trend("subgradient/descent-probability-formula", 0.75, 1.25)
        .title("The probability of descent at the truth follows the derived formula")
        .tex(
            "\\Pr[F'(\\theta^*; v) < 0] = \\Pr[\\sqrt K\\,\\chi_d > \\textstyle\\sum_{i \\le n}"
                + " |g_i|] \\approx \\Phi\\Big(\\frac{\\sqrt{K(d - 1/2)} - n\\sqrt{2/\\pi}}"
                + "{\\sqrt{K/2 + n(1 - 2/\\pi)}}\\Big)")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.DERIVED)
        .constant("\\sqrt{2/\\pi}", "mean of a half-normal number", Provenance.DERIVED)
        .constant("[0.75, 1.25]", "resolution of the slope at 1000 instances", Provenance.EMPIRICAL)
        .hypothesis("x_i ~ N(0, I), outliers independent of X")
        .spec("sub-gradient-balance", "A1")
        .cost(Cost.LIGHT)
        .replicates(1000);
  }

  @Override
  public Sized draw(Draws draws) {
    RegressionLaw law = LAWS[draws.grid("size", 0, 1, 2, 3, 4)];
    return new Sized(law, law.draw(draws));
  }

  @Override
  public Evidence examine(Sized s) {
    return point(
        s, DescentProbability.normal(s.law().corrupted(), s.law().clean(), s.law().width()));
  }

  private static Evidence point(Sized s, double predicted) {
    return Evidence.point(predicted, ExplicitDescent.rate(s.problem()) > 0 ? 1 : 0)
        .fact("predicted probability", predicted);
  }

  @Override
  public List<Probe<Sized>> probes() {
    return List.of(
        Probe.<Sized>claiming(
                "half as many coordinates",
                s ->
                    point(
                        s,
                        DescentProbability.normal(
                            s.law().corrupted(), s.law().clean(), s.law().width() / 2)))
            .tries(500),
        Probe.<Sized>claiming(
                "clean and corrupted rows exchanged",
                s ->
                    point(
                        s,
                        DescentProbability.normal(
                            s.law().clean(), s.law().corrupted(), s.law().width())))
            .tries(500));
  }
}
