package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.plateau.dynamics.DescentPlan;
import org.plateau.dynamics.Ending;
import org.plateau.dynamics.FlowEnd;
import org.plateau.dynamics.FlowPlan;
import org.plateau.dynamics.GradientDescent;
import org.plateau.dynamics.GradientFlow;
import org.plateau.dynamics.Tolerances;
import org.plateau.dynamics.WidthOneEndPoint;
import org.plateau.landscape.Sharpness;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * With hidden widths 1 the end point of the flow is known without following it: the squared norms
 * differ by what they differed at the start, and their product is |w*|^2; S = 2 lambda_max(Sigma M)
 * with M = prod_{k>=2} n_k I + sum_{k>=2} w* w*^T / n_k. Spec: sharpness-and-depth, F7.
 */
final class WidthOneFlow implements Claim<SmallStart> {

  private static final double TOLERANCE = 1e-7;
  private static final double END_GAP = 1e-18;
  private static final Tolerances FINE = new Tolerances(1e-12, 1e-15);
  private static final double EULER_STEP = 0.05;
  private static final int EULER_STEPS = 20_000;

  @Override
  public Statement statement() {
    return Statement.identity("sharpness/width-one-end-point")
        .title("With hidden widths 1 the end point of the flow is known in closed form")
        .tex(
            "\\prod_k (n_L + o_k) = \\|w^*\\|^2, \\quad S = 2 \\lambda_{\\max}\\Bigl( \\Sigma"
                + " \\bigl( \\textstyle\\prod_{k \\ge 2} n_k I + \\sum_{k \\ge 2} w^* w^{*\\top} /"
                + " n_k \\bigr) \\Bigr)")
        .source(MARION_CHIZAT, "gradient flow, conserved quantities", DERIVED)
        .hypothesis("R(W(0)) < R(0)")
        .hypothesis("continuous time")
        .spec("sharpness-and-depth", "F7")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  @Override
  public SmallStart draw(Draws draws) {
    return SmallStart.drawWidthOne(draws);
  }

  @Override
  public Evidence examine(SmallStart start) {
    FlowEnd end = flow(start);
    return examine(start, end.weights(), 2, 2)
        .requires("the flow converged", end.ending() == Ending.CONVERGED ? 1 : -1)
        .requires("R(W(0)) below R(0)", start.data().beta() - end.initialGap());
  }

  private static FlowEnd flow(SmallStart start) {
    return GradientFlow.of(start.objective(), FINE)
        .run(start.weights(), FlowPlan.toMinimizer(start.data().beta(), END_GAP));
  }

  /** Compares an end point with the oracle; the factor and the first layer of M are 2 and 2. */
  private static Evidence examine(SmallStart start, double[] end, double factor, int firstTerm) {
    LeastSquaresData data = start.data();
    double[] target = data.solution();
    WidthOneEndPoint oracle = WidthOneEndPoint.of(start.weights(), target, start.depth());
    Sharpness sharpness = start.sharpness(end);
    double[] m = oracle.gram(target);
    if (firstTerm == 1) {
      int d = target.length;
      for (int i = 0; i < d * d; i++) {
        m[i] += target[i / d] * target[i % d] / oracle.squaredNorms()[0];
      }
    }
    double exact = factor * largestOf(data, m);
    double[] difference = end.clone();
    Kernels.axpy(-1, oracle.weights(), 0, difference, 0, difference.length);
    double distance = Kernels.norm(difference) / Kernels.norm(oracle.weights());
    return evidence(
            Check.equal("relative distance of the end points", distance, 0),
            Check.equal("sharpness at the end", sharpness.value(), exact)
                .error(sharpness.enclosure().error()))
        .fact("L", start.depth());
  }

  private static Evidence evidence(Check distance, Check sharpness) {
    return Evidence.of(distance.scale(1).absolute(TOLERANCE), sharpness.relative(TOLERANCE));
  }

  private static double largestOf(LeastSquaresData data, double[] m) {
    int d = data.dimension();
    int rank = data.rank();
    double[] factor = data.factor();
    double[] product = new double[rank * d];
    double[] small = new double[rank * rank];
    Kernels.multiply(factor, m, product, rank, d, d);
    Kernels.multiplyTransposeRight(product, factor, small, rank, d, rank);
    return SymmetricEigen.largest(small, rank);
  }

  @Override
  public Optional<Evidence> examinePrecisely(SmallStart start) {
    return examinePrecisely(start, 2, 2);
  }

  /** The end point as it was computed; the oracle and both sharpnesses at 50 digits. */
  private static Optional<Evidence> examinePrecisely(SmallStart start, int factor, int firstTerm) {
    double[] end = flow(start).weights();
    return PreciseMinimizer.of(new Minimizer(start.network(end), start.data()))
        .map(exact -> examinePrecisely(start, end, exact, factor, firstTerm));
  }

  private static Evidence examinePrecisely(
      SmallStart start, double[] end, PreciseMinimizer exact, int factor, int firstTerm) {
    PreciseMatrix target = exact.solution();
    PreciseEndPoint oracle = PreciseEndPoint.of(start, target);
    Precise expected =
        exact.sharpness(oracle.gram(target, firstTerm)).multiply(Precise.ratio(factor, 2));
    PreciseMatrix reached = PreciseMatrix.column(end);
    Precise distance = reached.subtract(oracle.weights()).norm().divide(oracle.weights().norm());
    return evidence(
        Check.equal("relative distance of the end points", distance, Precise.ZERO),
        Check.equal("sharpness at the end", exact.sharpness(), expected));
  }

  @Override
  public List<Probe<SmallStart>> probes() {
    return List.of(
        Probe.<SmallStart>claiming(
                "explicit Euler steps of 0.05 / Lambda", WidthOneFlow::examineEuler)
            .breaking(0.5));
  }

  private static Evidence examineEuler(SmallStart start) {
    double stepSize = EULER_STEP / start.data().largest();
    double target = END_GAP * start.data().beta();
    DescentPlan plan = new DescentPlan(stepSize, target, 1e6 * start.data().beta(), EULER_STEPS);
    double[] end = new GradientDescent(start.objective()).run(start.weights(), plan).weights();
    return examine(start, end, 2, 2);
  }

  @Override
  public List<Mutant<SmallStart>> mutants() {
    return List.of(
        Mutant.claiming(
            "factor 2 of the sharpness forgotten",
            it -> examine(it, flow(it).weights(), 1, 2),
            it -> examinePrecisely(it, 1, 2).orElseThrow()),
        Mutant.claiming(
            "sum from k = 1 instead of k = 2",
            it -> examine(it, flow(it).weights(), 2, 1),
            it -> examinePrecisely(it, 2, 1).orElseThrow()));
  }
}
