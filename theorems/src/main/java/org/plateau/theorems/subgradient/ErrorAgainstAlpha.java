package org.plateau.theorems.subgradient;

import java.util.List;
import org.hipparchus.util.FastMath;
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
 * At depth 3 the final error is a power of the size of the start, with an exponent between N/2 and
 * N. Each instance compares one alpha with the largest on the same regression. Depths 2 and 4,
 * whose intervals are others, enter {@link ErrorExponentAgainstDepth}. Spec: sub-gradient-balance,
 * C3.
 */
final class ErrorAgainstAlpha implements Claim<ErrorAgainstAlpha.Pair> {

  /**
   * One regression and two sizes of the start.
   *
   * @param depth N
   * @param alpha the smaller one
   * @param reference the larger one
   */
  record Pair(RobustRegression problem, int depth, double alpha, double reference) {}

  private static final RegressionLaw LAW = new RegressionLaw(200, 150, 0.3, 2, false);

  @Override
  public Statement statement() {
    return Statement.trend("subgradient/error-against-alpha", 1.25, 3.1)
        .title("At depth 3 the final error is a power of the size of the start")
        .tex(
            "\\frac{\\|\\theta(W_T) - \\theta^*\\|}{\\|\\theta^*\\|} \\propto \\alpha^{e},\\quad"
                + " \\tfrac N2 - \\tfrac14 \\le e \\le N + \\tfrac1{10},\\ N = 3")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.EMPIRICAL)
        .constant(
            "[1.25, 3.1]",
            "slopes seen: 2.06 to 2.67; the ideal exponent is N",
            Provenance.EMPIRICAL)
        .hypothesis("symmetric start alpha, truth without negative entries")
        .hypothesis("alpha below 1, and time enough to grow")
        .spec("sub-gradient-balance", "C3")
        .growsWith("alpha")
        .cost(Cost.HEAVY)
        .replicates(24);
  }

  @Override
  public Pair draw(Draws draws) {
    return new Pair(LAW.draw(draws), 3, draws.grid("alpha", 0.15, 0.1, 0.075), 0.2);
  }

  @Override
  public Evidence examine(Pair pair) {
    double reference = ErrorExponent.error(pair.problem(), pair.depth(), pair.reference());
    double error = ErrorExponent.error(pair.problem(), pair.depth(), pair.alpha());
    return point(pair, reference, error);
  }

  private static Evidence point(Pair pair, double reference, double error) {
    return Evidence.point(
            FastMath.log(pair.alpha() / pair.reference()), FastMath.log(error / reference))
        .fact("relative error", error)
        .fact("relative error from the largest start", reference);
  }

  @Override
  public List<Probe<Pair>> probes() {
    return List.of(
        Probe.dropping("depth 1", ErrorAgainstAlpha::drawShallow).tries(12),
        Probe.dropping("alpha of at least 2", ErrorAgainstAlpha::drawLarge).tries(12),
        Probe.<Pair>claiming(
                "no time to grow",
                pair ->
                    point(
                        pair,
                        ErrorExponent.error(pair.problem(), 3, pair.reference(), 20),
                        ErrorExponent.error(pair.problem(), 3, pair.alpha(), 20)))
            .tries(12));
  }

  private static Pair drawLarge(Draws draws) {
    return new Pair(LAW.draw(draws), 3, draws.grid("alpha", 2.0, 4.0), 8);
  }

  private static Pair drawShallow(Draws draws) {
    return new Pair(LAW.draw(draws), 1, draws.grid("alpha", 0.1, 0.05, 0.025), 0.2);
  }
}
