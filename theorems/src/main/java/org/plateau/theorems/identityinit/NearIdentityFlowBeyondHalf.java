package org.plateau.theorems.identityinit;

import java.util.List;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Between distance 1/2, where the proof ends, and distance 1, where it must end, small steps still
 * learn the target on nearly all draws. Whether they always do is open. Spec:
 * identity-initialization, N2, the empirical extra.
 */
final class NearIdentityFlowBeyondHalf implements Claim<Descent> {

  private static final int STEPS = 1500;

  @Override
  public Statement statement() {
    return Derived.observed(
            Statement.probability("identityinit/near-identity-flow-beyond-half", 0.95, 0.1)
                .title("Small steps still learn a target at a distance between 1/2 and 0.95"),
            "N2, empirical extra")
        .tex(
            "\\rho \\in (0.5, 0.95) \\Rightarrow \\ell_t \\downarrow,\\ \\ell_{1500} \\le 0.01\\, \\ell_0")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Descent draw(Draws draws) {
    boolean rankOne = draws.family("gaussian", "rank-one").equals("rank-one");
    int d = draws.integer("dimension", 1, 4);
    int depth = draws.depth(1, 6);
    double[] target =
        NearIdentityRate.target(
            draws.stream("direction"), d, draws.uniform("distance", 0.5, 0.95), rankOne);
    return Descent.fromIdentity(d, depth, target, SmallSteps.stepSize(target, d, depth));
  }

  @Override
  public Evidence examine(Descent run) {
    return Evidence.of(
        Check.event(
            "loss fell at every step, to 1 % of its first value", SmallSteps.falls(run, STEPS)));
  }

  @Override
  public List<Probe<Descent>> probes() {
    return List.of(
        Probe.<Descent>dropping(
                "distance below 1", draws -> NearIdentityFlow.drawShrunk(draws, 1.3, 1.8))
            .tries(30));
  }
}
