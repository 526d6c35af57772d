package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plateau.landscape.Sharpness;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.theorems.Check;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Minimizers can be arbitrarily sharp: the symmetry W_1 / C, C W_2 multiplies the sharpness by C^2
 * in the end, between two explicit bounds. Spec: sharpness-and-depth, C6.
 */
final class ArbitrarilySharp implements MinimizerClaim {

  private static final double[] STRETCHES = {10, 100, 1000};

  @Override
  public Statement statement() {
    return Statement.tight("sharpness/unbounded")
        .title("Rescaling two layers makes a minimizer as sharp as one likes")
        .tex(
            "2\\Lambda\\|g_1\\|^2 \\le \\frac{S(C)}{C^2} \\le 2\\Lambda\\|g_1\\|^2 +"
                + "\\frac{2\\lambda_{\\max}(\\Sigma M_3)}{C^2} +"
                + "\\frac{2\\lambda_{\\max}(\\Sigma M_2)}{C^4}")
        .source(MARION_CHIZAT, "abstract: minimizers can be arbitrarily sharp", PAPER)
        .constant("2\\Lambda\\|g_1\\|^2", "exact split of the tangent kernel", DERIVED)
        .hypothesis("minimizer")
        .hypothesis("depth at least 2")
        .spec("sharpness-and-depth", "C6");
  }

  @Override
  public Minimizer draw(Draws draws) {
    return Minimizer.draw(draws);
  }

  @Override
  public Evidence examine(Minimizer m) {
    double[] parts = parts(m);
    return m.requiredIn(evidence(m, parts[0], parts[1], parts[2]))
        .requires("depth at least 2", m.depth() - 2);
  }

  private static Evidence evidence(Minimizer m, double first, double second, double third) {
    List<Check> checks = new ArrayList<>();
    for (double c : STRETCHES) {
      Sharpness sharpness = Sharpness.of(Rescaling.of(m.network(), c), m.data());
      double squared = c * c;
      double value = sharpness.value() / squared;
      double error = sharpness.enclosure().error() / squared;
      double upper = first + third / squared + second / squared / squared;
      String what = "S(C) / C^2 for C = " + (int) c;
      checks.add(Comparison.atLeast(what + " from below", value, first).error(error));
      checks.add(Comparison.atMost(what + " from above", value, upper).error(error));
    }
    return Evidence.of(checks);
  }

  @Override
  public Optional<Evidence> examinePrecisely(Minimizer m) {
    return m.depth() < 2 ? Optional.empty() : m.precisely(exact -> precise(m, exact));
  }

  private static Evidence precise(Minimizer m, PreciseMinimizer exact) {
    Precise first = exact.largest().multiply(exact.squaredNorm(1)).multiply(2);
    Precise second = exact.largestOfTerm(2).multiply(2);
    Precise third = m.depth() < 3 ? Precise.ZERO : exact.largestFrom(3).multiply(2);
    List<Check> checks = new ArrayList<>();
    for (double c : STRETCHES) {
      Minimizer stretched = new Minimizer(Rescaling.of(m.network(), c), m.data());
      Precise squared = Precise.of(c * c);
      Precise value = PreciseMinimizer.of(stretched).orElseThrow().sharpness().divide(squared);
      Precise upper = first.add(third.divide(squared)).add(second.divide(squared.square()));
      String what = "S(C) / C^2 for C = " + (int) c;
      checks.add(Comparison.atLeast(what + " from below", value, first));
      checks.add(Comparison.atMost(what + " from above", value, upper));
    }
    return Evidence.of(checks);
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.dropping("depth at least 2: one layer, a convex loss", ArbitrarilySharp::drawConvex)
            .breaking(0.95),
        Probe.<Minimizer>claiming(
                "without the part M_3 of the layers from the third on",
                m -> evidence(m, parts(m)[0], parts(m)[1], 0))
            .breaking(0.5),
        Probe.<Minimizer>scaled("the constant below, 5 % larger", 1.05).breaking(0.6));
  }

  @Override
  public List<Mutant<Minimizer>> mutants() {
    return List.of(
        Mutant.scaled("bounds 5 % too large", 1.05),
        Mutant.changing(
            "bounds for C^3 instead of C^2",
            (m, evidence) -> evidence.mapChecks(c -> c.value(c.value() / 10))));
  }

  /** 2 Lambda |g_1|^2, 2 lambda_max(Sigma M_2), 2 lambda_max(Sigma M_3). */
  private static double[] parts(Minimizer m) {
    int rank = m.data().rank();
    double[][] g = m.network().backward();
    double[] second = new double[rank * rank];
    double[] third = new double[rank * rank];
    double[] prefix = Kernels.transpose(m.data().factor(), rank, m.data().dimension());
    for (int k = 2; k <= m.depth(); k++) {
      int rows = m.network().width(k - 1);
      double[] next = new double[rows * rank];
      Kernels.multiply(
          m.network().layer(k - 1), prefix, next, rows, m.network().width(k - 2), rank);
      prefix = next;
      double[] gram = new double[rank * rank];
      Kernels.multiplyTransposeLeft(prefix, prefix, gram, rank, rows, rank);
      double squared = Kernels.dot(g[k], g[k]);
      Kernels.axpy(squared, gram, 0, k == 2 ? second : third, 0, rank * rank);
    }
    return new double[] {
      2 * m.data().largest() * Kernels.dot(g[1], g[1]),
      2 * SymmetricEigen.largest(second, rank),
      2 * SymmetricEigen.largest(third, rank)
    };
  }

  private static Minimizer drawConvex(Draws draws) {
    LeastSquaresData data = Regression.overdetermined(draws);
    double[] parameters = new double[data.dimension()];
    DeepLinearNetwork line = DeepLinearNetwork.plain(new int[] {data.dimension(), 1}, parameters);
    return new Minimizer(line.movedTo(data.solution()), data);
  }
}
