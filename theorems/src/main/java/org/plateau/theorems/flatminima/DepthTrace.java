package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.precision.Precise;
import org.plateau.recovery.DiagonalDepth;
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
 * The trace of the Hessian of a diagonal network of depth K, and its least value over the factors
 * of x. Spec: flat-minima-recovery, section 1, depth.
 */
final class DepthTrace implements Claim<DepthTrace.Layers> {

  private static final double TOLERANCE = 1e-10;
  private static final String MEASURED = "trace by second differences";
  private static final String LEAST = "trace against its least value";
  private static final String EVEN = "even split";

  /**
   * A diagonal network and its data.
   *
   * @param a A, shape m x d
   * @param v the factors as rows, shape K x d
   * @param x their entrywise product, length d
   */
  record Layers(
      DiagonalDepth model, double[] a, int depth, double[] v, double[] x, double[] labels) {}

  @Override
  public Statement statement() {
    return Statement.tight("flatminima/depth-trace")
        .title("The least Hessian trace of a diagonal network is a weighted power of its product")
        .tex(
            "\\operatorname{tr}\\nabla^2 f = \\tfrac2m \\sum_{i,j} \\|a_j\\|^2 \\prod_{l \\ne i} v_{lj}^2 \\ge \\tfrac{2K}m \\sum_j \\|a_j\\|^2 |x_j|^{2-2/K}")
        .source(DING_ET_AL, "the role of depth (section 9); formulas derived here", DERIVED)
        .constant("2K/m", "arithmetic and geometric mean over the layers", DERIVED)
        .spec("flat-minima-recovery", "section 1 and C15")
        .growsWith("depth")
        .cost(Cost.LIGHT);
  }

  @Override
  public Layers draw(Draws draws) {
    boolean even = draws.family("random", EVEN).equals(EVEN);
    int depth = draws.depth(2, 6);
    int d = draws.integer("d", 1, 8);
    int m = draws.integer("m", 1, 8);
    double[] v = draws.gaussian("factors", depth, d);
    double[] x = new double[d];
    for (int j = 0; j < d; j++) {
      x[j] = 1;
      for (int i = 0; i < depth; i++) {
        x[j] *= v[i * d + j];
      }
      for (int i = 0; even && i < depth; i++) {
        v[i * d + j] = FastMath.pow(Math.abs(x[j]), 1.0 / depth) * (i == 0 ? Math.signum(x[j]) : 1);
      }
    }
    double[] a = draws.gaussian("measurements", m, d);
    DiagonalDepth model = new DiagonalDepth(m, d, a);
    double[] labels = model.measure(x);
    double[] noise = draws.gaussian("noise", m);
    for (int i = 0; i < m; i++) {
      labels[i] *= 1 + 0.5 * noise[i];
    }
    return new Layers(model, a, depth, v, x, labels);
  }

  @Override
  public Evidence examine(Layers layers) {
    DiagonalDepth model = layers.model();
    HessianTrace measured = model.traceByDifferences(layers.v(), layers.depth(), layers.labels());
    double closed = model.trace(layers.v(), layers.depth());
    double least =
        2.0 * layers.depth() / layers.labels().length * model.flatness(layers.x(), layers.depth());
    double roundoff = (layers.x().length + layers.labels().length + layers.depth()) * 0x1.0p-53;
    return Evidence.of(
        Check.equal(MEASURED, measured.value(), closed)
            .scale(closed)
            .relative(TOLERANCE)
            .error(roundoff * measured.magnitude()),
        Check.atLeast(LEAST, closed, least).scale(closed).relative(TOLERANCE));
  }

  /** The same second differences of the loss, without its round-off. */
  @Override
  public Optional<Evidence> examinePrecisely(Layers layers) {
    Precise[] v = Precise.of(layers.v());
    Precise[] weights = preciseWeights(layers);
    int d = weights.length;
    Precise center = preciseLoss(layers, v);
    Precise measured = Precise.ZERO;
    Precise closed = Precise.ZERO;
    Precise least = Precise.ZERO;
    for (int at = 0; at < v.length; at++) {
      Precise kept = v[at];
      v[at] = kept.add(Precise.ONE);
      Precise up = preciseLoss(layers, v);
      v[at] = kept.subtract(Precise.ONE);
      Precise down = preciseLoss(layers, v);
      v[at] = Precise.ONE;
      closed = closed.add(weights[at % d].multiply(product(v, at % d, d).square()));
      v[at] = kept;
      measured = measured.add(up.add(down).subtract(center.multiply(2)));
    }
    Precise exponent = Precise.ratio(2L * layers.depth() - 2, layers.depth());
    for (int j = 0; j < d; j++) {
      Precise size = product(v, j, d).abs();
      least =
          size.isCertainlyPositive() ? least.add(weights[j].multiply(size.pow(exponent))) : least;
    }
    Precise twoOverM = Precise.ratio(2, layers.labels().length);
    closed = closed.multiply(twoOverM);
    least = least.multiply(twoOverM).multiply(layers.depth());
    return Optional.of(
        Evidence.of(
            Check.equal(MEASURED, measured, closed).scale(closed.toDouble()).relative(TOLERANCE),
            Check.atLeast(LEAST, closed, least).scale(closed.toDouble()).relative(TOLERANCE)));
  }

  /** Returns |a_j|² for each j. */
  private static Precise[] preciseWeights(Layers layers) {
    int d = layers.x().length;
    Precise[] weights = new Precise[d];
    Arrays.fill(weights, Precise.ZERO);
    for (int at = 0; at < layers.a().length; at++) {
      weights[at % d] = weights[at % d].add(Precise.of(layers.a()[at]).square());
    }
    return weights;
  }

  /** Returns (1/m) |A x - b|² at the factors v. */
  private static Precise preciseLoss(Layers layers, Precise[] v) {
    int d = layers.x().length;
    Precise sum = Precise.ZERO;
    Precise[] x = new Precise[d];
    for (int j = 0; j < d; j++) {
      x[j] = product(v, j, d);
    }
    for (int i = 0; i < layers.labels().length; i++) {
      Precise residual = Precise.of(layers.labels()[i]).negate();
      for (int j = 0; j < d; j++) {
        residual = residual.add(Precise.of(layers.a()[i * d + j]).multiply(x[j]));
      }
      sum = sum.add(residual.square());
    }
    return sum.divide(Precise.of(layers.labels().length));
  }

  private static Precise product(Precise[] v, int j, int d) {
    Precise out = Precise.ONE;
    for (int at = j; at < v.length; at += d) {
      out = out.multiply(v[at]);
    }
    return out;
  }

  @Override
  public List<Probe<Layers>> probes() {
    return List.of(
        Probe.<Layers>scaled("the least value, 1 % larger", 1.01).on(EVEN).breaking(0.9),
        Probe.<Layers>changing(
                "exponent 2 - 1/K",
                (layers, evidence) ->
                    evidence.mapChecks(
                        c ->
                            c.what().equals(LEAST)
                                ? c.bound(
                                    2.0
                                        * layers.depth()
                                        / layers.labels().length
                                        * layers.model().flatness(layers.x(), 2 * layers.depth()))
                                : c))
            .on(EVEN)
            .breaking(0.2));
  }

  @Override
  public List<Mutant<Layers>> mutants() {
    return List.of(
        Mutant.changing(
            "K + 1 for K",
            (layers, evidence) ->
                evidence.mapChecks(
                    c ->
                        c.what().equals(LEAST)
                            ? c.bound(c.bound() * (layers.depth() + 1) / layers.depth())
                            : c)),
        Mutant.changing(
            "the trace without the factor 2",
            (layers, evidence) ->
                evidence.mapChecks(c -> c.what().equals(MEASURED) ? c.bound(c.bound() / 2) : c)));
  }
}
