package org.plateau.matrix;

import java.util.Arrays;

/**
 * One-sided Jacobi rotations: an orthonormal basis of n vectors, turned until their images under a
 * matrix are orthogonal (M. R. Hestenes, J. SIAM 6, 1958), or until those images are that may
 * exceed a limit.
 *
 * <p>Vector i is row i of {@code basis}, its image row i of {@code image}. The basis stays from one
 * matrix to the next, so that a sequence of matrices that change little takes few sweeps. An object
 * is the workspace of one shape; no method but the constructor allocates.
 */
final class JacobiRotations {

  private static final double UNIT_ROUNDOFF = 0x1.0p-53;
  private static final int SWEEP_LIMIT = 64;
  private static final int REGISTER = 8;
  private static final int WARM_STARTS_BETWEEN_CLEANINGS = 16;

  /** Sweeps that leave pairs out converge linearly: three to seven are common. EMPIRICAL. */
  private static final int PARTIAL_SWEEPS = 24;

  /** Where more than one image in so many is chosen, sweeps over all are faster. EMPIRICAL. */
  private static final int FULL_SWEEP = 4;

  /** Where all were chosen last time, a new choice is made only so often. EMPIRICAL. */
  private static final int WARM_STARTS_BETWEEN_CHOICES = 4;

  private final int n;
  private final int m;
  private final int basisStride;
  private final int imageStride;
  private final double[] basis;
  private final double[] image;
  private final double[] squares;
  private final double[] gram;
  private final double[] spare;
  private final double[] imageColumns;
  private final double[] radii;
  private final boolean[] chosen;
  private final double[] tangents;
  private final double[] part;
  private double leastSquare;
  private double largestTangent;
  private double largestCosineSquare;
  private boolean someLeftOut;
  private int warmStarts;
  private int sweeps;

  /** Makes a workspace for n vectors with images of length m, at least n. */
  JacobiRotations(int n, int m) {
    this.n = n;
    this.m = m;
    this.basisStride = padded(n);
    this.imageStride = padded(m);
    this.basis = new double[basisStride * basisStride];
    this.image = new double[n * imageStride];
    this.squares = new double[n];
    this.gram = new double[n * basisStride];
    this.spare = new double[n * basisStride];
    this.imageColumns = new double[imageStride * basisStride];
    this.radii = new double[n];
    this.chosen = new boolean[n];
    this.tangents = new double[n];
    this.part = new double[imageStride];
    reset();
  }

  /** Rows are padded by zeros to whole vector registers, so that no loop has a remainder. */
  static int padded(int length) {
    return (length + REGISTER - 1) / REGISTER * REGISTER;
  }

  /** Forgets the basis, so that the next start is a cold one. */
  void reset() {
    Arrays.fill(basis, 0);
    for (int i = 0; i < n; i++) {
      basis[i * basisStride + i] = 1;
    }
    someLeftOut = true;
    warmStarts = 0;
  }

  /**
   * Finds the images of the basis under a matrix.
   *
   * @param input its transpose, rows {@code padded(n)} of {@code padded(m)} entries, about 1 at
   *     most
   */
  void start(double[] input) {
    if (++warmStarts % WARM_STARTS_BETWEEN_CLEANINGS == 0) {
      cleanBasis();
    }
    Kernels.multiply(basis, input, image, n, basisStride, imageStride);
    sweeps = 0;
  }

  /** Makes all images orthogonal. */
  void orthogonalize() {
    chooseAll();
    settle();
  }

  /**
   * Makes those images orthogonal to each other and to the rest that may be longer than the limit,
   * so that the matrix is no longer than the limit on the rest of the basis.
   */
  void orthogonalizeAbove(double limit) {
    if (someLeftOut || warmStarts % WARM_STARTS_BETWEEN_CHOICES == 0) {
      settleAbove(limit * limit);
    } else {
      settle();
    }
  }

  private void settleAbove(double limitSquare) {
    Arrays.fill(chosen, false);
    someLeftOut = true;
    boolean settled = false;
    while (!settled && chooseAbove(limitSquare)) {
      settle();
      settled = !someLeftOut || chosenExceed(limitSquare);
    }
  }

  /** Chooses more images until the others are below the limit; says whether there were any. */
  private boolean chooseAbove(double limitSquare) {
    for (int k = 0; k < m; k++) {
      for (int i = 0; i < n; i++) {
        imageColumns[k * basisStride + i] = image[i * imageStride + k];
      }
    }
    Kernels.multiply(image, imageColumns, gram, n, imageStride, basisStride);
    for (int i = 0; i < n; i++) {
      radii[i] = 0;
      for (int j = 0; j < n; j++) {
        radii[i] += chosen[j] ? 0 : Math.abs(gram[i * basisStride + j]);
      }
    }
    int more = 0;
    int worst = farthest();
    while (worst >= 0 && radii[worst] > limitSquare) {
      chosen[worst] = true;
      more++;
      for (int i = 0; i < n; i++) {
        radii[i] -= Math.abs(gram[i * basisStride + worst]);
      }
      worst = farthest();
    }
    if (FULL_SWEEP * more > n) {
      chooseAll();
    }
    return more > 0;
  }

  private boolean chosenExceed(double limitSquare) {
    for (int i = 0; i < n; i++) {
      if (chosen[i] && !(squares[i] > limitSquare)) {
        return false;
      }
    }
    return true;
  }

  /** The image whose circle reaches farthest among those not chosen, or -1. */
  private int farthest() {
    int worst = -1;
    for (int i = 0; i < n; i++) {
      if (!chosen[i] && (worst < 0 || radii[i] > radii[worst])) {
        worst = i;
      }
    }
    return worst;
  }

  private void settle() {
    while (sweep()) {
      if (++sweeps >= SWEEP_LIMIT) {
        throw new ArithmeticException(
            "Jacobi rotations did not settle in " + SWEEP_LIMIT + " sweeps");
      }
      if (sweeps >= PARTIAL_SWEEPS) {
        chooseAll();
      }
    }
  }

  private void chooseAll() {
    Arrays.fill(chosen, true);
    someLeftOut = false;
  }

  /**
   * Rotates each pair with a chosen image once; says whether another sweep is needed. After a sweep
   * the cosines are at most n times the largest tangent of a rotation times the largest cosine
   * before it, to first order; where that is at round-off, no further sweep has to find out.
   */
  private boolean sweep() {
    double total = 0;
    for (int i = 0; i < n; i++) {
      squares[i] = dot(i, i);
      total += squares[i];
    }
    leastSquare = total * UNIT_ROUNDOFF * UNIT_ROUNDOFF * total;
    largestTangent = 0;
    largestCosineSquare = 0;
    for (int i = 0; i < n; i++) {
      if (!chosen[i]) {
        largestCosineSquare = 1;
        continue;
      }
      if (someLeftOut) {
        turn(i);
      }
      for (int j = i + 1; j < n; j++) {
        if (chosen[j]) {
          rotate(i, j);
        }
      }
    }
    return n * largestTangent * Math.sqrt(largestCosineSquare) > m * UNIT_ROUNDOFF;
  }

  private void rotate(int i, int j) {
    double g = dot(i, j);
    double t = tangent(i, j, g);
    if (t != 0) {
      double c = 1 / Math.sqrt(1 + t * t);
      Kernels.rotate(image, i * imageStride, j * imageStride, imageStride, c, c * t);
      Kernels.rotate(basis, i * basisStride, j * basisStride, basisStride, c, c * t);
      squares[i] = Math.max(0, squares[i] - t * g);
      squares[j] += t * g;
    }
  }

  /** The tangent that makes images i and j orthogonal, whose inner product is g; 0 if they are. */
  private double tangent(int i, int j, double g) {
    double tolerance = m * UNIT_ROUNDOFF;
    double scale = Math.max(squares[i] * squares[j], leastSquare);
    if (g * g <= tolerance * tolerance * scale) {
      return 0;
    }
    double zeta = (squares[j] - squares[i]) / (2 * g);
    double t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
    largestTangent = Math.max(largestTangent, Math.abs(t));
    largestCosineSquare = Math.max(largestCosineSquare, g * g / scale);
    return t;
  }

  /**
   * Rotates chosen image c against all that are not chosen, at once: in the plane of c and of the
   * sum of t_j times image j, by the angle whose tangent is |t|. To first order in t, which is
   * small at a warm start, this is what rotations of the single pairs do (derived).
   */
  private void turn(int c) {
    System.arraycopy(image, c * imageStride, part, 0, imageStride);
    Kernels.multiply(image, part, tangents, n, imageStride);
    double sum = 0;
    for (int j = 0; j < n; j++) {
      tangents[j] = chosen[j] ? 0 : tangent(c, j, tangents[j]);
      sum = Math.fma(tangents[j], tangents[j], sum);
    }
    if (sum > 0) {
      double cosine = 1 / Math.sqrt(1 + sum);
      turn(image, imageStride, c, cosine);
      turn(basis, basisStride, c, cosine);
      squares[c] = dot(c, c);
    }
  }

  private void turn(double[] vectors, int stride, int c, double cosine) {
    Kernels.multiplyTranspose(vectors, tangents, part, n, stride);
    double factor = cosine * cosine / (1 + cosine);
    for (int k = 0; k < stride; k++) {
      double before = vectors[c * stride + k];
      vectors[c * stride + k] = cosine * (before - part[k]);
      part[k] = cosine * before - factor * part[k];
    }
    for (int j = 0; j < n; j++) {
      if (tangents[j] != 0) {
        Kernels.axpy(tangents[j], part, 0, vectors, j * stride, stride);
      }
    }
  }

  private double dot(int i, int j) {
    return Kernels.dot(image, i * imageStride, image, j * imageStride, imageStride);
  }

  /**
   * One Newton-Schulz step: rotations of many warm starts leave the basis orthonormal only to their
   * accumulated round-off.
   */
  private void cleanBasis() {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double product = Kernels.dot(basis, i * basisStride, basis, j * basisStride, basisStride);
        gram[i * basisStride + j] = (i == j ? 1.5 : 0) - 0.5 * product;
      }
    }
    Kernels.multiply(gram, basis, spare, n, basisStride, basisStride);
    System.arraycopy(spare, 0, basis, 0, spare.length);
  }

  /** Entry k of vector i, from {@code i} times {@link #basisStride} on; not a copy. */
  double[] basis() {
    return basis;
  }

  int basisStride() {
    return basisStride;
  }

  /** Entry k of image i, from {@code i} times {@link #imageStride} on; not a copy. */
  double[] image() {
    return image;
  }

  int imageStride() {
    return imageStride;
  }

  /** Whether image i was made orthogonal to all others. */
  boolean isChosen(int i) {
    return chosen[i];
  }

  /** The length of image i. */
  double length(int i) {
    return Math.sqrt(dot(i, i));
  }

  /** Sweeps with rotations since the last start. */
  int sweeps() {
    return sweeps;
  }
}
