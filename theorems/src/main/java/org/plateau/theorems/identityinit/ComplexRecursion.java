package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hipparchus.complex.Complex;
import org.hipparchus.complex.FieldComplex;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.plateau.dynamics.RotationRecursion;
import org.plateau.dynamics.SquareDescent;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * For a scaled plane rotation every layer stays one and the same scaled rotation, whose complex
 * number follows a recursion. Spec: identity-initialization, R1.
 */
final class ComplexRecursion implements Claim<PlaneRotation> {

  private static final int STEPS = 200;
  private static final DfpField FIELD = new DfpField(50);

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.identity("identityinit/complex-recursion")
                .title("Learning a plane rotation is a recursion for one complex number"),
            "R1")
        .tex("z \\leftarrow z - \\eta\\, \\bar z^{L-1} (z^L - w), \\quad z_0 = 1,\\ w = a + ib")
        .hypothesis("scaled plane rotation")
        .cost(Cost.LIGHT);
  }

  @Override
  public PlaneRotation draw(Draws draws) {
    double size = draws.uniform("size", 0.3, 1.5);
    int depth = draws.depth(1, 8);
    return PlaneRotation.of(
        size, draws.uniform("angle", -3, 3), depth, 0.3 / (depth * Math.max(1, size * size)));
  }

  @Override
  public Evidence examine(PlaneRotation run) {
    RotationRecursion recursion = run.recursion();
    return compare(run, z -> recursion.next(z, run.eta()));
  }

  private static Evidence compare(PlaneRotation run, UnaryOperator<Complex> next) {
    SquareDescent descent = run.matrixRun().begin();
    Complex z = Complex.ONE;
    double off = 0;
    while (descent.steps() < STEPS) {
      descent.step(run.eta());
      z = next.apply(z);
      for (int i = 0; i < run.depth(); i++) {
        off = Math.max(off, Math.abs(descent.entry(i, 0, 0) - z.getRealPart()));
        off = Math.max(off, Math.abs(descent.entry(i, 0, 1) + z.getImaginaryPart()));
        off = Math.max(off, Math.abs(descent.entry(i, 1, 0) - z.getImaginaryPart()));
        off = Math.max(off, Math.abs(descent.entry(i, 1, 1) - z.getRealPart()));
      }
    }
    return evidence(off);
  }

  private static Evidence evidence(double off) {
    return Evidence.of(
        Check.equal("distance of a layer from the recursion", off, 0).scale(1).absolute(1e-10));
  }

  /**
   * The recursion is the descent's own map on scaled rotations, so that the bound on the error of
   * the matrix run holds for it too. Empty where that bound is lost, as in runs past the saddle.
   */
  @Override
  public Optional<Evidence> examinePrecisely(PlaneRotation run) {
    RotationRecursion recursion = run.recursion();
    Dfp eta = FIELD.newDfp(run.eta());
    return comparePrecisely(run, z -> recursion.next(z, eta));
  }

  private static Optional<Evidence> comparePrecisely(
      PlaneRotation run, UnaryOperator<FieldComplex<Dfp>> next) {
    Descent matrixRun = run.matrixRun();
    PreciseDescent descent = new PreciseDescent(matrixRun.start(), matrixRun.target(), 50);
    FieldComplex<Dfp> z = new FieldComplex<>(FIELD.getOne(), FIELD.getZero());
    double off = 0;
    while (descent.steps() < STEPS && !descent.isLost()) {
      descent.step(run.eta());
      z = next.apply(z);
      for (int i = 0; i < run.depth(); i++) {
        off = Math.max(off, distance(descent.entry(i, 0), z.getRealPart()));
        off = Math.max(off, distance(descent.entry(i, 1), z.getImaginaryPart().negate()));
        off = Math.max(off, distance(descent.entry(i, 2), z.getImaginaryPart()));
        off = Math.max(off, distance(descent.entry(i, 3), z.getRealPart()));
      }
    }
    double error = 2 * descent.radius() + Math.ulp(off);
    return descent.isLost()
        ? Optional.empty()
        : Optional.of(evidence(off).mapChecks(check -> check.error(error)));
  }

  private static double distance(Dfp a, Dfp b) {
    return a.subtract(b).abs().toDouble();
  }

  @Override
  public List<Mutant<PlaneRotation>> mutants() {
    return List.of(
        Mutant.claiming(
            "the recursion for the conjugate target",
            run -> {
              RotationRecursion mirrored = run.mirrored().recursion();
              return compare(run, z -> mirrored.next(z, run.eta()));
            },
            run -> {
              RotationRecursion mirrored = run.mirrored().recursion();
              Dfp eta = FIELD.newDfp(run.eta());
              return comparePrecisely(run, z -> mirrored.next(z, eta)).orElseThrow();
            }));
  }

  @Override
  public List<Probe<PlaneRotation>> probes() {
    return List.of(
        Probe.<PlaneRotation>claiming(
                "the conjugate left out",
                run ->
                    compare(
                        run,
                        z -> {
                          Complex below = RotationRecursion.power(z, run.depth() - 1);
                          Complex error = below.multiply(z).subtract(run.recursion().target());
                          return z.subtract(below.multiply(error).multiply(run.eta()));
                        }))
            .drawing(
                draws ->
                    PlaneRotation.of(1, draws.uniform("angle", 0.1, 1.5), draws.depth(2, 8), 0.02))
            .breaking(0.9));
  }
}
