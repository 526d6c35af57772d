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
 * Flat diagonal networks of depth 2 recover sparse vectors: flatness is a weighted l1 norm. Spec:
 * flat-minima-recovery, C15.
 */
final class DepthTwoRecovery implements Claim<DiagonalProblem> {

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/depth-two-recovery", 0.95, 0.10)
        .title("Flat diagonal networks of depth two recover sparse vectors")
        .tex(
            "K = 2: \\quad \\arg\\min\\{\\textstyle\\sum_j \\|a_j\\|^2 |x_j| : A x = b\\} = x_\\sharp")
        .source(
            DING_ET_AL, "the role of depth (section 9); the functional is derived here", DERIVED)
        .constant("d = 40, m = 24, 3 entries", "measured success 1, with margin", EMPIRICAL)
        .hypothesis("depth 2")
        .spec("flat-minima-recovery", "C15")
        .cost(Cost.MEDIUM);
  }

  @Override
  public DiagonalProblem draw(Draws draws) {
    return DiagonalProblem.draw(draws);
  }

  @Override
  public Evidence examine(DiagonalProblem p) {
    Recovery flat = p.model().flattest(p.values(), 2, DouglasRachford.PRECISE);
    return Evidence.of(
            Check.atMost(
                "relative error |x - x#|/|x#|",
                Truths.error(flat.matrix(), p.truth()),
                Sensing.RECOVERED_AS_PROVED),
            Check.event(
                "certificate that every flat solution is x#", p.model().certifies(p.truth())),
            Check.atMost("relative duality gap", flat.gap(), Sensing.LARGEST_GAP))
        .fact("iterations", flat.iterations());
  }

  @Override
  public List<Probe<DiagonalProblem>> probes() {
    return List.of(depth(3), depth(8));
  }

  /** Deeper networks have flatter interpolators than the sparse one. */
  private static Probe<DiagonalProblem> depth(int depth) {
    return Probe.<DiagonalProblem>claiming(
        "depth 2: depth " + depth,
        p -> {
          Recovery flat = p.model().flattest(p.values(), depth, DouglasRachford.BRIEF);
          double ratio = flat.value() / p.model().flatness(p.truth(), depth);
          return Evidence.of(
                  Check.atLeast("flatness of an interpolator relative to that of x#", ratio, 1)
                      .scale(1)
                      .absolute(Sensing.FLATTER))
              .fact("relative error", Truths.error(flat.matrix(), p.truth()));
        });
  }
}
