package org.plateau.theorems.subgradient;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.special.Erf;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
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
 * The sub-gradient points at the truth in the mean, and its law across that direction is exactly
 * N(0, 1/m), whatever the outliers. Each instance takes fresh data sets and asks for normal scores
 * of means and variances below 4, and for a law across Delta near the normal one. Spec:
 * sub-gradient-balance, B1.
 */
final class MeanSignGradient implements Claim<MeanSignGradient.Batch> {

  /**
   * Fresh data sets of one size.
   *
   * @param law size, Delta and outlier law
   * @param across a unit vector orthogonal to Delta
   * @param stream where the data come from
   */
  record Batch(SignGradient law, double[] across, RandomStream stream) {}

  private static final int COPIES = 64;
  private static final double SCORE = 4;

  /** Exceeded by the root of the number of data sets times their Kolmogorov distance: 1.2e-4. */
  private static final double DISTANCE = 2.2;

  private static final String ALONG = "|score| of the mean along Delta";
  private static final String SPREAD = "|score| of the variance along Delta";
  private static final String RATIO = "64 measured variances along Delta over the derived one";
  private static final String MEASURED = "measured mean along Delta";

  @Override
  public Statement statement() {
    return Statement.probability("subgradient/mean-sign-gradient", 0.99, 0.14)
        .title("In the mean the sub-gradient points at the truth, whatever the outliers")
        .tex(
            "\\mathbb E\\,[\\operatorname{sign}(\\langle x, \\Delta\\rangle - \\epsilon)\\,x] ="
                + " \\sqrt{\\tfrac2\\pi}\\,\\big(1 - p + p\\,\\mathbb E\\,"
                + "e^{-\\epsilon^2/2\\|\\Delta\\|^2}\\big)\\tfrac{\\Delta}{\\|\\Delta\\|},"
                + "\\qquad \\langle g, q\\rangle \\sim N(0, \\tfrac1m) \\text{ for } q \\perp \\Delta")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.DERIVED)
        .constant("\\sqrt{2/\\pi}", "twice the normal density at 0", Provenance.DERIVED)
        .constant(
            "0.99",
            "four scores of 64 data sets stay below 4, and their Kolmogorov distance below"
                + " 2.2 / 8, with probability 0.9995",
            Provenance.DERIVED)
        .hypothesis("x ~ N(0, I); outliers independent of X, +-U[10, 100] or N(0, sigma^2)")
        .spec("sub-gradient-balance", "B1")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Batch draw(Draws draws) {
    SignGradient.Noise noise =
        draws.family("gross", "normal").equals("gross")
            ? new SignGradient.Noise.Gross()
            : new SignGradient.Noise.Normal(draws.logUniform("sigma", 1, 100));
    int m = draws.integer("rows", 50, 300);
    int d = draws.integer("width", 2, 20);
    int k = (int) FastMath.floor(m * draws.uniform("outlier share", 0, 0.5) + 0.5);
    double length = draws.uniform("length", 0.1, 2);
    RandomStream directions = draws.stream("directions");
    double[] delta = RandomMatrices.unitVector(directions, d);
    double[] across = RandomMatrices.unitVector(directions, d);
    Kernels.axpy(-Kernels.dot(across, delta), delta, 0, across, 0, d);
    scale(across, 1 / Kernels.norm(across));
    scale(delta, length);
    return new Batch(new SignGradient(m, d, k, delta, noise), across, draws.stream("data"));
  }

  private static void scale(double[] v, double factor) {
    for (int i = 0; i < v.length; i++) {
      v[i] *= factor;
    }
  }

  @Override
  public Evidence examine(Batch batch) {
    SignGradient law = batch.law();
    double along = 0;
    double spread = 0;
    double across = 0;
    double squares = 0;
    double[] scores = new double[COPIES];
    for (int copy = 0; copy < COPIES; copy++) {
      double[] g = law.draw(batch.stream().sub(copy));
      double parallel = Kernels.dot(g, law.delta()) / law.length();
      double orthogonal = Kernels.dot(g, batch.across());
      along += parallel;
      spread += (parallel - law.mean()) * (parallel - law.mean());
      across += orthogonal;
      squares += orthogonal * orthogonal;
      scores[copy] = orthogonal * Math.sqrt(law.rows());
    }
    double cross = across * Math.sqrt((double) law.rows() / COPIES);
    double chiSquared = spread * law.rows() / law.scaledVariance();
    return Evidence.of(
            score(ALONG, scoreAlong(law, along / COPIES, law.mean())),
            score(SPREAD, chiSquaredScore(chiSquared)),
            score("|score| of the mean across Delta", cross),
            score("|score| of the variance across Delta", chiSquaredScore(squares * law.rows())),
            Check.atMost(
                    "Kolmogorov distance of the law across Delta, times 8",
                    Math.sqrt(COPIES) * kolmogorovDistance(scores),
                    DISTANCE)
                .scale(DISTANCE))
        .fact(MEASURED, along / COPIES)
        .fact(RATIO, chiSquared)
        .fact("derived mean along Delta", law.mean());
  }

  private static Check score(String what, double score) {
    return Check.atMost(what, Math.abs(score), SCORE).scale(SCORE);
  }

  /** Returns the greatest distance of the empirical distribution from the standard normal one. */
  private static double kolmogorovDistance(double[] sample) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      double below = 0.5 * Erf.erfc(-sorted[i] / Math.sqrt(2));
      double before = (double) i / sorted.length;
      double after = (i + 1.0) / sorted.length;
      distance = Math.max(distance, Math.max(below - before, after - below));
    }
    return distance;
  }

  private static double scoreAlong(SignGradient law, double measured, double claimed) {
    return Math.abs(measured - claimed) / Math.sqrt(law.scaledVariance() / COPIES / law.rows());
  }

  /** E. Wilson, M. Hilferty, PNAS 17, 1931: the cube root of chi-squared is nearly normal. */
  private static double chiSquaredScore(double chiSquared) {
    double spread = 2.0 / (9 * COPIES);
    return (FastMath.cbrt(chiSquared / COPIES) - (1 - spread)) / Math.sqrt(spread);
  }

  @Override
  public List<Probe<Batch>> probes() {
    return List.of(
        Probe.dropping("outliers that depend on X", MeanSignGradient::drawDependent).tries(30),
        Probe.<Batch>changing(
                "without the mean that mild outliers leave",
                (batch, e) -> claimingMean(e, batch, SignGradient.HALF_NORMAL_MEAN * 0.6))
            .drawing(MeanSignGradient::drawMild)
            .tries(30));
  }

  /** eps = 10 sign(x_1) on S, Delta orthogonal to e_1: the mean gains -p sqrt(2/pi) along e_1. */
  private static Batch drawDependent(Draws draws) {
    int d = draws.integer("width", 3, 12);
    double[] delta = RandomMatrices.unitVector(draws.stream("directions"), d);
    delta[0] = 0;
    double[] first = new double[d];
    first[0] = 1;
    return new Batch(
        new SignGradient(100, d, 30, delta, new SignGradient.Noise.Dependent()),
        first,
        draws.stream("data"));
  }

  /** 40 % of the rows carry N(0, 1) outliers, no larger than the signal. */
  private static Batch drawMild(Draws draws) {
    double[] delta = {1, 0, 0};
    double[] across = {0, 1, 0};
    return new Batch(
        new SignGradient(100, 3, 40, delta, new SignGradient.Noise.Normal(1)),
        across,
        draws.stream("data"));
  }

  private static Evidence claimingMean(Evidence evidence, Batch batch, double claimed) {
    double measured = fact(evidence, MEASURED);
    return evidence.mapChecks(
        c -> c.what().equals(ALONG) ? c.value(scoreAlong(batch.law(), measured, claimed)) : c);
  }

  private static double fact(Evidence evidence, String name) {
    return evidence.facts().stream()
        .filter(fact -> fact.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Override
  public List<Mutant<Batch>> mutants() {
    return List.of(
        Mutant.changing(
            "2 / pi without its root",
            (batch, e) ->
                claimingMean(e, batch, batch.law().mean() * SignGradient.HALF_NORMAL_MEAN)),
        Mutant.changing(
            "the variance along Delta is that across it",
            (batch, e) ->
                e.mapChecks(
                    c ->
                        c.what().equals(SPREAD)
                            ? score(
                                SPREAD,
                                chiSquaredScore(batch.law().scaledVariance() * fact(e, RATIO)))
                            : c)),
        Mutant.changing(
            "the outliers leave the mean alone",
            (batch, e) -> claimingMean(e, batch, SignGradient.HALF_NORMAL_MEAN)));
  }
}
