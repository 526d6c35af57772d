package org.plateau.theorems.identityinit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.EigenvalueRecursion;
import org.plateau.dynamics.SquareDescent;
import org.plateau.matrix.Kernels;
import org.plateau.network.SquareLayers;
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
 * For a symmetric target all layers stay equal, symmetric and commuting with it, and each
 * eigenvalue follows a scalar recursion of its own. Where eigenvalues are negative, only while
 * rounding has not yet broken the symmetry. Spec: identity-initialization, S1.
 */
final class SymmetricDecoupling implements Claim<SymmetricTarget> {

  private static final double TOLERANCE = 1e-9;
  private static final int STEPS = 300;
  private static final int INDEFINITE_STEPS = 20;
  private static final String UNEQUAL = "largest difference of two layers";

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.identity("identityinit/symmetric-decoupling")
                .title(
                    "For a symmetric target the layers stay equal, and gradient descent decouples into scalar recursions"),
            "S1")
        .tex(
            "\\Phi = \\Phi^\\top \\Rightarrow \\Theta_1 = \\cdots = \\Theta_L = \\Theta_i^\\top,\\quad \\theta \\leftarrow"
                + " \\theta + \\eta\\, \\theta^{L-1} (\\mu - \\theta^L)")
        .constant(
            "20 \\text{ steps}",
            "indefinite targets: before rounding breaks the symmetry",
            Provenance.EMPIRICAL)
        .hypothesis("symmetric target")
        .cost(Cost.MEDIUM);
  }

  @Override
  public SymmetricTarget draw(Draws draws) {
    return draws.family("positive-definite", "indefinite").equals("indefinite")
        ? SymmetricTarget.rotated(draws, drawIndefinite(draws), INDEFINITE_STEPS)
        : SymmetricTarget.rotated(draws, drawPositive(draws), STEPS);
  }

  private static Spectrum drawIndefinite(Draws draws) {
    int d = draws.integer("dimension", 1, 8);
    int depth = draws.depth(1, 16);
    double[] mu = new double[d];
    RandomStream stream = draws.stream("spectrum");
    for (int j = 0; j < d; j++) {
      mu[j] = j == 0 || stream.nextBoolean() ? -stream.uniform(0.05, 2) : stream.uniform(0.3, 2);
    }
    double eta = draws.uniform("step", 0.3, 1) * FailureFloor.safeStep(mu, depth, 0);
    return new Spectrum(mu, depth, eta, 0);
  }

  /** Draws eigenvalues exp U(-2.3, 1.6) and a step without overshoot. */
  static Spectrum drawPositive(Draws draws) {
    int d = draws.integer("dimension", 1, 8);
    int depth = draws.depth(1, 16);
    double[] mu = new double[d];
    RandomStream stream = draws.stream("spectrum");
    for (int j = 0; j < d; j++) {
      mu[j] = FastMath.exp(stream.uniform(-2.3, 1.6));
    }
    Spectrum scale = new Spectrum(mu, depth, 1, 0);
    return new Spectrum(
        mu, depth, draws.uniform("step", 0.3, 1) * Spectrum.safeStep(scale.largest(), depth), 0);
  }

  @Override
  public Evidence examine(SymmetricTarget run) {
    return measure(run, run.begin(MatrixRun::inDouble), Orbit::inDouble);
  }

  /** Empty where the steps leave no bound on their own rounding. */
  @Override
  public Optional<Evidence> examinePrecisely(SymmetricTarget run) {
    PreciseDescent descent = run.beginPrecisely();
    Evidence evidence = measure(run, descent, Orbit::inFiftyDigits);
    return descent.isLost() ? Optional.empty() : Optional.of(FiftyDigits.rounded(evidence));
  }

  private static Evidence measure(
      SymmetricTarget run, MatrixRun descent, Orbit.Arithmetic arithmetic) {
    int d = run.dimension();
    Orbit[] orbits = new Orbit[d];
    for (int j = 0; j < d; j++) {
      orbits[j] = arithmetic.start(run.spectrum().recursion(j));
    }
    double unequal = 0;
    double asymmetric = 0;
    double noncommuting = 0;
    double off = 0;
    while (descent.steps() < run.steps()) {
      descent.step(run.spectrum().eta());
      for (Orbit orbit : orbits) {
        orbit.step(run.spectrum().eta());
      }
      if (descent.steps() % 10 == 0) {
        SquareLayers layers = descent.layers();
        double[] layer = layers.layer(0);
        double[] theta = Arrays.stream(orbits).mapToDouble(Orbit::theta).toArray();
        unequal = Math.max(unequal, layers.spread());
        asymmetric = Math.max(asymmetric, Matrices.distance(layer, Kernels.transpose(layer, d, d)));
        noncommuting =
            Math.max(
                noncommuting,
                Matrices.distance(
                    Matrices.product(layer, run.target(), d),
                    Matrices.product(run.target(), layer, d)));
        off = Math.max(off, Matrices.distance(layer, Matrices.conjugated(run.vectors(), theta)));
      }
    }
    return Evidence.of(
            vanishing(UNEQUAL, unequal),
            vanishing("asymmetry of a layer", asymmetric),
            vanishing("commutator with the target", noncommuting),
            vanishing("distance from the scalar recursions", off))
        .requires("symmetric target", -asymmetry(run));
  }

  private static double asymmetry(SymmetricTarget run) {
    int d = run.dimension();
    return Matrices.distance(run.target(), Kernels.transpose(run.target(), d, d));
  }

  private static Check vanishing(String what, double value) {
    return Check.equal(what, value, 0).scale(1).absolute(TOLERANCE);
  }

  @Override
  public List<Probe<SymmetricTarget>> probes() {
    return List.of(
        Probe.<SymmetricTarget>claiming(
                "symmetric target",
                run -> spreadAfter(run, run.begin()).requires("symmetric target", -asymmetry(run)))
            .drawing(SymmetricDecoupling::drawAsymmetric)
            .breaking(0.9),
        Probe.<SymmetricTarget>claiming(
                "equal start: the first layer starts 1 % larger",
                run -> spreadAfter(run, run.begin(firstLarger(run))))
            .drawing(SymmetricDecoupling::drawDeep)
            .breaking(0.9));
  }

  private static Evidence spreadAfter(SymmetricTarget run, SquareDescent descent) {
    for (int t = 0; t < 3; t++) {
      descent.step(run.spectrum().eta());
    }
    return Evidence.of(Check.equal(UNEQUAL, descent.layers().spread(), 0).scale(1).absolute(1e-6));
  }

  private static SymmetricTarget drawDeep(Draws draws) {
    return draws.until(
        "at least two layers",
        20,
        again ->
            Optional.of(SymmetricTarget.rotated(again, drawPositive(again), 3))
                .filter(run -> run.depth() > 1));
  }

  private static SquareLayers firstLarger(SymmetricTarget run) {
    double[][] layers = new double[run.depth()][];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = Matrices.scaled(i == 0 ? 1.01 : 1, Kernels.identity(run.dimension()));
    }
    return SquareLayers.of(run.dimension(), layers);
  }

  @Override
  public List<Mutant<SymmetricTarget>> mutants() {
    return List.of(
        Mutant.claiming(
            "the recursion of depth L + 1",
            run -> measure(run, run.begin(MatrixRun::inDouble), deeper(Orbit::inDouble)),
            run -> measure(run, run.beginPrecisely(), deeper(Orbit::inFiftyDigits))));
  }

  private static Orbit.Arithmetic deeper(Orbit.Arithmetic arithmetic) {
    return recursion ->
        arithmetic.start(new EigenvalueRecursion(recursion.eigenvalue(), recursion.depth() + 1));
  }

  private static SymmetricTarget drawAsymmetric(Draws draws) {
    int d = draws.integer("dimension", 2, 8);
    int depth = draws.depth(2, 16);
    double[] target = Matrices.aroundIdentity(0.3, draws.gaussian("direction", d, d), d);
    Spectrum spectrum = new Spectrum(new double[d], depth, 0.1 / depth, 0);
    return new SymmetricTarget(spectrum, Kernels.identity(d), target, 3);
  }
}
