package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.Recovery;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * From depth 3 on the flat diagonal networks miss the sparse vector: flatness is a strictly convex
 * power of exponent 2 - 2/K, and its solution is unique, dense and flatter. Spec:
 * flat-minima-recovery, C15.
 */
final class DepthBeyondTwo implements Claim<DepthBeyondTwo.Deep> {

  private static final double LEAST_ERROR = 0.01;

  /** A sparse recovery problem and the depth K of the network. */
  record Deep(DiagonalProblem problem, int depth) {}

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/depth-three-misses", 0.95, 0.10)
        .title("Flat diagonal networks of depth three and more do not recover sparse vectors")
        .tex(
            "K \\ge 3: \\quad \\arg\\min\\{\\textstyle\\sum_j \\|a_j\\|^2 |x_j|^{2 - 2/K} : A x = b\\} \\ne x_\\sharp")
        .source(
            DING_ET_AL, "the role of depth (section 9); the functional is derived here", DERIVED)
        .constant("0.01", "least relative error: measured 0.013 over 400 instances", EMPIRICAL)
        .hypothesis("depth at least 3")
        .spec("flat-minima-recovery", "C15")
        .growsWith("K")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Deep draw(Draws draws) {
    return new Deep(DiagonalProblem.draw(draws), draws.grid("K", 3, 4, 8));
  }

  @Override
  public Evidence examine(Deep deep) {
    DiagonalProblem p = deep.problem();
    Recovery flat = p.model().flattest(p.values(), deep.depth(), DouglasRachford.PRECISE);
    double ratio = flat.value() / p.model().flatness(p.truth(), deep.depth());
    return Evidence.of(
            Check.atLeast(
                "relative error |x - x#|/|x#|",
                Truths.error(flat.matrix(), p.truth()),
                LEAST_ERROR),
            Check.atMost("flatness relative to that of x#", ratio, 1 - Sensing.FLATTER),
            Check.atMost("relative duality gap", flat.gap(), Sensing.LARGEST_GAP))
        .fact("iterations", flat.iterations());
  }

  @Override
  public List<Probe<Deep>> probes() {
    return List.of(
        Probe.<Deep>dropping(
            "depth at least 3: depth 2", draws -> new Deep(DiagonalProblem.draw(draws), 2)));
  }
}
