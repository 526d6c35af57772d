package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.Ending;
import org.plateau.dynamics.SquareDescent;
import org.plateau.matrix.Kernels;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * From the identity, a target within 1/(6e) is learned at a rate that depends on neither dimension
 * nor depth, and no layer moves further than 1/(3L). Spec: identity-initialization, N1.
 */
final class NearIdentityRate implements Claim<Descent> {

  private static final double RADIUS = 1 / (6 * FastMath.E);
  private static final double EXPONENT = -2.0 / 3;
  private static final double GOAL = 1e-12;

  /** Below this loss the ratio of two losses is rounding. */
  private static final double ROUNDING_FLOOR = 1e-22;

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.upper("identityinit/near-identity-rate")
                .title(
                    "A target near the identity is learned fast at any depth, by layers within 1/(3L) of the identity"),
            "N1")
        .tex(
            "\\rho = \\|\\Phi - I\\|_F \\le \\tfrac{1}{6e},\\ \\eta \\le \\tfrac{1}{3L} \\Rightarrow \\ell_{t+1} \\le (1"
                + " - \\eta L e^{-2/3}) \\ell_t, \\quad \\|\\Theta_i - I\\|_F \\le \\tfrac{1}{3L},"
                + " \\quad T \\le \\left\\lceil \\frac{\\ln(\\ell_0/\\varepsilon)}{-\\ln(1 - \\eta L e^{-2/3})} \\right\\rceil")
        .constant(
            "1/(6e)",
            "largest distance that the proof allows: r e^(-3r)/2 at r = 1/3",
            Provenance.DERIVED)
        .constant("e^{-2/3}", "gradient bound in the ball of radius 1/(3L)", Provenance.DERIVED)
        .hypothesis("distance at most 1/(6e)")
        .hypothesis("step size at most 1/(3L)")
        .hypothesis("layers start at the identity")
        .growsWith("depth")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Descent draw(Draws draws) {
    String family = draws.family("gaussian", "rank-one");
    int d = draws.integer("dimension", 1, 8);
    int depth = draws.depth(1, 16);
    double rho = draws.uniform("distance", 0.2, 1) * RADIUS;
    double eta = draws.uniform("step", 0.3, 1) / (3 * depth);
    return Descent.fromIdentity(
        d, depth, target(draws.stream("direction"), d, rho, family.equals("rank-one")), eta);
  }

  /** Returns I + rho times a random matrix of Frobenius norm 1. */
  static double[] target(RandomStream stream, int d, double rho, boolean rankOne) {
    double[] direction = new double[d * d];
    if (rankOne) {
      Kernels.multiply(
          RandomMatrices.unitVector(stream, d),
          RandomMatrices.unitVector(stream, d),
          direction,
          d,
          1,
          d);
    } else {
      direction = RandomMatrices.unitVector(stream, d * d);
    }
    return Matrices.aroundIdentity(rho, direction, d);
  }

  @Override
  public Evidence examine(Descent run) {
    return measure(run, MatrixRun::inDouble, EXPONENT);
  }

  @Override
  public Optional<Evidence> examinePrecisely(Descent run) {
    return Optional.of(FiftyDigits.rounded(measure(run, MatrixRun::inFiftyDigits, EXPONENT)));
  }

  private static Evidence measure(Descent run, MatrixRun.Arithmetic arithmetic, double exponent) {
    int depth = run.depth();
    double rate = 1 - run.eta() * depth * FastMath.exp(exponent);
    int most = (int) FastMath.ceil(FastMath.log(GOAL) / FastMath.log(rate));
    MatrixRun descent = run.begin(arithmetic);
    double first = descent.loss();
    Tightest decrease = new Tightest();
    double farthest = 0;
    while (descent.loss() > GOAL * first && descent.steps() <= most) {
      double before = descent.loss();
      descent.step(run.eta());
      if (before > ROUNDING_FLOOR) {
        decrease.see(
            Check.atMost("loss after a step", descent.loss(), rate * before).relative(1e-9));
      }
      farthest = Math.max(farthest, descent.layers().distanceFromIdentity());
    }
    return Evidence.of(
            decrease.check(),
            Check.atMost("distance of a layer from the identity", farthest, 1.0 / (3 * depth))
                .relative(1e-9),
            Check.atMost("steps to 1e-12 of the first loss", descent.steps(), most))
        .requires("distance at most 1/(6e)", RADIUS * (1 + 1e-12) - run.distance())
        .requires("step size at most 1/(3L)", (1 + 1e-12) / (3 * depth) - run.eta())
        .requires("layers start at the identity", -run.start().distanceFromIdentity())
        .fact("steps over bound", (double) descent.steps() / most);
  }

  @Override
  public List<Mutant<Descent>> mutants() {
    return List.of(
        Mutant.claiming(
            "the exponent with the wrong sign",
            run -> measure(run, MatrixRun::inDouble, -EXPONENT),
            run -> FiftyDigits.rounded(measure(run, MatrixRun::inFiftyDigits, -EXPONENT))),
        Mutant.changing(
            "layers within 1/(3L²)",
            (run, evidence) ->
                evidence.mapChecks(
                    check ->
                        check.what().startsWith("distance of a layer")
                            ? check.bound(check.bound() / run.depth())
                            : check)));
  }

  @Override
  public List<Probe<Descent>> probes() {
    return List.of(
        Probe.<Descent>claiming(
                "steps of size 2.4/L still converge", NearIdentityRate::convergesIn600)
            .drawing(NearIdentityRate::drawLargeSteps)
            .breaking(0.9),
        Probe.<Descent>dropping(
                "distance at most 1/(6e): a direction turned over at distance 1.2 to 1.8",
                draws -> {
                  Descent flipped = NearIdentityFlow.drawShrunk(draws, 1.2, 1.8);
                  double eta = 1.0 / (3 * flipped.depth());
                  return new Descent(flipped.start(), flipped.target(), eta);
                })
            .breaking(0.9),
        Probe.<Descent>dropping("identity start: all layers zero", NearIdentityRate::drawZeroStart)
            .breaking(0.9),
        Probe.<Descent>dropping(
                "identity start: Gaussian layers", NearIdentityRate::drawGaussianStart)
            .breaking(0.9));
  }

  /** The one-step factor is negative for such steps, so only the end of the run tells anything. */
  private static Evidence convergesIn600(Descent run) {
    SquareDescent descent = run.begin();
    double first = descent.loss();
    Ending ending = descent.run(run.eta(), 600, GOAL * first);
    return Evidence.of(Check.event("converged within 600 steps", ending == Ending.CONVERGED))
        .requires("step size at most 1/(3L)", 1.0 / (3 * run.depth()) - run.eta());
  }

  private static Descent drawLargeSteps(Draws draws) {
    int d = draws.integer("dimension", 2, 4);
    int depth = draws.depth(2, 8);
    double rho = draws.uniform("distance", 0.2, 1) * RADIUS;
    return Descent.fromIdentity(
        d, depth, target(draws.stream("direction"), d, rho, false), 2.4 / depth);
  }

  private static Descent drawZeroStart(Draws draws) {
    int d = draws.integer("dimension", 1, 4);
    int depth = draws.depth(2, 8);
    double[][] zero = new double[depth][d * d];
    double[] target =
        target(draws.stream("direction"), d, draws.uniform("distance", 0.2, 1) * RADIUS, false);
    return new Descent(SquareLayers.of(d, zero), target, 1.0 / (3 * depth));
  }

  private static Descent drawGaussianStart(Draws draws) {
    int d = draws.integer("dimension", 1, 4);
    int depth = draws.depth(3, 8);
    RandomStream stream = draws.stream("layers");
    double[][] layers = new double[depth][];
    for (int i = 0; i < depth; i++) {
      layers[i] = RandomMatrices.gaussian(stream, d, d, 0.5 / Math.sqrt(d));
    }
    double[] target =
        target(draws.stream("direction"), d, draws.uniform("distance", 0.2, 1) * RADIUS, false);
    return new Descent(SquareLayers.of(d, layers), target, 1.0 / (3 * depth));
  }
}
