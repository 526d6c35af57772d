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
 * The exponent with which the final error falls in alpha grows with depth: by at least 0.6 a layer
 * on the average from N = 2 to 4, which is the slope of a line through three depths. Spec:
 * sub-gradient-balance, C3.
 */
final class ErrorExponentAgainstDepth implements Claim<ErrorExponentAgainstDepth.Exponent> {

  /**
   * One regression and two sizes of the start.
   *
   * @param position the depth that the point stands for
   * @param depth the depth that is run; the same, except in a probe
   */
  record Exponent(RobustRegression problem, int position, int depth, double low, double high) {}

  private static final RegressionLaw LAW = new RegressionLaw(200, 150, 0.3, 2, false);

  @Override
  public Statement statement() {
    return Statement.trend(
            "subgradient/error-exponent-against-depth", 0.6, Double.POSITIVE_INFINITY)
        .title(
            "The deeper the network, the faster its final error falls with the size of the start")
        .tex(
            "\\tfrac12 (e_4 - e_2) \\ge 0.6,\\quad"
                + " \\tfrac{\\|\\theta(W_T) - \\theta^*\\|}{\\|\\theta^*\\|} \\propto \\alpha^{e_N},"
                + "\\ N = 2, 3, 4")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.EMPIRICAL)
        .constant("0.6", "differences seen: 1.4 and 1.0 a layer; ideally 1", Provenance.EMPIRICAL)
        .hypothesis("symmetric start alpha, truth without negative entries")
        .spec("sub-gradient-balance", "C3")
        .growsWith("depth")
        .cost(Cost.HEAVY)
        .replicates(12);
  }

  @Override
  public Exponent draw(Draws draws) {
    int depth = draws.grid("depth", 2, 3, 4);
    return switch (depth) {
      case 2 -> new Exponent(LAW.draw(draws), 2, 2, 0.0125, 0.1);
      case 3 -> new Exponent(LAW.draw(draws), 3, 3, 0.075, 0.2);
      default -> new Exponent(LAW.draw(draws), 4, 4, 0.2, 0.3);
    };
  }

  @Override
  public Evidence examine(Exponent e) {
    double exponent = ErrorExponent.between(e.problem(), e.depth(), e.low(), e.high());
    return Evidence.point(e.position(), exponent).fact("exponent", exponent);
  }

  @Override
  public List<Probe<Exponent>> probes() {
    return List.of(
        Probe.dropping("depth 1 under every label", ErrorExponentAgainstDepth::drawShallow)
            .tries(12));
  }

  private static Exponent drawShallow(Draws draws) {
    return new Exponent(LAW.draw(draws), draws.grid("depth", 2, 3, 4), 1, 0.05, 0.2);
  }
}
