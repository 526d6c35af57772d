package org.plateau.theorems.identityinit;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.PowerProjection;
import org.plateau.dynamics.SquareDescent;
import org.plateau.matrix.MarginCone;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomMatrices;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * Power projection learns every map with uᵀΦu > 0, symmetric or not, at a linear rate with an
 * explicit step size, and keeps margin, balance and the layers' singular values on the way. Spec:
 * identity-initialization, P5. No form at 50 digits: each step takes polar factors and matrix roots
 * of the last one, and no useful bound on what their errors grow to is known here.
 */
final class PowerProjectionRate implements Claim<Projection> {

  private static final int STEPS = 150;
  private static final int THIN_STEPS = 400;
  private static final double ROUNDING_FLOOR = 1e-22;
  private static final String STEP_BOUND = "step size at most M^(2/L-1) / (L (12.06 M + 2.72 D_0))";

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.upper("identityinit/power-projection-rate")
                .title(
                    "Power projection learns every map with positive definite symmetric part, linearly fast"),
            "P5")
        .tex(
            "0 < \\gamma \\le \\min(1, \\mathrm{margin}(\\Phi)),\\ \\eta \\le \\tfrac{M^{2/L-1}}{L (12.06\\, M + 2.72\\, D_0)} \\Rightarrow"
                + " \\ell_{t+1} \\le (1 - \\eta L \\gamma^{2-2/L})\\, \\ell_t,\\quad \\mathrm{margin}(P_t) \\ge \\gamma,\\quad"
                + " \\sigma_{\\min}(\\Theta_i) \\ge \\gamma^{1/L},\\quad \\|\\Theta_i\\|_2 \\le M^{1/L}")
        .constant(
            "12.06\\, M + 2.72\\, D_0",
            "smoothness along a step, M = ‖Φ‖ + D_0, D_0 = ‖Φ - I‖_F",
            Provenance.DERIVED)
        .hypothesis("margin of the target at least gamma, gamma in (0, 1]")
        .hypothesis("at least two layers")
        .hypothesis(STEP_BOUND)
        .cost(Cost.MEDIUM);
  }

  /**
   * Draws targets of which the thin ones make the projection work, and the largest γ and step size
   * as well as smaller ones.
   */
  @Override
  public Projection draw(Draws draws) {
    String family = draws.family("largest", "smaller", "thin");
    if (family.equals("thin")) {
      return drawThin(draws, 1.5, 2.5, THIN_STEPS).withStep(1);
    }
    int d = draws.integer("dimension", 1, 4);
    int depth = draws.depth(2, 6);
    double margin = draws.uniform("margin", 0.2, 1.5);
    double[] target = MarginMatrix.matrix(draws, d, margin, draws.uniform("twist", 0, 2));
    // The margin is measured: rounding may leave it an ulp below the drawn one.
    double gamma = Math.min(1, MarginCone.margin(target, d));
    return family.equals("largest")
        ? Projection.withSafeStep(d, depth, target, gamma, STEPS)
        : Projection.withSafeStep(
                d, depth, target, draws.uniform("share of the margin", 0.1, 1) * gamma, STEPS)
            .withStep(draws.uniform("share of the step", 0.3, 1));
  }

  @Override
  public Evidence examine(Projection run) {
    int d = run.dimension();
    double share = 1.0 / run.depth();
    double rate = 1 - run.eta() * run.depth() * Spectrum.scalePower(run.gamma(), run.depth());
    double least = FastMath.pow(run.gamma(), share);
    double largest = FastMath.pow(run.reach(), share);
    PowerProjection descent = run.begin();
    double first = descent.loss();
    double margin = MarginCone.margin(descent.product(), d);
    double imbalance = 0;
    double low = 1;
    double high = 1;
    double goal = first * FastMath.pow(rate, run.steps());
    int reached = run.steps();
    Tightest decrease = new Tightest();
    while (descent.steps() < run.steps() && descent.loss() > ROUNDING_FLOOR) {
      double before = descent.loss();
      descent.step(run.eta());
      decrease.see(
          Check.atMost("loss after a step", descent.loss(), rate * before)
              .scale(before)
              .relative(1e-9));
      margin = Math.min(margin, MarginCone.margin(descent.product(), d));
      if (before > goal && descent.loss() <= goal) {
        reached = descent.steps();
      }
      if (descent.steps() % 10 == 0) {
        Network network = new Network(descent.layers(), run.target());
        imbalance = Math.max(imbalance, network.layers().imbalance());
        low = Math.min(low, network.leastStretch());
        high = Math.max(high, network.largestStretch());
      }
    }
    double bound = first * FastMath.pow(rate, descent.steps());
    return Evidence.of(
            decrease.or(Check.atMost("loss after a step", 0, 0)),
            Check.atMost("last loss", descent.loss(), bound).relative(1e-9),
            Check.atLeast("least margin of a product", margin, run.gamma())
                .scale(1)
                .absolute(1e-10),
            Check.equal("imbalance of neighboring layers", imbalance, 0).scale(1).absolute(1e-10),
            Check.atLeast("least singular value of a layer", low, least).relative(1e-9),
            Check.atMost("largest singular value of a layer", high, largest).relative(1e-9))
        .requires(
            "margin of the target at least gamma, gamma in (0, 1]",
            MarginCone.margin(run.target(), d) - run.gamma() * (1 - 1e-12))
        .requires("at least two layers", run.depth() - 2)
        .requires(STEP_BOUND, (1 + 1e-12) * run.safeStep() - run.eta())
        .fact("steps over bound", (double) reached / run.steps())
        .fact("active projections", descent.activeProjections());
  }

  @Override
  public List<Probe<Projection>> probes() {
    return List.of(
        Probe.<Projection>dropping(
                "margin of the target at least gamma: a negative one",
                PowerProjectionRate::drawInfeasible)
            .breaking(0.6),
        Probe.<Projection>claiming(
                "no projection: the margin is kept all the same",
                PowerProjectionRate::withoutProjection)
            .drawing(draws -> drawThin(draws, 1, 1, 2 * STEPS))
            .breaking(0.6),
        Probe.<Projection>claiming(
                "no balancing: the layers stay balanced all the same",
                PowerProjectionRate::withoutBalancing)
            .drawing(draws -> drawThin(draws, 1, 1, 2 * STEPS))
            .breaking(0.9),
        Probe.<Projection>claiming(
                "steps above the stability limit still converge", PowerProjectionRate::convergence)
            .drawing(
                draws -> {
                  int depth = draws.depth(2, 12);
                  double[] mu = {
                    3, draws.uniform("second", 0.5, 2.9), draws.uniform("third", 0.5, 2.9)
                  };
                  double[] q = RandomMatrices.haar(draws.stream("eigenvectors"), 3);
                  double eta = 2.2 / (depth * Spectrum.scalePower(3, depth));
                  return new Projection(3, depth, Matrices.conjugated(q, mu), 0.4, eta, 2 * STEPS);
                })
            .breaking(0.9));
  }

  private static Projection drawInfeasible(Draws draws) {
    int d = draws.integer("dimension", 1, 4);
    int depth = draws.depth(2, 6);
    double margin = -draws.uniform("negative margin", 0.2, 1);
    double[] target = MarginMatrix.matrix(draws, d, margin, draws.uniform("twist", 0, 2));
    return Projection.withSafeStep(d, depth, target, 0.1, THIN_STEPS);
  }

  private static Evidence withoutProjection(Projection run) {
    int d = run.dimension();
    SquareLayers layers = SquareLayers.identity(d, run.depth());
    double margin = 1;
    for (int t = 0; t < run.steps(); t++) {
      SquareDescent descent = new SquareDescent(layers, run.target());
      descent.step(run.eta());
      layers = SquareLayers.balanced(descent.product(), d, run.depth());
      margin = Math.min(margin, MarginCone.margin(descent.product(), d));
    }
    return Evidence.of(
        Check.atLeast("least margin of a product", margin, run.gamma()).scale(1).absolute(1e-10));
  }

  private static Evidence withoutBalancing(Projection run) {
    SquareDescent descent =
        new SquareDescent(SquareLayers.identity(run.dimension(), run.depth()), run.target());
    double imbalance = 0;
    while (descent.steps() < run.steps()) {
      descent.step(run.eta());
      imbalance = Math.max(imbalance, descent.layers().imbalance());
    }
    return Evidence.of(
        Check.equal("imbalance of neighboring layers", imbalance, 0).scale(1).absolute(1e-8));
  }

  private static Evidence convergence(Projection run) {
    PowerProjection descent = run.begin();
    double first = descent.loss();
    while (descent.steps() < run.steps()) {
      descent.step(run.eta());
    }
    return Evidence.of(Check.atMost("last loss", descent.loss(), 1e-6 * first));
  }

  /** Draws Q [[g, -K], [K, c g]] Qᵀ, whose margin g is thin against its twist K. */
  private static Projection drawThin(
      Draws draws, double leastTwist, double leastAspect, int steps) {
    double g = 0.3;
    double twist = draws.uniform("twist", leastTwist, 3);
    double[] block = {g, -twist, twist, g * draws.uniform("aspect", leastAspect, 4)};
    double[] q = RandomMatrices.haar(draws.stream("basis"), 2);
    double[] target =
        Matrices.product(Matrices.product(q, block, 2), new double[] {q[0], q[2], q[1], q[3]}, 2);
    int depth = draws.depth(2, 6);
    return new Projection(
        2, depth, target, MarginCone.margin(target, 2), 0.1 / (depth * twist * twist), steps);
  }
}
