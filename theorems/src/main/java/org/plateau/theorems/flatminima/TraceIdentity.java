package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import java.util.Optional;
import org.plateau.matrix.Kernels;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.recovery.Factors;
import org.plateau.recovery.HessianTrace;
import org.plateau.recovery.Measurements;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The scaled trace of the Hessian is 2 |D1 L|² + 2 |D2 R|². The paper states it on the solution
 * set; it holds everywhere, since the residual's part of the Hessian has a zero diagonal. Spec:
 * flat-minima-recovery, C1.
 */
final class TraceIdentity implements Claim<Modeled> {

  private static final double TOLERANCE = 1e-10;
  private static final String WHAT = "scaled trace by second differences";

  @Override
  public Statement statement() {
    return Statement.identity("flatminima/trace-identity")
        .title("The scaled Hessian trace is a weighted norm of the factors")
        .tex(
            "\\tfrac1{d_1}\\operatorname{tr} f_{LL} + \\tfrac1{d_2}\\operatorname{tr} f_{RR} = 2\\|D_1 L\\|_F^2 + 2\\|D_2 R\\|_F^2")
        .source(DING_ET_AL, "scaled trace of the Hessian (Lemmas 2.1 and 3.1)", PAPER)
        .constant(
            "2, D_1, D_2",
            "displayed formula lost in the text at hand; rebuilt and proved",
            DERIVED)
        .spec("flat-minima-recovery", "C1")
        .growsWith("k")
        .cost(Cost.LIGHT);
  }

  @Override
  public Modeled draw(Draws draws) {
    return Modeled.draw(draws, 9);
  }

  @Override
  public Evidence examine(Modeled at) {
    Measurements a = at.measurements();
    HessianTrace measured = HessianTrace.byDifferences(a, at.labels(), at.factors());
    Factors f = at.factors();
    double left = weighedSquare(a.leftGram(), f.left(), f.rows(), f.width()) / f.cols();
    double right = weighedSquare(a.rightGram(), f.right(), f.cols(), f.width()) / f.rows();
    double closed = 2 * (left + right) / a.count();
    double roundoff = (f.rows() * f.cols() + a.count()) * 0x1.0p-53;
    return Evidence.of(
            Check.equal(WHAT, measured.value(), closed)
                .scale(closed)
                .relative(TOLERANCE)
                .error(roundoff * measured.magnitude()))
        .fact("|D1 L|²", left / a.count())
        .fact("|D2 R|²", right / a.count());
  }

  /** Returns tr(U^T G U), for U of shape d x k. */
  private static double weighedSquare(double[] gram, double[] u, int d, int k) {
    double[] gu = new double[d * k];
    Kernels.multiply(gram, u, gu, d, d, k);
    return Kernels.dot(gu, u);
  }

  /**
   * A second difference along one entry is 2/m times the squared change of the predictions, without
   * round-off of the loss.
   */
  @Override
  public Optional<Evidence> examinePrecisely(Modeled at) {
    Factors f = at.factors();
    Measurements a = at.measurements();
    PreciseFactors factors = PreciseFactors.of(f);
    Precise byLeft = Precise.ZERO;
    Precise byRight = Precise.ZERO;
    for (int i = 0; i < a.count(); i++) {
      PreciseMatrix one = PreciseMatrix.of(f.rows(), f.cols(), a.matrix(i));
      byLeft = byLeft.add(PreciseNorms.square(one.multiply(factors.right())));
      byRight = byRight.add(PreciseNorms.square(one.transpose().multiply(factors.left())));
    }
    Precise half = byLeft.divide(Precise.of(f.rows())).add(byRight.divide(Precise.of(f.cols())));
    Precise measured = half.multiply(2).divide(Precise.of(a.count()));
    Precise closed = PreciseScaling.of(a).trace(factors);
    return Optional.of(
        Evidence.of(
            Check.equal(WHAT, measured, closed).scale(closed.toDouble()).relative(TOLERANCE)));
  }

  @Override
  public List<Probe<Modeled>> probes() {
    return List.of(
        Probe.<Modeled>changing("scaling by 1/d1 and 1/d2, swapped", TraceIdentity::swapped)
            .breaking(0.7),
        Probe.<Modeled>changing(
                "loss without the factor 1/m",
                (at, evidence) ->
                    evidence.mapChecks(c -> c.bound(c.bound() * at.measurements().count())))
            .breaking(0.9));
  }

  /** What D1 and D2 become if each is normalized by its own dimension. */
  private static Evidence swapped(Modeled at, Evidence evidence) {
    Factors f = at.factors();
    Measurements a = at.measurements();
    double left = weighedSquare(a.leftGram(), f.left(), f.rows(), f.width()) / f.rows();
    double right = weighedSquare(a.rightGram(), f.right(), f.cols(), f.width()) / f.cols();
    return evidence.mapChecks(check -> check.bound(2 * (left + right) / a.count()));
  }

  @Override
  public List<Mutant<Modeled>> mutants() {
    return List.of(
        Mutant.changing(
            "factor 4 for 2", (at, evidence) -> evidence.mapChecks(c -> c.bound(2 * c.bound()))),
        Mutant.changing(
            "m + 1 for m",
            (at, evidence) ->
                evidence.mapChecks(
                    c ->
                        c.bound(
                            c.bound()
                                * at.measurements().count()
                                / (at.measurements().count() + 1)))),
        Mutant.changing("D1 and D2 normalized by their own dimension", TraceIdentity::swapped));
  }
}
