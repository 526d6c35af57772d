package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.plateau.precision.Precise;
import org.plateau.recovery.HessianTrace;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The trace of the Hessian of a network of quadratic units is 8 d (|D U1|² + |D U2|²) at zero loss,
 * and anywhere if there are as many units of both signs. Else a further term (4/m) (k1 - k2) sum
 * r_i |x_i|² joins it, r_i the residuals. Spec: flat-minima-recovery, C1 and section 0, finding 2.
 */
final class NetworkTraceIdentity implements Claim<Fitted> {

  private static final double TOLERANCE = 1e-10;
  private static final String WHAT = "trace by five-point differences";
  private static final String ZERO_LOSS = "zero loss";
  private static final String EQUAL = "as many units of both signs";

  @Override
  public Statement statement() {
    return Statement.identity("flatminima/network-trace-identity")
        .title(
            "The Hessian trace of a network of quadratic units is a weighted norm of its weights and a sum of residuals")
        .tex(
            "\\operatorname{tr} \\nabla^2 f(U) = 8 d\\,(\\|D U_1\\|_F^2 + \\|D U_2\\|_F^2) + \\tfrac4m (k_1 - k_2) \\sum_i r_i \\|x_i\\|^2, \\; D^2 = \\tfrac1{m d}\\sum_i \\|x_i\\|^2 x_i x_i^\\top")
        .source(DING_ET_AL, "quadratic activation; formula derived here", DERIVED)
        .constant("8 d", "second derivative of a square of a square at its zero", DERIVED)
        .constant("4/m", "second derivative of a square, times the residual", DERIVED)
        .spec("flat-minima-recovery", "C1")
        .cost(Cost.LIGHT);
  }

  @Override
  public Fitted draw(Draws draws) {
    String family = draws.family(ZERO_LOSS, EQUAL, "any loss");
    int k1 = draws.integer("k1", 1, 4);
    int k2 = family.equals(EQUAL) ? k1 : draws.integer("k2", 0, 4);
    Fitted fitted = Fitted.draw(draws, k1, k2);
    return family.equals(ZERO_LOSS) ? fitted : fitted.unfitted(draws);
  }

  @Override
  public Evidence examine(Fitted f) {
    HessianTrace measured = f.network().traceByDifferences(f.inputs(), f.labels());
    return Evidence.of(
            Check.equal(WHAT, measured.value(), f.network().trace(f.inputs(), f.labels()))
                .scale(f.network().traceAtZeroLoss(f.inputs()))
                .relative(TOLERANCE)
                .error(f.roundoff() * measured.magnitude()))
        .fact("loss", f.network().loss(f.inputs(), f.labels()));
  }

  /** The same differences of the loss, without its round-off. */
  @Override
  public Optional<Evidence> examinePrecisely(Fitted f) {
    PreciseNetwork network = PreciseNetwork.of(f);
    Precise atZeroLoss = network.traceAtZeroLoss();
    int units = f.network().positive() - f.network().negative();
    Precise further = network.mean(network.residuals()).multiply(4 * units);
    return Optional.of(
        Evidence.of(
            Check.equal(WHAT, network.traceByDifferences(), atZeroLoss.add(further))
                .scale(atZeroLoss.toDouble())
                .relative(TOLERANCE)));
  }

  @Override
  public List<Probe<Fitted>> probes() {
    return List.of(
        Probe.<Fitted>changing(
                "zero loss, where k1 and k2 differ", NetworkTraceIdentity::withoutResiduals)
            .drawing(
                draws -> {
                  int k2 = draws.integer("k2", 0, 3);
                  return Fitted.draw(draws, k2 + 1, k2).unfitted(draws);
                })
            .breaking(0.9));
  }

  private static Evidence withoutResiduals(Fitted f, Evidence evidence) {
    return evidence.mapChecks(check -> check.bound(f.network().traceAtZeroLoss(f.inputs())));
  }

  @Override
  public List<Mutant<Fitted>> mutants() {
    return List.of(
        Mutant.changing(
            "4 d for 8 d",
            (f, evidence) ->
                evidence.mapChecks(
                    c -> c.bound(c.bound() - 0.5 * f.network().traceAtZeroLoss(f.inputs())))),
        Mutant.changing(
            "k1 + k2 for k1 - k2",
            (f, evidence) ->
                evidence.mapChecks(
                    c -> {
                      double zero = f.network().traceAtZeroLoss(f.inputs());
                      int difference = f.network().positive() - f.network().negative();
                      int sum = f.network().positive() + f.network().negative();
                      return difference == 0
                          ? c
                          : c.bound(zero + (c.bound() - zero) * sum / difference);
                    })));
  }
}
