package org.plateau.recovery;

import java.util.Arrays;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SymmetricEigen;

/**
 * A proof by linear algebra, without iteration, that a given matrix is the one and only solution of
 * a nuclear-norm problem: a dual matrix W in the span of the constraints that equals U V^T on the
 * tangent space T and has operator norm below 1 off it, together with injectivity of the
 * constraints on T (derived: spec flat-minima-recovery, S6).
 *
 * <p>The converse does not hold: where no certificate of this kind is found, the matrix may still
 * be the unique solution.
 *
 * @param holds whether the proof went through
 * @param tangentDimension dim T
 * @param leastSingularValue a lower bound of the least singular value of the constraints on T, 0 if
 *     they are not injective
 * @param dualNorm the norm of W off the tangent space, relative to what it must stay below,
 *     round-off included; infinite if not computed
 * @param residual the Frobenius distance of W from U V^T on T, round-off of the least-squares
 *     solution
 */
public record UniquenessCertificate(
    boolean holds,
    int tangentDimension,
    double leastSingularValue,
    double dualNorm,
    double residual) {

  private static final double STRICT = 1 - 1e-6;
  private static final double DEPENDENT = 1e-8;
  private static final double MEMBER = 1e-9;
  private static final double LEAST_WEIGHT = 0.3;
  private static final double GREATEST_WEIGHT = 4;
  private static final double WEIGHT_STEP = 1.1;
  private static final double INSIDE = 0.95;
  private static final int MOST_PROJECTIONS = 200;

  /**
   * Tries to prove that {@code z} is the only matrix of least nuclear norm in the set (among
   * symmetric ones, if the set says so). Of a matrix that is no member nothing is proved.
   *
   * @param z shape rows x cols
   * @param rank its rank, at least 1
   * @throws IllegalArgumentException if the rank is not between 1 and the smaller dimension, or z
   *     does not have that rank
   */
  public static UniquenessCertificate of(AffineSet set, double[] z, int rank) {
    requireRank(rank, set.rows(), set.cols());
    TangentSpace tangent = new TangentSpace(z, set.rows(), set.cols(), rank, set.symmetric());
    int dimension = tangent.dimension();
    if (set.rank() < dimension || !(set.distance(z) <= MEMBER * Kernels.norm(z))) {
      return failed(dimension);
    }
    double[] basis = set.basis();
    double[] onTangent = restricted(set, basis, tangent);
    OrthonormalRows rows = new OrthonormalRows(dimension, set.rank());
    for (int t = 0; t < dimension; t++) {
      if (!rows.add(
          Arrays.copyOfRange(onTangent, t * set.rank(), (t + 1) * set.rank()), DEPENDENT)) {
        return failed(dimension);
      }
    }
    double least = rows.leastSingularValueBound();
    double[] c = new double[set.rank()];
    Kernels.multiplyTranspose(rows.rows(), rows.solve(tangent.sign()), c, dimension, set.rank());
    double[] w = new double[set.rows() * set.cols()];
    Kernels.multiplyTranspose(basis, c, w, set.rank(), w.length);
    double residual = tangentResidual(tangent, w);
    double dualNorm = tangent.normalNorm() + residual / least;
    return new UniquenessCertificate(
        least > DEPENDENT && dualNorm <= STRICT, dimension, least, dualNorm, residual);
  }

  /** Returns the tangent coordinates of all basis matrices, shape dim T x rank. */
  private static double[] restricted(AffineSet set, double[] basis, TangentSpace tangent) {
    int size = set.rows() * set.cols();
    int dimension = tangent.dimension();
    double[] out = new double[dimension * set.rank()];
    double[] coordinates = new double[dimension];
    for (int i = 0; i < set.rank(); i++) {
      tangent.coordinates(Arrays.copyOfRange(basis, i * size, (i + 1) * size), coordinates);
      for (int t = 0; t < dimension; t++) {
        out[t * set.rank() + i] = coordinates[t];
      }
    }
    return out;
  }

  private static double tangentResidual(TangentSpace tangent, double[] w) {
    double[] difference = new double[tangent.dimension()];
    tangent.coordinates(w, difference);
    Kernels.axpy(-1, tangent.sign(), 0, difference, 0, difference.length);
    return Kernels.norm(difference);
  }

  /**
   * Tries to prove that {@code x} is the only matrix of least nuclear norm in the ball, where S = Y
   * - X fills it: a W equal to U V^T on T and to lambda sign(S) on the support of S, of operator
   * norm below 1 off T and of entries below lambda off the support, for one of a range of lambda;
   * with T and the support's matrices meeting in 0 only (derived, as for E. Candès, X. Li, Y. Ma,
   * J. Wright 2011). The W of least Frobenius norm is tried first; where it is too large,
   * projections on the two bounds in turn look for another. Of a matrix for which |Y - x|_1 is not
   * tau nothing is proved.
   *
   * @param x shape rows x cols
   * @param rank its rank, at least 1
   * @throws IllegalArgumentException if the rank is not between 1 and the smaller dimension, or x
   *     does not have that rank
   */
  public static UniquenessCertificate of(CorruptionBall ball, double[] x, int rank) {
    requireRank(rank, ball.rows(), ball.cols());
    int size = ball.rows() * ball.cols();
    TangentSpace tangent = new TangentSpace(x, ball.rows(), ball.cols(), rank, false);
    int dimension = tangent.dimension();
    double[] signs = ball.data();
    double filled = 0;
    for (int e = 0; e < size; e++) {
      double s = signs[e] - x[e];
      filled += Math.abs(s);
      signs[e] = Math.abs(s) <= 1e-12 * (Math.abs(x[e]) + 1) ? 0 : Math.signum(s);
    }
    if (!(Math.abs(filled - ball.radius()) <= MEMBER * (ball.radius() + Kernels.norm(x)))) {
      return failed(dimension);
    }
    SymmetricEigen onTangent = SymmetricEigen.of(unsupportedGram(tangent, signs), dimension);
    double least = Math.sqrt(Math.max(0, onTangent.value(0)));
    if (least <= DEPENDENT) {
      return failed(dimension);
    }
    double[] inverse = onTangent.values();
    for (int t = 0; t < dimension; t++) {
      inverse[t] = 1 / inverse[t];
    }
    double[] solve = onTangent.compose(inverse);
    double[] fixed = offSupport(tangent, solve, tangent.sign(), signs);
    double[] signCoordinates = new double[dimension];
    tangent.coordinates(signs, signCoordinates);
    double[] moving = offSupport(tangent, solve, signCoordinates, signs);
    UniquenessCertificate best = failed(dimension);
    double bestLambda = 0;
    double unit = 1 / Math.sqrt(Math.max(ball.rows(), ball.cols()));
    for (double weight = LEAST_WEIGHT; weight <= GREATEST_WEIGHT; weight *= WEIGHT_STEP) {
      double lambda = weight * unit;
      double[] w = combined(fixed, moving, signs, lambda);
      UniquenessCertificate next = judged(tangent, w, signs, lambda, least);
      if (next.dualNorm < best.dualNorm) {
        best = next;
        bestLambda = lambda;
      }
    }
    if (best.holds || bestLambda == 0) {
      return best;
    }
    double[] w = combined(fixed, moving, signs, bestLambda);
    return projected(tangent, solve, w, signs, bestLambda, best);
  }

  /** Looks for a smaller W by projections in turn, from the one that has the least norm. */
  private static UniquenessCertificate projected(
      TangentSpace tangent,
      double[] solve,
      double[] w,
      double[] signs,
      double lambda,
      UniquenessCertificate known) {
    double[] sign = tangent.sign();
    double[] missing = new double[sign.length];
    double most = INSIDE * lambda;
    UniquenessCertificate best = known;
    for (int k = 0; k < MOST_PROJECTIONS && !best.holds; k++) {
      tangent.limitNormal(w, INSIDE);
      for (int e = 0; e < w.length; e++) {
        w[e] = signs[e] == 0 ? Math.max(-most, Math.min(most, w[e])) : lambda * signs[e];
      }
      tangent.coordinates(w, missing);
      for (int t = 0; t < missing.length; t++) {
        missing[t] = sign[t] - missing[t];
      }
      Kernels.axpy(1, offSupport(tangent, solve, missing, signs), 0, w, 0, w.length);
      UniquenessCertificate next = judged(tangent, w, signs, lambda, known.leastSingularValue);
      best = next.dualNorm < best.dualNorm ? next : best;
    }
    return best;
  }

  /**
   * The Gram matrix of T's coordinate matrices with the entries on the support of the corruption
   * left out.
   */
  private static double[] unsupportedGram(TangentSpace tangent, double[] signs) {
    int dimension = tangent.dimension();
    double[] members = new double[dimension * signs.length];
    double[] unit = new double[dimension];
    double[] member = new double[signs.length];
    for (int t = 0; t < dimension; t++) {
      Arrays.fill(unit, 0);
      unit[t] = 1;
      tangent.member(unit, member);
      for (int e = 0; e < signs.length; e++) {
        members[t * signs.length + e] = signs[e] == 0 ? member[e] : 0;
      }
    }
    double[] gram = new double[dimension * dimension];
    Kernels.multiplyTransposeRight(members, members, gram, dimension, signs.length, dimension);
    return gram;
  }

  /** The entries off the support of the member of T whose coordinates are solve g. */
  private static double[] offSupport(
      TangentSpace tangent, double[] solve, double[] g, double[] signs) {
    double[] coordinates = new double[g.length];
    Kernels.multiply(solve, g, coordinates, g.length, g.length);
    double[] out = new double[signs.length];
    tangent.member(coordinates, out);
    for (int e = 0; e < out.length; e++) {
      out[e] = signs[e] == 0 ? out[e] : 0;
    }
    return out;
  }

  private static double[] combined(double[] fixed, double[] moving, double[] signs, double lambda) {
    double[] w = new double[signs.length];
    for (int e = 0; e < w.length; e++) {
      w[e] = fixed[e] - lambda * moving[e] + lambda * signs[e];
    }
    return w;
  }

  /** Says what a W proves that is lambda sign(S) on the support and U V^T on T, up to round-off. */
  private static UniquenessCertificate judged(
      TangentSpace tangent, double[] w, double[] signs, double lambda, double least) {
    double largest = 0;
    for (int e = 0; e < w.length; e++) {
      largest = signs[e] == 0 ? Math.max(largest, Math.abs(w[e])) : largest;
    }
    double residual = tangentResidual(tangent, w);
    double dualNorm =
        Math.max(tangent.normalNorm(), largest / lambda) + residual / (least * Math.min(1, lambda));
    return new UniquenessCertificate(
        dualNorm <= STRICT, tangent.dimension(), least, dualNorm, residual);
  }

  private static UniquenessCertificate failed(int dimension) {
    return new UniquenessCertificate(
        false, dimension, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  private static void requireRank(int rank, int rows, int cols) {
    if (rank < 1 || rank > Math.min(rows, cols)) {
      throw new IllegalArgumentException(
          "the rank must be between 1 and " + Math.min(rows, cols) + ", got " + rank);
    }
  }
}
