package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import java.util.Optional;
import org.plateau.landscape.MinimizerSpectrum;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Check;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * At a minimizer of data of full rank the Hessian has rank d exactly: minimizers form a manifold of
 * dimension P - d. Spec: sharpness-and-depth, E6.
 */
final class HessianRank implements NetworkClaim<Minimizer> {

  private static final double COUNTED = 1e-11;
  private static final double SEPARATED = 1e-8;

  @Override
  public Statement statement() {
    return Statement.identity("sharpness/hessian-rank")
        .title("At a minimizer exactly d Hessian eigenvalues are not zero")
        .tex("\\operatorname{rank} H = d")
        .source(MARION_CHIZAT, "setting", DERIVED)
        .constant("10^{-11}", "numerical rank, relative to S", EMPIRICAL)
        .constant("10^{-8}", "least d-th eigenvalue of the instances, relative to S", EMPIRICAL)
        .hypothesis("minimizer")
        .hypothesis("Sigma of full rank")
        .spec("sharpness-and-depth", "E6")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Minimizer draw(Draws draws) {
    return draws.until(
        "d-th eigenvalue above 1e-8 S",
        100,
        again -> {
          Minimizer m = Minimizer.drawSmall(again);
          return separation(m) > SEPARATED ? Optional.of(m) : Optional.empty();
        });
  }

  @Override
  public Minimizer instance(DeepLinearNetwork network, LeastSquaresData data) {
    return FullHessian.instance(network, data);
  }

  @Override
  public Evidence examine(Minimizer m) {
    return m.requiredIn(evidence(m))
        .requires("Sigma of full rank", m.data().rank() - m.data().dimension())
        .requires("d-th eigenvalue above 1e-8 S", separation(m) - SEPARATED);
  }

  private static Evidence evidence(Minimizer m) {
    double[] values = FullHessian.of(m.network(), m.data()).eigenvalues();
    double top = values[values.length - 1];
    int count = 0;
    for (double value : values) {
      if (Math.abs(value) > COUNTED * top) {
        count++;
      }
    }
    return Evidence.of(Check.equal("number of eigenvalues", count, m.data().dimension()));
  }

  /**
   * The rank of the whole Hessian, without the d x d form; too few certain pivots decide nothing.
   */
  @Override
  public Optional<Evidence> examinePrecisely(Minimizer m) {
    return m.precisely(
        exact -> {
          int d = m.data().dimension();
          int rank = exact.point(m.data()).hessian(m.network()).certainRank();
          return Evidence.of(
              Check.equal("number of eigenvalues", rank, d).error(Math.max(0, d - rank)));
        });
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.dropping("Sigma of full rank: n < d", HessianRank::drawSingular).breaking(0.95),
        Probe.dropping("minimizer: random layers", HessianRank::drawElsewhere).breaking(0.6));
  }

  @Override
  public List<Mutant<Minimizer>> mutants() {
    return List.of(
        Mutant.changing(
            "rank d - 1",
            (m, evidence) -> evidence.mapChecks(c -> c.bound(m.data().dimension() - 1))));
  }

  private static double separation(Minimizer m) {
    MinimizerSpectrum spectrum = MinimizerSpectrum.of(m.network(), m.data());
    return spectrum.value(0) / spectrum.largest();
  }

  /** Sigma of full rank and two layers at least, so that only the hypothesis in question fails. */
  private static Minimizer drawElsewhere(Draws draws) {
    AnyPoint point = AnyPoint.drawDeep(draws);
    return new Minimizer(point.network(), point.data());
  }

  private static Minimizer drawSingular(Draws draws) {
    int d = draws.integer("d", 2, 4);
    LeastSquaresData data =
        Regression.gaussian(draws, draws.integer("n", 1, d - 1), d, Regression.LOG_SCALE_RATIO);
    return Minimizer.draw(draws, Minimizer.RANDOM, data, draws.integer("L", 1, 5), 4);
  }
}
