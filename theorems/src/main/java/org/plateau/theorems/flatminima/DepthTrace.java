package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.recovery.DiagonalDepth;
import org.plateau.recovery.HessianTrace;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The trace of the Hessian of a diagonal network of depth K, and its least value over the factors
 * of x. Spec: flat-minima-recovery, section 1, depth.
 */
final class DepthTrace implements Claim<DepthTrace.Layers> {

  private static final double TOLERANCE = 1e-10;
  private static final String EVEN = "even split";

  /**
   * A diagonal network and its data.
   *
   * @param v the factors as rows, shape K x d
   * @param x their entrywise product, length d
   */
  record Layers(DiagonalDepth model, int depth, double[] v, double[] x, double[] labels) {}

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
    DiagonalDepth model = new DiagonalDepth(m, d, draws.gaussian("measurements", m, d));
    double[] labels = model.measure(x);
    double[] noise = draws.gaussian("noise", m);
    for (int i = 0; i < m; i++) {
      labels[i] *= 1 + 0.5 * noise[i];
    }
    return new Layers(model, depth, v, x, labels);
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
        Check.equal("trace by second differences", measured.value(), closed)
            .scale(closed)
            .relative(TOLERANCE)
            .error(roundoff * measured.magnitude()),
        Check.atLeast("trace against its least value", closed, least)
            .scale(closed)
            .relative(TOLERANCE));
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
                            c.what().startsWith("trace against")
                                ? c.bound(
                                    2.0
                                        * layers.depth()
                                        / layers.labels().length
                                        * layers.model().flatness(layers.x(), 2 * layers.depth()))
                                : c))
            .on(EVEN)
            .breaking(0.2));
  }
}
