package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.plateau.matrix.Kernels;
import org.plateau.precision.Precise;
import org.plateau.recovery.Factors;
import org.plateau.recovery.Scaling;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * If (Q1 L, Q2 R) is balanced then L and R are balanced up to a constant of the condition number of
 * Q1 and Q2. The constant here is sharp and implies those that the paper's proof gives. Spec:
 * flat-minima-recovery, C5 and C4 (b) (Lemma 3.4).
 */
final class BalanceConstant implements Claim<BalanceConstant.Balanced> {

  private static final double TOLERANCE = 1e-9;
  private static final double BALANCED = 1e-12;
  private static final String TIGHT = "tight";
  private static final String WHAT = "|L^T L - R^T R|_*";

  /**
   * Factors with (Q1 L, Q2 R) balanced.
   *
   * @param factors L and R
   * @param scaling Q1 and Q2
   * @param kappa greatest over least eigenvalue of Q1 and Q2 together
   */
  record Balanced(Factors factors, Scaling scaling, double kappa) {

    double share() {
      return (kappa * kappa - 1) / (kappa * kappa + 1);
    }

    Balanced unbalanced(double c) {
      return new Balanced(factors.unbalanced(c), scaling, kappa);
    }

    /** Returns |(Q1 L)^T Q1 L - (Q2 R)^T Q2 R|_* over |Q1 L|² + |Q2 R|². */
    double imbalance() {
      Factors weighed = scaling.weigh(factors);
      return weighed.imbalanceNorm() / weighed.squaredNorm();
    }
  }

  @Override
  public Statement statement() {
    return Statement.tight("flatminima/balance-constant")
        .title("Flat factors are balanced up to a sharp constant of the condition number")
        .tex(
            "\\|L^\\top L - R^\\top R\\|_* \\le \\frac{\\kappa^2 - 1}{\\kappa^2 + 1}\\,(\\|L\\|_F^2 + \\|R\\|_F^2)")
        .source(
            DING_ET_AL, "balance of flat solutions (Lemma 3.4), with a sharper constant", DERIVED)
        .constant(
            "(\\kappa^2-1)/(\\kappa^2+1)",
            "attained in dimension 1; implies kappa² - 1 and 1 - kappa^-2",
            DERIVED)
        .hypothesis("(Q1 L, Q2 R) is balanced")
        .spec("flat-minima-recovery", "C5")
        .growsWith("c")
        .cost(Cost.TINY);
  }

  @Override
  public Balanced draw(Draws draws) {
    boolean tight = draws.family("random", TIGHT).equals(TIGHT);
    int d1 = draws.integer("d1", 1, 6);
    int d2 = draws.integer("d2", 1, 6);
    double c = draws.logUniform("c", 1.05, 6);
    return tight
        ? alongExtremes(draws, d1, d2, c)
        : random(draws, d1, d2, draws.integer("k", 1, 4), c);
  }

  private static Balanced random(Draws draws, int d1, int d2, int k, double c) {
    double[] s1 = spectrum(draws.stream("spectrum 1"), d1, c);
    double[] s2 = spectrum(draws.stream("spectrum 2"), d2, c);
    Scaling scaling =
        Scaling.by(
            d1,
            d2,
            RandomMatrices.symmetric(draws.stream("Q1"), s1),
            RandomMatrices.symmetric(draws.stream("Q2"), s2));
    Factors flat =
        scaling.flattest(Truths.gaussian(draws, d1, d2, Math.min(k, Math.min(d1, d2))), k);
    return new Balanced(flat, scaling, condition(s1, s2));
  }

  /** Q1 = I and Q2 = diag(c, 1, ..., 1), and X a multiple of the first unit matrix. */
  private static Balanced alongExtremes(Draws draws, int d1, int d2, double c) {
    double[] q2 = Kernels.identity(d2);
    q2[0] = c;
    double[] x = new double[d1 * d2];
    x[0] = draws.logUniform("size", 0.1, 10);
    Scaling scaling = Scaling.by(d1, d2, Kernels.identity(d1), q2);
    return new Balanced(scaling.flattest(x, 1), scaling, c);
  }

  private static double[] spectrum(RandomStream stream, int d, double c) {
    double[] s = new double[d];
    for (int i = 0; i < d; i++) {
      s[i] = stream.uniform(1, c);
    }
    return s;
  }

  private static double condition(double[] s1, double[] s2) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = 0;
    for (double[] s : new double[][] {s1, s2}) {
      for (double v : s) {
        least = Math.min(least, v);
        greatest = Math.max(greatest, v);
      }
    }
    return greatest / least;
  }

  @Override
  public Evidence examine(Balanced b) {
    double norm = b.factors().squaredNorm();
    return Evidence.of(
            Check.atMost(WHAT, b.factors().imbalanceNorm(), b.share() * norm)
                .scale(norm)
                .relative(TOLERANCE))
        .fact("kappa", b.kappa())
        .requires("(Q1 L, Q2 R) is balanced", BALANCED - b.imbalance());
  }

  @Override
  public Optional<Evidence> examinePrecisely(Balanced b) {
    PreciseFactors factors = PreciseFactors.of(b.factors());
    Precise norm = factors.squaredNorm();
    Precise square = Precise.of(b.kappa()).square();
    Precise share = square.subtract(Precise.ONE).divide(square.add(Precise.ONE));
    Precise imbalance = factors.imbalanceNorm();
    return Optional.of(
        Evidence.of(
            Check.atMost(WHAT, imbalance, share.multiply(norm))
                .scale(norm.toDouble())
                .relative(TOLERANCE)));
  }

  @Override
  public List<Probe<Balanced>> probes() {
    return List.of(
        Probe.<Balanced>scaled("the constant, 1 % smaller", 0.99).on(TIGHT).breaking(0.9),
        Probe.<Balanced>dropping(
                "balance: L times and R divided by 1.1 kappa",
                draws -> {
                  Balanced flat =
                      random(
                          draws,
                          draws.integer("d1", 2, 6),
                          draws.integer("d2", 2, 6),
                          3,
                          draws.logUniform("c", 1.05, 6));
                  return flat.unbalanced(1.1 * flat.kappa());
                })
            .breaking(0.9),
        Probe.<Balanced>dropping(
                "the scaling of the trace by 1/d1 and 1/d2: d1 = 4, d2 = 16",
                draws -> {
                  Balanced flat = random(draws, 4, 16, 3, draws.logUniform("c", 1.05, 1.2));
                  return flat.unbalanced(Math.sqrt(Math.sqrt(4.0 / 16)));
                })
            .breaking(0.9));
  }

  @Override
  public List<Mutant<Balanced>> mutants() {
    return List.of(
        Mutant.changing(
            "kappa for kappa²",
            (b, evidence) ->
                evidence.mapChecks(
                    c -> c.bound(b.factors().squaredNorm() * (b.kappa() - 1) / (b.kappa() + 1)))),
        Mutant.scaled("10 % too large", 1.1),
        Mutant.changing(
            "kappa² - 1 over kappa²",
            (b, evidence) ->
                evidence.mapChecks(
                    c -> c.bound(b.factors().squaredNorm() * (1 - 1 / (b.kappa() * b.kappa()))))));
  }
}
