package org.plateau.theorems.subgradient;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.plateau.dynamics.ResidualLoss;
import org.plateau.landscape.RobustRegression;
import org.plateau.matrix.Kernels;
import org.plateau.network.FactorizedMatrix;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * Every step changes the imbalance W_j^T W_j - W_{j+1} W_{j+1}^T of a matrix factorization by
 * exactly eta^2 (G_j^T G_j - G_{j+1} G_{j+1}^T). Spec: sub-gradient-balance, D2.
 */
final class MatrixBalance implements Claim<LayeredRun<FactorizedMatrix>> {

  private static final double EXACT = 1e-12;
  private static final String AFTER = "imbalance after the step, norm of the difference";

  /** The layers around one step, and the layer j, from 0, that is compared with the next. */
  private record Step(double[] before, double[] gradient, double[] after, int layer) {}

  @Override
  public Statement statement() {
    return Statement.identity("subgradient/matrix-balance")
        .title("Each step changes the imbalance of two matrix layers by an exactly known amount")
        .tex(
            "(W_j^\\top W_j - W_{j+1} W_{j+1}^\\top)^+ = W_j^\\top W_j - W_{j+1} W_{j+1}^\\top"
                + " + \\eta^2\\,(G_j^\\top G_j - G_{j+1} G_{j+1}^\\top)")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.DERIVED)
        .constant("\\eta^2", "the terms of first order cancel", Provenance.DERIVED)
        .hypothesis("product W_1 ... W_N, W_1 leftmost")
        .hypothesis("all layers move at once, from the old weights, with one step size")
        .spec("sub-gradient-balance", "D2")
        .growsWith("depth")
        .cost(Cost.LIGHT);
  }

  @Override
  public LayeredRun<FactorizedMatrix> draw(Draws draws) {
    int depth = draws.depth(2, 5);
    double[] factors = new double[depth];
    Arrays.fill(factors, 1);
    return draw(draws, depth, factors);
  }

  private static LayeredRun<FactorizedMatrix> draw(Draws draws, int depth, double[] factors) {
    int n = draws.integer("order", 1, 6);
    RobustRegression problem =
        new RegressionLaw(draws.integer("rows", 5, 40), n * n, 0.3, Math.min(n * n, 2), true)
            .draw(draws);
    FactorizedMatrix model = new FactorizedMatrix(depth, n);
    ResidualLoss loss =
        draws.oneOf("loss", "absolute", "squared").equals("absolute")
            ? ResidualLoss.ABSOLUTE
            : ResidualLoss.SQUARED;
    double[] start = draws.gaussian("start", model.weightCount());
    for (int i = 0; i < start.length; i++) {
      start[i] /= Math.sqrt(n);
    }
    double most = loss == ResidualLoss.ABSOLUTE ? 0.1 : 1e-3;
    double eta = draws.logUniform("step size", most / 100, most);
    return new LayeredRun<>(problem, model, start, loss, eta, 10, factors);
  }

  @Override
  public Evidence examine(LayeredRun<FactorizedMatrix> run) {
    return examine(run, run.eta() * run.eta());
  }

  private static Evidence examine(LayeredRun<FactorizedMatrix> run, double factor) {
    Worst worst = new Worst(run, factor);
    return Evidence.of(Check.equal(AFTER, worst.difference, 0).scale(worst.scale).relative(EXACT));
  }

  /** Walks over all steps and pairs of layers and keeps the pair that fits worst. */
  private static final class Worst {
    private final LayeredRun<FactorizedMatrix> run;
    private final double factor;
    private double difference = -1;
    private double scale = 1;
    private Step step;

    Worst(LayeredRun<FactorizedMatrix> run, double factor) {
      this.run = run;
      this.factor = factor;
      step = new Step(run.start(), new double[run.model().outputCount()], run.start(), 0);
      run.run(this::visit);
    }

    private void visit(double[] before, double[] gradient, double[] after) {
      FactorizedMatrix model = run.model();
      double[] slopes = new double[model.weightCount()];
      model.pullback(before, gradient, slopes, new double[model.workLength()]);
      for (int j = 1; j < model.depth(); j++) {
        double[] from = model.imbalance(before, j);
        double[] to = model.imbalance(after, j);
        double[] added = model.imbalance(slopes, j);
        for (int i = 0; i < to.length; i++) {
          to[i] -= from[i] + factor * added[i];
        }
        double distance = Kernels.norm(to);
        double size =
            squares(before, j) + squares(after, j) + Math.abs(factor) * squares(slopes, j);
        if (size > 0 && distance / size > difference / scale) {
          difference = distance;
          scale = size;
          step = new Step(before.clone(), gradient.clone(), after.clone(), j - 1);
        }
      }
    }

    /** ||W_j||^2 + ||W_{j+1}||^2, which bounds the terms of the imbalance. */
    private double squares(double[] weights, int j) {
      int size = run.model().outputCount();
      int at = (j - 1) * size;
      return Kernels.dot(weights, at, weights, at, 2 * size);
    }
  }

  @Override
  public Optional<Evidence> examinePrecisely(LayeredRun<FactorizedMatrix> run) {
    return Optional.of(examinePrecisely(run, Precise.of(run.eta()).square()));
  }

  private static Evidence examinePrecisely(LayeredRun<FactorizedMatrix> run, Precise factor) {
    Worst worst = new Worst(run, factor.toDouble());
    int n = run.model().order();
    int j = worst.step.layer();
    PreciseMatrix[] w = layers(worst.step.before(), n, run.model().depth());
    PreciseMatrix g = PreciseMatrix.of(n, n, worst.step.gradient());
    PreciseMatrix left = gradientOfLayer(w, g, j);
    PreciseMatrix right = gradientOfLayer(w, g, j + 1);
    PreciseMatrix[] moved = w.clone();
    for (int l = 0; l < w.length; l++) {
      PreciseMatrix slope = gradientOfLayer(run.sweeping() ? moved : w, g, l);
      moved[l] = moved(w[l], slope, Precise.of(run.eta()), run.layerFactors()[l]);
    }
    PreciseMatrix expected = imbalance(w[j], w[j + 1]).add(imbalance(left, right).scale(factor));
    Precise distance = imbalance(moved[j], moved[j + 1]).subtract(expected).norm();
    return Evidence.of(
        Check.equal(AFTER, distance, Precise.ZERO).scale(worst.scale).relative(EXACT));
  }

  private static PreciseMatrix[] layers(double[] weights, int n, int depth) {
    PreciseMatrix[] out = new PreciseMatrix[depth];
    for (int j = 0; j < depth; j++) {
      out[j] = PreciseMatrix.of(n, n, Arrays.copyOfRange(weights, j * n * n, (j + 1) * n * n));
    }
    return out;
  }

  /** (W_1 ... W_{j-1})^T G (W_{j+1} ... W_N)^T. */
  private static PreciseMatrix gradientOfLayer(PreciseMatrix[] w, PreciseMatrix g, int j) {
    PreciseMatrix out = g;
    for (int l = 0; l < j; l++) {
      out = w[l].transpose().multiply(out);
    }
    for (int l = w.length - 1; l > j; l--) {
      out = out.multiply(w[l].transpose());
    }
    return out;
  }

  private static PreciseMatrix moved(
      PreciseMatrix w, PreciseMatrix gradient, Precise eta, double factor) {
    return w.subtract(gradient.scale(eta.multiply(Precise.of(factor))));
  }

  private static PreciseMatrix imbalance(PreciseMatrix left, PreciseMatrix right) {
    return left.transpose().multiply(left).subtract(right.multiply(right.transpose()));
  }

  @Override
  public List<Probe<LayeredRun<FactorizedMatrix>>> probes() {
    return List.of(
        Probe.dropping("one layer twice as fast", draws -> drawUnequal(draws, 2)).breaking(0.9),
        Probe.dropping("one layer frozen", draws -> drawUnequal(draws, 0)).breaking(0.9),
        Probe.dropping("a sweep, in which layers see the new ones", draws -> draw(draws).swept())
            .breaking(0.9));
  }

  private static LayeredRun<FactorizedMatrix> drawUnequal(Draws draws, double factor) {
    int depth = draws.depth(2, 5);
    double[] factors = new double[depth];
    Arrays.fill(factors, 1);
    factors[draws.integer("layer", 1, depth) - 1] = factor;
    return draw(draws, depth, factors);
  }

  @Override
  public List<Mutant<LayeredRun<FactorizedMatrix>>> mutants() {
    return List.of(
        withFactor("minus eta^2", eta -> -eta * eta),
        withFactor("eta for eta^2", eta -> eta),
        withFactor("conserved, as under gradient flow", eta -> 0),
        Mutant.changing(
            "the tolerance is the natural scale",
            (run, e) -> e.mapChecks(c -> c.absolute(c.scale()))));
  }

  private static Mutant<LayeredRun<FactorizedMatrix>> withFactor(
      String name, DoubleUnaryOperator factor) {
    return Mutant.claiming(
        name,
        run -> examine(run, factor.applyAsDouble(run.eta())),
        run -> examinePrecisely(run, Precise.of(factor.applyAsDouble(run.eta()))));
  }
}
