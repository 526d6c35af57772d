package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.recovery.HessianTrace;
import org.plateau.recovery.QuadraticMeasurements;
import org.plateau.recovery.QuadraticNetwork;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * At zero loss the trace of the Hessian of a network of quadratic units is 8 d (|D U1|² + |D U2|²).
 * Off it there is a further term unless k1 = k2. Spec: flat-minima-recovery, C1 and section 0,
 * finding 2.
 */
final class NetworkTraceIdentity implements Claim<Fitted> {

  private static final double TOLERANCE = 1e-10;
  private static final String WHAT = "trace by five-point differences";

  @Override
  public Statement statement() {
    return Statement.identity("flatminima/network-trace-identity")
        .title(
            "At zero loss the Hessian trace of a network of quadratic units is a weighted norm of its weights")
        .tex(
            "\\operatorname{tr} \\nabla^2 f(U) = 8 d\\,(\\|D U_1\\|_F^2 + \\|D U_2\\|_F^2), \\; D^2 = \\tfrac1{m d}\\sum_i \\|x_i\\|^2 x_i x_i^\\top")
        .source(DING_ET_AL, "quadratic activation; formula derived here", DERIVED)
        .constant("8 d", "second derivative of a square of a square at its zero", DERIVED)
        .hypothesis("zero loss")
        .spec("flat-minima-recovery", "C1")
        .cost(Cost.LIGHT);
  }

  @Override
  public Fitted draw(Draws draws) {
    return Fitted.draw(draws, draws.integer("k1", 1, 4), draws.integer("k2", 1, 4));
  }

  @Override
  public Evidence examine(Fitted f) {
    HessianTrace measured = f.network().traceByDifferences(f.inputs(), f.labels());
    double closed = f.network().traceAtZeroLoss(f.inputs());
    double roundoff = (f.network().d() * f.network().d() + f.labels().length) * 0x1.0p-53;
    return Evidence.of(
            Check.equal(WHAT, measured.value(), closed)
                .scale(closed)
                .relative(TOLERANCE)
                .error(roundoff * measured.magnitude()))
        .requires("zero loss", -f.network().loss(f.inputs(), f.labels()));
  }

  /**
   * The second derivative of (1/m) sum r_i² by one weight u_j of a unit with sign s: (2/m) sum (2 s
   * (u.x) x_j)² + 2 s r_i x_j².
   */
  @Override
  public Optional<Evidence> examinePrecisely(Fitted f) {
    QuadraticMeasurements inputs = f.inputs();
    QuadraticNetwork network = f.network();
    PreciseMatrix u1 = PreciseMatrix.of(network.d(), network.positive(), network.u1()).transpose();
    PreciseMatrix u2 = PreciseMatrix.of(network.d(), network.negative(), network.u2()).transpose();
    Precise trace = Precise.ZERO;
    Precise closed = Precise.ZERO;
    boolean fitted = f.network().loss(inputs, f.labels()) == 0;
    for (int i = 0; i < inputs.count(); i++) {
      PreciseMatrix x = PreciseMatrix.column(inputs.input(i));
      Precise size = PreciseNorms.square(x);
      Precise plus = PreciseNorms.square(u1.multiply(x));
      Precise minus = PreciseNorms.square(u2.multiply(x));
      Precise residual =
          fitted ? Precise.ZERO : plus.subtract(minus).subtract(Precise.of(f.labels()[i]));
      Precise curvature = plus.add(minus).multiply(4);
      Precise bend = residual.multiply(2 * (network.positive() - network.negative()));
      trace = trace.add(size.multiply(curvature.add(bend)));
      closed = closed.add(size.multiply(plus.add(minus)));
    }
    trace = trace.multiply(2).divide(Precise.of(inputs.count()));
    closed = closed.multiply(8).divide(Precise.of(inputs.count()));
    return Optional.of(
        Evidence.of(Check.equal(WHAT, trace, closed).scale(closed.toDouble()).relative(TOLERANCE)));
  }

  @Override
  public List<Probe<Fitted>> probes() {
    return List.of(
        Probe.<Fitted>dropping(
                "zero loss, where k1 and k2 differ",
                draws -> {
                  int k2 = draws.integer("k2", 1, 3);
                  return Fitted.draw(draws, k2 + 1, k2).unfitted(draws);
                })
            .breaking(0.9));
  }

  @Override
  public List<Mutant<Fitted>> mutants() {
    return List.of(
        Mutant.changing(
            "4 d for 8 d",
            (f, evidence) -> evidence.mapChecks(check -> check.bound(check.bound() / 2))));
  }
}
