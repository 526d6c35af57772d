package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import java.util.Optional;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;
import org.plateau.recovery.CompletionMeasurements;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.FlatMinimum;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Flat completions are near the truth in nuclear norm. Literally read the informal theorem is
 * false: with M = e1 e1^T and that entry hidden the flat completion is 0; so bounded incoherence is
 * a hypothesis. Spec: flat-minima-recovery, C10.
 */
final class CompletionWeakRecovery implements Claim<Sensing> {

  private static final double GAMMA = 0.2;

  /** Where the solver is further from optimal its matrix says nothing of the flat ones. */
  private static final double SOLVED = 1e-3;

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/completion-weak-recovery", 0.95, 0.10)
        .title("Flat completions of incoherent matrices are near the ground truth in nuclear norm")
        .tex(
            "p \\gtrsim \\gamma^{-1} \\sqrt{r \\log d_{\\max} / d_{\\min}} \\;\\Rightarrow\\; \\|L_f R_f^\\top - M\\|_* \\le \\gamma \\|M\\|_*")
        .source(DING_ET_AL, "weak recovery for matrix completion (informal Theorem 1.2)", PAPER)
        .constant(
            "\\gamma = 0.2",
            "at p = 0.85 and d = 16, below the size that unit constants would ask for",
            EMPIRICAL)
        .hypothesis("incoherent M (needed: see the probe)")
        .hypothesis("each entry seen independently with probability p")
        .constant(
            "incoherence",
            "absent from the informal statement; without it there is a counterexample",
            DERIVED)
        .spec("flat-minima-recovery", "C10")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Sensing draw(Draws draws) {
    int r = Sensing.rank(draws);
    return CompletionRecovery.incoherent(draws, r, 0.85);
  }

  @Override
  public Evidence examine(Sensing sensing) {
    FlatMinimum flat = sensing.flat(DouglasRachford.BRIEF);
    double[] difference = flat.matrix().clone();
    Kernels.axpy(-1, sensing.truth(), 0, difference, 0, difference.length);
    SingularValues svd = new SingularValues(sensing.rows(), sensing.cols());
    svd.decompose(sensing.truth());
    double truthNorm = svd.nuclearNorm();
    svd.decompose(difference);
    return Evidence.of(
            Check.atMost("|X - M|_* / |M|_*", svd.nuclearNorm() / truthNorm, GAMMA)
                .scale(GAMMA)
                .error(flat.solve().gap() <= SOLVED ? 0 : Double.POSITIVE_INFINITY))
        .fact("relative duality gap", flat.solve().gap());
  }

  @Override
  public List<Probe<Sensing>> probes() {
    return List.of(
        Probe.<Sensing>dropping(
            "incoherence and enough entries: Gaussian factors at p = 0.35",
            draws -> Sensing.completion(draws, 12, 0.35, Truths.gaussian(draws, 12, 12, 2), 2)),
        Probe.<Sensing>dropping(
            "incoherence: a spike at an entry that is not seen",
            CompletionWeakRecovery::hiddenSpike));
  }

  /** M = e1 e1^T and a mask that hides its only entry: all measured values are 0. */
  static Sensing hiddenSpike(Draws draws) {
    int d = CompletionRecovery.D;
    CompletionMeasurements seen =
        draws.until(
            "a seen entry in each row and column",
            50,
            again -> {
              boolean[] mask =
                  CompletionMeasurements.bernoulliMask(again.stream("mask"), d, d, 0.85);
              mask[0] = false;
              CompletionMeasurements drawn = CompletionMeasurements.of(d, d, mask);
              return drawn.emptyRow() < 0 && drawn.emptyColumn() < 0
                  ? Optional.of(drawn)
                  : Optional.empty();
            });
    return new Sensing(seen, Truths.spike(d), 1);
  }
}
