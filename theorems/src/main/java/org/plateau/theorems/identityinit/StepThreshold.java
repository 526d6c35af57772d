package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.hipparchus.complex.Complex;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.EigenvalueRecursion;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * At the limit μ^(1/L) one step multiplies a small error by 1 - η L μ^(2-2/L), so steps above 2/(L
 * μ_max^(2-2/L)) cannot converge to it. The derivative is measured by a complex step, and at 50
 * digits by a central difference. Spec: identity-initialization, S4.
 */
final class StepThreshold implements Claim<Spectrum> {

  private static final double STEP = 1e-30;

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.identity("identityinit/step-threshold")
                .title("Near the minimum an error is multiplied by 1 - η L μ^(2-2/L) in each step"),
            "S4")
        .tex(
            "\\left.\\frac{d\\theta_{t+1}}{d\\theta_t}\\right|_{\\mu^{1/L}} = 1 - \\eta L \\mu^{2-2/L}")
        .hypothesis("positive eigenvalue")
        .cost(Cost.TINY);
  }

  @Override
  public Spectrum draw(Draws draws) {
    double mu = draws.logUniform("eigenvalue", 0.05, 20);
    int depth = draws.depth(1, 16);
    double threshold = 2 / (depth * Spectrum.scalePower(mu, depth));
    return Spectrum.of(mu, depth, draws.uniform("step over threshold", 0.1, 2) * threshold);
  }

  @Override
  public Evidence examine(Spectrum run) {
    EigenvalueRecursion recursion = run.recursion(0);
    double root = FastMath.pow(run.mu()[0], 1.0 / run.depth());
    Complex next = recursion.next(new Complex(root, STEP), new Complex(run.eta()));
    return compare(run, next.getImaginaryPart() / STEP, 2 - 2.0 / run.depth());
  }

  @Override
  public Optional<Evidence> examinePrecisely(Spectrum run) {
    return Optional.of(compare(run, preciseDerivative(run), 2 - 2.0 / run.depth()));
  }

  private static double preciseDerivative(Spectrum run) {
    DfpField field = new DfpField(50);
    Dfp root = field.newDfp(run.mu()[0]).rootN(run.depth());
    Dfp step = field.newDfp("1e-16");
    Dfp eta = field.newDfp(run.eta());
    EigenvalueRecursion recursion = run.recursion(0);
    Dfp up = recursion.next(root.add(step), eta);
    Dfp down = recursion.next(root.subtract(step), eta);
    return up.subtract(down).divide(step.multiply(2)).toDouble();
  }

  private static Evidence compare(Spectrum run, double derivative, double exponent) {
    double multiplier = 1 - run.eta() * run.depth() * FastMath.pow(run.mu()[0], exponent);
    return Evidence.of(
            Check.equal("multiplier of an error at the limit", derivative, multiplier)
                .scale(1)
                .absolute(1e-10))
        .requires("positive eigenvalue", run.mu()[0]);
  }

  @Override
  public List<Probe<Spectrum>> probes() {
    return List.of(
        Probe.<Spectrum>claiming(
                "steps 10 % above the threshold still converge",
                run ->
                    Evidence.of(
                        Check.event(
                            "converged within 5000 steps",
                            run.recursion(0).stepsTo(1e-12 * run.initialLoss(), run.eta(), 5000)
                                <= 5000)))
            .drawing(
                draws -> {
                  double mu = draws.uniform("eigenvalue", 1.5, 3);
                  int depth = draws.depth(2, 12);
                  return Spectrum.of(mu, depth, 2.2 / (depth * Spectrum.scalePower(mu, depth)));
                })
            .breaking(0.9),
        Probe.<Spectrum>claiming(
                "the exponent 2 - 1/L",
                run -> compare(run, preciseDerivative(run), 2 - 1.0 / run.depth()))
            .breaking(0.9));
  }

  @Override
  public List<Mutant<Spectrum>> mutants() {
    return List.of(
        Mutant.claiming(
            "the factor L left out", run -> withoutDepth(run), run -> withoutDepth(run)));
  }

  private static Evidence withoutDepth(Spectrum run) {
    double multiplier = 1 - run.eta() * Spectrum.scalePower(run.mu()[0], run.depth());
    return Evidence.of(
        Check.equal("multiplier of an error at the limit", preciseDerivative(run), multiplier)
            .scale(1)
            .absolute(1e-10));
  }
}
