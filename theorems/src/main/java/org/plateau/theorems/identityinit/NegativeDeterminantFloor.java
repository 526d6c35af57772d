package org.plateau.theorems.identityinit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.LuFactors;
import org.plateau.network.SquareLayers;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * As long as every step moves every layer by less than its least singular value, the determinants
 * stay positive, so a target with a negative determinant, symmetric or not, stays at least
 * σ_min(Φ)²/2 away in loss. Spec: identity-initialization, X6, exact discrete form.
 */
final class NegativeDeterminantFloor implements Claim<Descent> {

  private static final int STEPS = 400;

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.lower("identityinit/negative-determinant-floor")
                .title(
                    "While its steps are certified small, descent from the identity never reverses orientation"),
            "X6")
        .tex(
            "\\det \\Phi < 0,\\ \\eta \\|\\nabla_{\\Theta_i} \\ell\\|_2 < \\sigma_{\\min}(\\Theta_i) \\text{ so far} \\Rightarrow"
                + " \\det \\Theta_i > 0,\\ \\det P_t > 0,\\ \\ell_t \\ge \\tfrac12 \\sigma_{\\min}(\\Phi)^2")
        .hypothesis("negative determinant")
        .hypothesis("layers start at the identity")
        .hypothesis("each step moves each layer by less than its least singular value")
        .growsWith("certified steps")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Descent draw(Draws draws) {
    String family = draws.family("reflected", "gaussian");
    int d = draws.integer("dimension", 1, 4);
    int depth = draws.depth(1, 6);
    double scale = FastMath.exp(draws.uniform("logarithm of the scale", -1, 1.6));
    double[] target =
        family.equals("reflected")
            ? reflected(draws, d, scale, draws.uniform("noise", 0, 0.3))
            : draws.until(
                "negative determinant",
                60,
                attempt -> {
                  double[] drawn =
                      Matrices.scaled(scale / Math.sqrt(d), attempt.gaussian("target", d, d));
                  return LuFactors.of(drawn, d).determinant() < 0
                      ? Optional.of(drawn)
                      : Optional.empty();
                });
    return Descent.fromIdentity(d, depth, target, 0.1 / (depth * Math.max(1, scale * scale)));
  }

  /** Returns scale diag(-1, 1, …, 1) (I + noise G), redrawn until its determinant is negative. */
  private static double[] reflected(Draws draws, int d, double scale, double noise) {
    return draws.until(
        "negative determinant",
        60,
        attempt -> {
          double[] out = Matrices.aroundIdentity(noise, attempt.gaussian("target", d, d), d);
          for (int k = 0; k < d * d; k++) {
            out[k] *= k < d ? -scale : scale;
          }
          return LuFactors.of(out, d).determinant() < 0 ? Optional.of(out) : Optional.empty();
        });
  }

  @Override
  public Evidence examine(Descent run) {
    return measure(run, MatrixRun::inDouble, STEPS, true);
  }

  @Override
  public Optional<Evidence> examinePrecisely(Descent run) {
    return Optional.of(FiftyDigits.rounded(measure(run, MatrixRun::inFiftyDigits, STEPS, true)));
  }

  private static Evidence measure(
      Descent run, MatrixRun.Arithmetic arithmetic, int steps, boolean certifying) {
    int d = run.dimension();
    double stretch = Matrices.leastSingularValue(run.target(), d);
    double floor = stretch * stretch / 2;
    MatrixRun descent = run.begin(arithmetic);
    double least = descent.loss();
    double leastVolume = 1;
    while (descent.steps() < steps && (!certifying || certified(descent, run))) {
      descent.step(run.eta());
      least = Math.min(least, descent.loss());
      if (descent.steps() % 20 == 0) {
        leastVolume = Math.min(leastVolume, leastVolume(descent.layers()));
      }
    }
    // It is least where the certificate ends.
    leastVolume = Math.min(leastVolume, leastVolume(descent.layers()));
    return Evidence.of(
            Check.atLeast("least loss while certified", least, floor)
                .absolute(1e-12 * floor + 1e-15),
            Check.atLeast("least signed volume of a layer", leastVolume, 0)
                .scale(1)
                .absolute(1e-14))
        .requires("negative determinant", -LuFactors.of(run.target(), d).determinant())
        .requires("layers start at the identity", -run.start().distanceFromIdentity())
        .fact(certifying ? "certified steps" : "steps", descent.steps());
  }

  /**
   * Returns the least determinant of a layer over the product of its rows' norms, in [-1, 1]. That
   * of the product of the layers is so small after many steps that its sign would be rounding.
   */
  private static double leastVolume(SquareLayers layers) {
    int d = layers.dimension();
    double least = 1;
    for (int i = 0; i < layers.depth(); i++) {
      double[] layer = layers.layer(i);
      double volume = LuFactors.of(layer, d).determinant();
      for (int row = 0; row < d; row++) {
        volume /= Kernels.norm(Arrays.copyOfRange(layer, row * d, (row + 1) * d));
      }
      least = Math.min(least, volume);
    }
    return least;
  }

  private static boolean certified(MatrixRun descent, Descent run) {
    int d = run.dimension();
    double[][] gradient = descent.gradient();
    SquareLayers layers = descent.layers();
    for (int i = 0; i < run.depth(); i++) {
      double[] layer = layers.layer(i);
      LuFactors factors = LuFactors.of(layer, d);
      if (factors.singular()) {
        return false;
      }
      // The Frobenius norms bound the operator norms; singular values are taken only where that
      // does not decide.
      boolean easily = run.eta() * Kernels.norm(gradient[i]) * Kernels.norm(factors.inverse()) < 1;
      if (!easily
          && !(run.eta() * Matrices.operatorNorm(gradient[i], d)
              < Matrices.leastSingularValue(layer, d))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<Mutant<Descent>> mutants() {
    return List.of(
        Mutant.changing(
            "the floor by the norm of the target, not its least singular value",
            (run, evidence) -> {
              double norm = Matrices.operatorNorm(run.target(), run.dimension());
              return evidence.mapChecks(
                  check ->
                      check.what().startsWith("least loss") ? check.bound(norm * norm / 2) : check);
            }));
  }

  @Override
  public List<Probe<Descent>> probes() {
    return List.of(
        Probe.<Descent>claiming(
                "the certificate: a long run of two layers to a large target",
                run -> measure(run, MatrixRun::inDouble, 2000, false))
            .drawing(
                draws -> {
                  int d = draws.integer("dimension", 2, 3);
                  double scale = draws.uniform("scale", 2.5, 4);
                  double[] target = reflected(draws, d, scale, 0.3);
                  return Descent.fromIdentity(d, 2, target, 0.1 / (2 * scale * scale));
                })
            .breaking(0.5),
        Probe.<Descent>dropping(
                "negative determinant: a target that turns nothing over",
                draws -> {
                  int d = draws.integer("dimension", 1, 4);
                  double[] direction = draws.gaussian("target", d, d);
                  double norm = Matrices.operatorNorm(direction, d);
                  double[] target = Matrices.aroundIdentity(0.5 / norm, direction, d);
                  int depth = draws.depth(1, 6);
                  return Descent.fromIdentity(d, depth, target, 0.1 / depth);
                })
            .breaking(1),
        Probe.<Descent>dropping(
                "identity start: the first layer reflects",
                NegativeDeterminantFloor::drawReflectedStart)
            .breaking(0.8));
  }

  private static Descent drawReflectedStart(Draws draws) {
    int d = draws.integer("dimension", 2, 4);
    int depth = draws.depth(2, 6);
    double[] target = reflected(draws, d, 1, 0.05);
    double[][] layers = new double[depth][];
    for (int i = 0; i < depth; i++) {
      layers[i] = Kernels.identity(d);
    }
    layers[0][0] = -1;
    return new Descent(SquareLayers.of(d, layers), target, 0.1 / depth);
  }
}
