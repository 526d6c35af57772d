package org.plateau.theorems.subgradient;

import java.util.List;
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
 * N(0, 1/m), whatever the outliers. Each instance averages fresh data sets and asks for normal
 * scores below 4. Spec: sub-gradient-balance, B1.
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
  private static final String ALONG = "|score| of the mean along Delta";
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
            "all three scores of 64 data sets stay below 4 with probability 0.9998",
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
    int m = draws.integer("rows", 50, 150);
    int d = draws.integer("width", 2, 12);
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
    double across = 0;
    double squares = 0;
    for (int copy = 0; copy < COPIES; copy++) {
      double[] g = law.draw(batch.stream().sub(copy));
      double orthogonal = Kernels.dot(g, batch.across());
      along += Kernels.dot(g, law.delta()) / law.length();
      across += orthogonal;
      squares += orthogonal * orthogonal;
    }
    double cross = across * Math.sqrt((double) law.rows() / COPIES);
    return Evidence.of(
            Check.atMost(ALONG, scoreAlong(law, along / COPIES, law.mean()), SCORE).scale(SCORE),
            Check.atMost("|score| of the mean across Delta", Math.abs(cross), SCORE).scale(SCORE),
            Check.atMost(
                    "|score| of the variance across Delta",
                    Math.abs(chiSquaredScore(squares * law.rows())),
                    SCORE)
                .scale(SCORE))
        .fact(MEASURED, along / COPIES)
        .fact("derived mean along Delta", law.mean());
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
    double measured =
        evidence.facts().stream()
            .filter(fact -> fact.name().equals(MEASURED))
            .findFirst()
            .orElseThrow()
            .value();
    return evidence.mapChecks(
        c -> c.what().equals(ALONG) ? c.value(scoreAlong(batch.law(), measured, claimed)) : c);
  }

  @Override
  public List<Mutant<Batch>> mutants() {
    return List.of(
        Mutant.changing(
            "2 / pi without its root",
            (batch, e) ->
                claimingMean(e, batch, batch.law().mean() * SignGradient.HALF_NORMAL_MEAN)),
        Mutant.changing(
            "the outliers leave the mean alone",
            (batch, e) -> claimingMean(e, batch, SignGradient.HALF_NORMAL_MEAN)));
  }
}
