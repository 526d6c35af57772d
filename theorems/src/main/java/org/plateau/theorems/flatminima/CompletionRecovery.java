package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Flat completions of incoherent matrices are exact at moderate sizes; the paper proves weak
 * recovery and reports this in its experiments. Spec: flat-minima-recovery, C10b.
 */
final class CompletionRecovery implements RecoveryClaim {

  static final int D = 16;

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/completion-recovery", 0.95, 0.10)
        .title("Flat completions of incoherent matrices are exactly the ground truth")
        .tex(
            "M \\text{ incoherent},\\; p = 0.7\\ (r = 1),\\; 0.85\\ (r = 2) \\;\\Rightarrow\\; L_f R_f^\\top = M")
        .source(DING_ET_AL, "numerical experiments on matrix completion; no theorem", EMPIRICAL)
        .constant("p", "0.70 at rank 1, 0.85 at rank 2, d = 16: measured, with margin", EMPIRICAL)
        .hypothesis("incoherent M")
        .hypothesis("each entry seen independently with probability p")
        .hypothesis("an entry seen in each row and column")
        .spec("flat-minima-recovery", "C10b")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Sensing draw(Draws draws) {
    int r = Sensing.rank(draws);
    return incoherent(draws, r, r == 1 ? 0.70 : 0.85);
  }

  static Sensing incoherent(Draws draws, int r, double p) {
    return Sensing.completion(draws, D, p, Truths.hadamard(draws.stream("truth"), D, r, 1), r);
  }

  @Override
  public List<Probe<Sensing>> probes() {
    return List.of(
        Probe.claiming(
                "enough entries and incoherence: Gaussian factors at p = 0.35",
                Sensing::noFlatterInterpolator)
            .drawing(
                draws -> Sensing.completion(draws, 12, 0.35, Truths.gaussian(draws, 12, 12, 2), 2)),
        Probe.claiming(
                "incoherence: a spike at an entry that is not seen", Sensing::noFlatterInterpolator)
            .drawing(CompletionWeakRecovery::hiddenSpike));
  }
}
