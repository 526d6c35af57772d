package org.plateau.theorems.subgradient;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plateau.dynamics.ResidualLoss;
import org.plateau.landscape.RobustRegression;
import org.plateau.network.DiagonalLinearNetwork;
import org.plateau.precision.Precise;
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
 * Every step multiplies the imbalance w_j^2 - w_l^2 of two layers by exactly 1 - eta^2 g^2 q^2: the
 * method keeps balance to second order in the step. Spec: sub-gradient-balance, C1.
 */
final class ImbalanceIdentity implements Claim<ImbalanceIdentity.Run> {

  /**
   * Steps of a diagonal network.
   *
   * @param steps the run
   * @param family the kind of start
   * @param alpha the size of the start; NaN for a random one
   */
  record Run(LayeredRun<DiagonalLinearNetwork> steps, String family, double alpha) {}

  /** One step of one coordinate. */
  private record Coordinate(
      double[] before, double[] after, double g, double eta, double[] rates, boolean sweeping) {

    double partial(int j, int l) {
      double q = 1;
      for (int r = 0; r < before.length; r++) {
        q *= r == j || r == l ? 1 : before[r];
      }
      return q;
    }

    Precise[] preciseAfter() {
      Precise[] old = Precise.of(before);
      Precise move = Precise.of(eta).multiply(Precise.of(g));
      Precise[] out = new Precise[old.length];
      for (int j = 0; j < old.length; j++) {
        Precise step = move.multiply(Precise.of(rates[j]));
        for (int r = 0; r < old.length; r++) {
          step = r == j ? step : step.multiply(sweeping && r < j ? out[r] : old[r]);
        }
        out[j] = old[j].subtract(step);
      }
      return out;
    }
  }

  /** Layers j and l of one coordinate around one step. */
  private record Pair(Coordinate at, int j, int l) {

    double from() {
      return imbalance(at.before());
    }

    double to() {
      return imbalance(at.after());
    }

    private double imbalance(double[] w) {
      return (w[j] - w[l]) * (w[j] + w[l]);
    }

    /** Returns eta g q. */
    double move() {
      return at.eta() * at.g() * at.partial(j, l);
    }

    double predicted() {
      return from() * (1 - move() * move());
    }

    /** Returns the sum of the four squares, to which rounding is relative. */
    double scale() {
      return squares(at.before()) + squares(at.after());
    }

    private double squares(double[] w) {
      return w[j] * w[j] + w[l] * w[l];
    }

    Precise preciseFrom() {
      return imbalance(Precise.of(at.before()));
    }

    /** Takes the step again at 50 digits, from the same weights and gradient. */
    Precise preciseTo() {
      return imbalance(at.preciseAfter());
    }

    private Precise imbalance(Precise[] w) {
      return w[j].square().subtract(w[l].square());
    }

    Precise precisePredicted() {
      Precise move = Precise.of(at.eta()).multiply(Precise.of(at.g()));
      Precise[] before = Precise.of(at.before());
      for (int r = 0; r < before.length; r++) {
        move = r == j || r == l ? move : move.multiply(before[r]);
      }
      return preciseFrom().multiply(Precise.ONE.subtract(move.square()));
    }
  }

  private static final String RANDOM = "random start";
  private static final String SYMMETRIC = "equal layers";
  private static final String ZERO_FIRST = "layer 1 at zero";
  private static final double EXACT = 1e-13;
  private static final String GROWTH = "growth of the imbalance in a step";
  private static final String AFTER = "imbalance after the step, at the worst step";

  @Override
  public Statement statement() {
    return Statement.identity("subgradient/imbalance-identity")
        .title("Each step shrinks the imbalance of two layers by an exactly known factor")
        .tex(
            "(w_j^2 - w_l^2)^+ = (w_j^2 - w_l^2)\\,(1 - \\eta^2 g^2 q^2),\\quad"
                + " q = \\prod_{r \\ne j, l} w_r")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.DERIVED)
        .constant("1 - \\eta^2 g^2 q^2", "the cross terms cancel", Provenance.DERIVED)
        .hypothesis("all layers move at once, from the old weights, with one step size")
        .hypothesis("the imbalance does not grow as long as eta |g| |q| <= sqrt 2")
        .spec("sub-gradient-balance", "C1")
        .growsWith("depth")
        .cost(Cost.LIGHT);
  }

  @Override
  public Run draw(Draws draws) {
    int depth = draws.depth(2, 5);
    return draw(draws, depth, ones(depth));
  }

  private static double[] ones(int n) {
    double[] out = new double[n];
    Arrays.fill(out, 1);
    return out;
  }

  private static Run draw(Draws draws, int depth, double[] layerFactors) {
    String family = draws.family(RANDOM, SYMMETRIC, ZERO_FIRST);
    int m = draws.integer("rows", 20, 60);
    int d = draws.integer("width", 5, 30);
    RobustRegression problem =
        new RegressionLaw(m, d, draws.uniform("outlier share", 0.1, 0.4), 2, true).draw(draws);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, d);
    double alpha = family.equals(RANDOM) ? Double.NaN : draws.uniform("alpha", 0.05, 0.2);
    double[] start =
        switch (family) {
          case RANDOM -> draws.gaussian("start", network.weightCount());
          case SYMMETRIC -> network.constant(alpha, alpha);
          default -> network.constant(0, alpha);
        };
    ResidualLoss loss =
        draws.oneOf("loss", "absolute", "squared").equals("absolute")
            ? ResidualLoss.ABSOLUTE
            : ResidualLoss.SQUARED;
    double most = loss == ResidualLoss.ABSOLUTE ? 0.1 : 1e-3;
    double eta = draws.logUniform("step size", most / 100, most);
    return new Run(
        new LayeredRun<>(problem, network, start, loss, eta, 60, layerFactors), family, alpha);
  }

  @Override
  public Evidence examine(Run run) {
    Scan scan = new Scan(run);
    Pair worst = scan.worst;
    Evidence evidence =
        Evidence.of(
            Check.equal(AFTER, worst.to(), worst.predicted()).scale(worst.scale()).relative(EXACT),
            Check.atMost(GROWTH, scan.growth, 0).scale(1).absolute(EXACT));
    if (run.family().equals(SYMMETRIC)) {
      evidence =
          evidence.and(
              Check.atMost("difference of equal layers", scan.difference, 0)
                  .scale(run.alpha())
                  .relative(EXACT));
    }
    if (run.family().equals(ZERO_FIRST)) {
      double most = run.alpha() * run.alpha();
      evidence = evidence.and(Check.atMost("imbalance", scan.imbalance, most).relative(1e-9));
    }
    return evidence;
  }

  /** Walks over all steps, coordinates and pairs of layers and keeps the extremes. */
  private static final class Scan {
    private final Run run;
    private final double mostMove;
    private Pair worst;
    private Pair growing;
    private double worstError = -1;
    private double growth = Double.NEGATIVE_INFINITY;
    private double difference;
    private double imbalance;

    Scan(Run run) {
      this(run, Math.sqrt(2));
    }

    Scan(Run run, double mostMove) {
      this.run = run;
      this.mostMove = mostMove;
      int n = run.steps().model().depth();
      double[] zeros = new double[n];
      worst = new Pair(new Coordinate(zeros, zeros, 0, 0, zeros, false), 0, 1);
      growing = worst;
      run.steps().run(this::visit);
    }

    private void visit(double[] before, double[] gradient, double[] after) {
      int d = run.steps().model().width();
      int depth = run.steps().model().depth();
      for (int i = 0; i < d; i++) {
        Coordinate c =
            new Coordinate(
                column(before, i, d, depth),
                column(after, i, d, depth),
                gradient[i],
                run.steps().eta(),
                run.steps().layerFactors(),
                run.steps().sweeping());
        for (int j = 0; j < depth; j++) {
          for (int l = j + 1; l < depth; l++) {
            visit(new Pair(c, j, l));
          }
        }
      }
    }

    private static double[] column(double[] weights, int i, int d, int depth) {
      double[] out = new double[depth];
      for (int j = 0; j < depth; j++) {
        out[j] = weights[j * d + i];
      }
      return out;
    }

    private void visit(Pair pair) {
      double scale = pair.scale();
      if (scale > 0) {
        double error = Math.abs(pair.to() - pair.predicted()) / scale;
        if (error > worstError) {
          worstError = error;
          worst = pair;
        }
        double grown = (Math.abs(pair.to()) - Math.abs(pair.from())) / scale;
        if (Math.abs(pair.move()) <= mostMove && grown > growth) {
          growth = grown;
          growing = pair;
        }
      }
      double[] after = pair.at().after();
      difference = Math.max(difference, Math.abs(after[pair.j()] - after[pair.l()]));
      imbalance = Math.max(imbalance, Math.abs(pair.to()));
    }
  }

  /**
   * Takes the worst step, and the one of greatest growth, again at 50 digits. The further checks
   * are about what rounding did over the whole run, so they stay as they are.
   */
  @Override
  public Optional<Evidence> examinePrecisely(Run run) {
    Scan scan = new Scan(run);
    Pair worst = scan.worst;
    Evidence evidence =
        Evidence.of(
            Check.equal(AFTER, worst.preciseTo(), worst.precisePredicted())
                .scale(worst.scale())
                .relative(EXACT),
            growth(scan.growing));
    Evidence rest = examine(run);
    for (Check check : rest.checks().subList(2, rest.checks().size())) {
      evidence = evidence.and(check);
    }
    return Optional.of(evidence);
  }

  private static Check growth(Pair pair) {
    Precise grown = pair.preciseTo().abs().subtract(pair.preciseFrom().abs());
    double scale = pair.scale() > 0 ? pair.scale() : 1;
    return Check.atMost(GROWTH, grown.divide(Precise.of(scale)), Precise.ZERO)
        .scale(1)
        .absolute(EXACT);
  }

  @Override
  public List<Probe<Run>> probes() {
    return List.of(
        Probe.dropping("one layer twice as fast", draws -> drawUnequal(draws, 2)).breaking(0.9),
        Probe.dropping("one layer frozen", draws -> drawUnequal(draws, 0)).breaking(0.9),
        Probe.dropping("a sweep, in which layers see the new ones", this::drawSwept).breaking(0.9),
        Probe.<Run>claiming("no growth, however long the step", ImbalanceIdentity::neverGrowing)
            .drawing(ImbalanceIdentity::drawLong)
            .breaking(0.9),
        Probe.<Run>changing(
                "the imbalance is conserved, as under gradient flow",
                (run, e) -> {
                  double from = new Scan(run).worst.from();
                  return e.mapChecks(c -> c.what().equals(AFTER) ? c.bound(from) : c);
                })
            .on(RANDOM)
            .breaking(0.5));
  }

  private static Run drawUnequal(Draws draws, double factor) {
    int depth = draws.depth(2, 5);
    double[] factors = ones(depth);
    factors[draws.integer("layer", 1, depth) - 1] = factor;
    return draw(draws, depth, factors);
  }

  private Run drawSwept(Draws draws) {
    Run run = draw(draws);
    return new Run(run.steps().swept(), run.family(), run.alpha());
  }

  private static Evidence neverGrowing(Run run) {
    double growth = new Scan(run, Double.POSITIVE_INFINITY).growth;
    return Evidence.of(Check.atMost(GROWTH, growth, 0).scale(1).absolute(EXACT));
  }

  /** One long step, from a random start. */
  private static Run drawLong(Draws draws) {
    RobustRegression problem = new RegressionLaw(40, 20, 0.3, 2, true).draw(draws);
    int depth = draws.depth(2, 5);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, 20);
    double[] start = draws.gaussian("start", network.weightCount());
    double eta = draws.uniform("step size", 10, 20);
    ResidualLoss loss = ResidualLoss.ABSOLUTE;
    return new Run(
        new LayeredRun<>(problem, network, start, loss, eta, 1, ones(depth)), RANDOM, Double.NaN);
  }

  @Override
  public List<Mutant<Run>> mutants() {
    return List.of(
        Mutant.changing(
            "1 + eta^2 g^2 q^2",
            (run, e) -> {
              double from = new Scan(run).worst.from();
              return e.mapChecks(c -> c.what().equals(AFTER) ? c.bound(2 * from - c.bound()) : c);
            }),
        Mutant.changing(
            "the tolerance is the natural scale",
            (run, e) -> e.mapChecks(c -> c.absolute(c.scale()))));
  }
}
