package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.EMPIRICAL;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import org.plateau.recovery.AffineSet;
import org.plateau.recovery.FactoredLagrangian;
import org.plateau.recovery.Factors;
import org.plateau.recovery.Scaling;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Recovery does not depend on the width of the factors: the flattest factors found by a search
 * among factors, from a random start, give M at width r + 2 and at full width alike. Spec:
 * flat-minima-recovery, C17.
 */
final class WidthIndependence implements Claim<Sensing> {

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/width-independence", 0.95, 0.10)
        .title(
            "However overparameterized the factors, the flattest interpolator is the ground truth")
        .tex("k \\in \\{r + 2,\\; d\\}: \\quad L_f R_f^\\top = M")
        .source(DING_ET_AL, "all theorems hold for every k at least r", PAPER)
        .constant("m", "0.70 d² at rank 1, 0.92 d² at rank 2: measured, with margin", EMPIRICAL)
        .constant(
            "0.95",
            "least probability of success of search and recovery: measured 1, with margin",
            EMPIRICAL)
        .hypothesis("width at least the rank")
        .spec("flat-minima-recovery", "C17")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Sensing draw(Draws draws) {
    int r = Sensing.rank(draws);
    int d = draws.integer("d", 7, 9);
    return Sensing.gaussian(draws, d, d, r, Sensing.enough(r, d, d));
  }

  @Override
  public Evidence examine(Sensing sensing) {
    return found(sensing, sensing.rank() + 2).and(found(sensing, sensing.rows()).checks().get(0));
  }

  private static Evidence found(Sensing sensing, int width) {
    Scaling scaling = Scaling.of(sensing.measurements());
    AffineSet set = AffineSet.of(sensing.measurements(), scaling, sensing.values());
    int d = sensing.rows();
    RandomStream stream = RandomStream.of(width, "start", sensing.measurements().count());
    Factors start =
        new Factors(
            d,
            d,
            width,
            stream.gaussian(new double[d * width]),
            stream.gaussian(new double[d * width]));
    FactoredLagrangian search = FactoredLagrangian.solve(set, start);
    double[] x = scaling.unweigh(search.factors().product());
    return Evidence.of(
            Check.atMost(
                "relative error at width "
                    + (width == d ? "d" : width < sensing.rank() ? "r - 1" : "r + 2"),
                Truths.error(x, sensing.truth()),
                Sensing.RECOVERED))
        .fact("evaluations", search.iterations());
  }

  @Override
  public List<Probe<Sensing>> probes() {
    return List.of(
        Probe.<Sensing>claiming(
                "width at least the rank: r - 1", sensing -> found(sensing, sensing.rank() - 1))
            .on(Sensing.RANK_TWO));
  }
}
