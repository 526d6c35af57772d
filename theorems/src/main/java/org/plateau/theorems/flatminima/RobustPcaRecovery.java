package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import org.plateau.matrix.SingularValues;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.Recovery;
import org.plateau.recovery.UniquenessCertificate;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Flat minima of robust principal component analysis are the uncorrupted matrix. Flatness is the
 * unweighted nuclear norm here: the local models have D1 = D2 = I. Spec: flat-minima-recovery, C11.
 */
final class RobustPcaRecovery implements Claim<Corrupted> {

  private static final int D = 16;

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/robust-pca-recovery", 0.95, 0.10)
        .title(
            "Flat minima of robust principal component analysis are exactly the uncorrupted matrix")
        .tex(
            "\\ell \\lesssim d_{\\min}/(\\mu r) \\;\\Rightarrow\\; \\arg\\min\\{\\|X\\|_* : \\|Y - X\\|_1 \\le \\|S\\|_1\\} = M")
        .source(DING_ET_AL, "robust principal component analysis (informal Theorem 1.3)", PAPER)
        .constant(
            "(r, l)",
            "l at most 4 at rank 1, 2 at rank 2, 1 at rank 3, d = 16: measured, proved in 57 of 60 at (2, 2) and in 60 of 60 else",
            EMPIRICAL)
        .constant(
            "certificate",
            "dual matrix on tangent space and support, for a range of weights",
            DERIVED)
        .hypothesis("incoherent M")
        .hypothesis("at most l corrupted entries in each row and column")
        .spec("flat-minima-recovery", "C11")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Corrupted draw(Draws draws) {
    String family =
        draws.family("r=1 l=1", "r=1 l=2", "r=1 l=3", "r=1 l=4", "r=2 l=1", "r=2 l=2", "r=3 l=1");
    int r = family.charAt(2) - '0';
    double[] truth = Truths.hadamard(draws.stream("truth"), D, r, (double) D / r);
    return Corrupted.of(draws, D, r, truth, family.charAt(6) - '0');
  }

  @Override
  public Evidence examine(Corrupted c) {
    Recovery flat = DouglasRachford.PRECISE.leastNuclearNorm(c.ball());
    UniquenessCertificate proof = UniquenessCertificate.of(c.ball(), c.truth(), c.rank());
    double error = Truths.error(flat.matrix(), c.truth());
    return Evidence.of(
            Check.atMost("norm of the dual certificate", proof.dualNorm(), 1).scale(1),
            Check.event("certificate that every flat solution is M", proof.holds()),
            Check.atMost(
                "relative error |X - M|/|M|",
                error,
                proof.holds() ? Sensing.RECOVERED_AS_PROVED : Sensing.RECOVERED),
            Check.atMost("relative duality gap", flat.gap(), Sensing.LARGEST_GAP))
        .fact("iterations", flat.iterations());
  }

  @Override
  public List<Probe<Corrupted>> probes() {
    return List.of(
        Probe.<Corrupted>claiming(
                "incoherence: a spike, l = 4", RobustPcaRecovery::noFlatterExplanation)
            .drawing(
                draws -> {
                  double[] spike = Truths.spike(D);
                  spike[0] = D;
                  return Corrupted.of(draws, D, 1, spike, 4);
                }),
        Probe.<Corrupted>claiming(
                "sparse corruption: l = 8 at rank 2", RobustPcaRecovery::noFlatterExplanation)
            .drawing(
                draws ->
                    Corrupted.of(
                        draws, D, 2, Truths.hadamard(draws.stream("truth"), D, 2, D / 2.0), 8)),
        Probe.<Corrupted>claiming(
                "incoherence: a product of Gaussian vectors, d = 15, l = 4",
                RobustPcaRecovery::noFlatterExplanation)
            .drawing(RobustPcaRecovery::gaussian),
        Probe.<Corrupted>claiming(
            "flatness: the matrix that explains the data and is nearest to noise",
            RobustPcaRecovery::arbitraryExplanation));
  }

  /** Entries of order one, as the corruption's. */
  private static Corrupted gaussian(Draws draws) {
    double[] truth = Truths.gaussian(draws, D - 1, D - 1, 1);
    for (int e = 0; e < truth.length; e++) {
      truth[e] *= D - 1;
    }
    return Corrupted.of(draws, D - 1, 1, truth, 4);
  }

  private static Evidence noFlatterExplanation(Corrupted c) {
    Recovery flat = DouglasRachford.BRIEF.leastNuclearNorm(c.ball());
    SingularValues svd = new SingularValues(c.d(), c.d());
    svd.decompose(c.truth());
    return Evidence.of(
        Check.atLeast(
                "nuclear norm of an explanation relative to that of M",
                flat.value() / svd.nuclearNorm(),
                1)
            .scale(1)
            .absolute(Sensing.FLATTER));
  }

  /** A point of zero loss like any other: the projection of noise. */
  private static Evidence arbitraryExplanation(Corrupted c) {
    double[] point = RandomStream.of(c.rank(), "noise", c.d()).gaussian(new double[c.d() * c.d()]);
    c.ball().project(point.clone(), point);
    return Evidence.of(
        Check.atMost(
            "relative error of a matrix that explains the data",
            Truths.error(point, c.truth()),
            Sensing.RECOVERED));
  }
}
