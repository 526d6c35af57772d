package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.plateau.landscape.HessianTrace;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.theorems.Check;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The trace of the Hessian is 2 tr(Sigma M) at every point, minimizer or not. The loss is quadratic
 * in each single entry, so that second differences are exact. Spec: sharpness-and-depth, E4.
 */
final class HessianTraceForm implements NetworkClaim<AnyPoint> {

  private static final double TOLERANCE = 1e-9;
  private static final int LARGEST = 2000;

  @Override
  public Statement statement() {
    return Statement.identity("sharpness/hessian-trace")
        .title("The trace of the Hessian needs no residual, at every point")
        .tex("\\operatorname{tr} H = 2\\operatorname{tr}(\\Sigma M)")
        .source(MARION_CHIZAT, "setting", DERIVED)
        .constant("2", "the loss is a mean square without the factor 1/2", DERIVED)
        .spec("sharpness-and-depth", "E4");
  }

  @Override
  public AnyPoint draw(Draws draws) {
    return AnyPoint.draw(draws);
  }

  @Override
  public AnyPoint instance(DeepLinearNetwork network, LeastSquaresData data) {
    return AnyPoint.limited(network, data, LARGEST, "takes one difference an entry");
  }

  @Override
  public Evidence examine(AnyPoint point) {
    int count = point.network().parameterCount();
    double[] unit = new double[count];
    double here = point.network().loss(point.data());
    double sum = 0;
    double[] parameters = point.network().parameters();
    double size = 0;
    for (int i = 0; i < count; i++) {
      unit[i] = 1;
      double step = AnyPoint.step(parameters[i]);
      double ahead = point.loss(unit, step, unit, 0);
      double behind = point.loss(unit, -step, unit, 0);
      sum += (ahead - 2 * here + behind) / step / step;
      size = Math.max(size, Math.max(here, Math.max(ahead, behind)) / step / step);
      unit[i] = 0;
    }
    double formula = HessianTrace.of(point.network(), point.data());
    return Evidence.of(
        Check.equal("tr H", formula, sum).scale(Math.max(size, formula)).relative(TOLERANCE));
  }

  @Override
  public Optional<Evidence> examinePrecisely(AnyPoint any) {
    PrecisePoint point = PrecisePoint.of(any);
    double[] unit = new double[any.network().parameterCount()];
    Precise sum = point.loss().multiply(-2 * unit.length);
    for (int i = 0; i < unit.length; i++) {
      unit[i] = 1;
      PreciseMatrix[] entry = PrecisePoint.blocks(any.network(), unit);
      sum =
          sum.add(point.moved(Precise.ONE, entry).loss())
              .add(point.moved(Precise.ONE.negate(), entry).loss());
      unit[i] = 0;
    }
    return Optional.of(
        Evidence.of(Check.equal("tr H", point.hessianTrace(), sum).relative(TOLERANCE)));
  }

  @Override
  public List<Probe<AnyPoint>> probes() {
    return List.of(
        Probe.<AnyPoint>changing(
                "Lambda instead of Sigma under the trace",
                (point, evidence) ->
                    evidence.mapChecks(
                        c ->
                            c.value(
                                c.value()
                                    * point.data().dimension()
                                    * point.data().largest()
                                    / point.data().trace())))
            .breaking(0.6),
        Probe.<AnyPoint>changing(
                "the mean over the layers instead of the sum",
                (point, evidence) ->
                    evidence.mapChecks(c -> c.value(c.value() / point.network().depth())))
            .breaking(0.6));
  }

  @Override
  public List<Mutant<AnyPoint>> mutants() {
    return List.of(
        Mutant.changing(
            "the factor 2 missing",
            (point, evidence) -> evidence.mapChecks(c -> c.value(c.value() / 2))));
  }
}
