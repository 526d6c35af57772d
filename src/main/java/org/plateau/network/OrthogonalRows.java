package org.plateau.network;

import org.plateau.matrix.Kernels;
import org.plateau.matrix.SymmetricEigen;

/**
 * Rows sigma_i v_i^T of the singular value decomposition of a matrix R, largest first, together
 * with the components u_i^T c of a vector.
 *
 * <p>One-sided Jacobi: plane rotations from the left make the rows of (R | c) mutually orthogonal
 * in their first d entries. R is scaled by a power of two, so that neither tiny nor huge data leave
 * the range of doubles.
 *
 * <p>Many rows are first turned by the eigenvectors of R R^T, which leaves one or two sweeps of
 * rotations instead of ten; the rotations then restore the relative accuracy that the product R R^T
 * costs.
 */
final class OrthogonalRows {

  private static final double ORTHOGONAL = 0x1p-51;
  private static final double NEGLIGIBLE = 0x1p-60;

  /**
   * A squared norm that falls to less than this share is summed anew: ten bits are lost at most.
   */
  private static final double CANCELS = 0x1p-10;

  private static final int MAXIMAL_SWEEPS = 60;
  private static final int MANY = 32;

  private final int count;
  private final int d;
  private final double[] rows;
  private final double[] c;
  private final double[] norms;
  private final double[] inner;
  private final double[] tangents;
  private final double[] cosines;

  private OrthogonalRows(double[] rows, double[] c, int d) {
    this.count = c.length;
    this.d = d;
    this.rows = rows.clone();
    this.c = c.clone();
    this.norms = new double[count];
    this.inner = new double[count / 2];
    this.tangents = new double[count / 2];
    this.cosines = new double[count / 2];
  }

  /** Turns the rows, row-major c.length x d, and c along with them. */
  static OrthogonalRows of(double[] rows, double[] c, int d) {
    OrthogonalRows result = new OrthogonalRows(rows, c, d);
    double scale = TriangularForm.powerOfTwoNear(Kernels.largest(rows));
    result.scale(1 / scale);
    result.orthogonalize();
    result.scale(scale);
    return result;
  }

  int count() {
    return count;
  }

  double[] rows() {
    return rows;
  }

  double norm(int i) {
    return norms[i];
  }

  double component(int i) {
    return c[i];
  }

  /** Number of rows longer than {@code threshold} times the longest. */
  int rank(double threshold) {
    int rank = 0;
    while (rank < count && norms[rank] > threshold * norms[0]) {
      rank++;
    }
    return rank;
  }

  private void orthogonalize() {
    if (count > MANY) {
      turnByEigenvectors();
    }
    double total = 0;
    for (int i = 0; i < count; i++) {
      norms[i] = Kernels.dot(rows, i * d, rows, i * d, d);
      total += norms[i];
    }
    Rounds rounds = new Rounds(count);
    boolean rotated = true;
    for (int sweep = 0; rotated && sweep < MAXIMAL_SWEEPS; sweep++) {
      rotated = false;
      for (int round = 0; round < rounds.number(); round++) {
        rotated |= rotate(rounds, total);
        rounds.next();
      }
    }
    for (int i = 0; i < count; i++) {
      norms[i] = Math.sqrt(Kernels.dot(rows, i * d, rows, i * d, d));
    }
    sort();
  }

  private void turnByEigenvectors() {
    double[] gram = new double[count * count];
    Kernels.multiplyTransposeRight(rows, rows, gram, count, d, count);
    double[] vectors = SymmetricEigen.of(gram, count).vectors();
    double[] turned = new double[count * d];
    Kernels.multiply(vectors, rows, turned, count, count, d);
    System.arraycopy(turned, 0, rows, 0, turned.length);
    double[] components = new double[count];
    Kernels.multiply(vectors, c, components, count, count);
    System.arraycopy(components, 0, c, 0, count);
  }

  /**
   * Rotates the pairs of one round, which share no row: first all inner products, then all angles,
   * then all rotations, so that the processor overlaps their long divisions and square roots.
   */
  private boolean rotate(Rounds rounds, double total) {
    int pairs = rounds.pairs();
    for (int p = 0; p < pairs; p++) {
      inner[p] = Kernels.dot(rows, rounds.upper(p) * d, rows, rounds.lower(p) * d, d);
    }
    for (int p = 0; p < pairs; p++) {
      measureAngle(p, norms[rounds.upper(p)], norms[rounds.lower(p)], total);
    }
    boolean rotated = false;
    for (int p = 0; p < pairs; p++) {
      if (tangents[p] != 0) {
        rotated = true;
        rotate(rounds.upper(p), rounds.lower(p), p);
      }
    }
    return rotated;
  }

  /**
   * The angle that makes two rows orthogonal, at most an eighth of a turn: its tangent t = b / (a
   * +- h) and cosine, with a the difference of the squared norms, b twice the inner product, h^2 =
   * a^2 + b^2. The tangent is 0 when the rows are orthogonal already.
   */
  private void measureAngle(int p, double upper, double lower, double total) {
    if (inner[p] * inner[p] <= ORTHOGONAL * ORTHOGONAL * upper * lower
        || Math.min(upper, lower) <= NEGLIGIBLE * NEGLIGIBLE * total) {
      tangents[p] = 0;
      return;
    }
    double a = lower - upper;
    double b = 2 * inner[p];
    double h = Math.sqrt(Math.fma(a, a, b * b));
    double sum = Math.abs(a) + h;
    tangents[p] = (a >= 0 ? b : -b) / sum;
    cosines[p] = Math.sqrt(sum / (2 * h));
  }

  private void rotate(int i, int j, int p) {
    double t = tangents[p];
    double cosine = cosines[p];
    double sine = cosine * t;
    Kernels.rotate(rows, i * d, j * d, d, cosine, sine);
    double upper = c[i];
    double lower = c[j];
    c[i] = Math.fma(cosine, upper, -(sine * lower));
    c[j] = Math.fma(sine, upper, cosine * lower);
    norms[i] = changedNorm(i, -t * inner[p]);
    norms[j] = changedNorm(j, t * inner[p]);
  }

  /** The squared norm after a rotation, which adds {@code change}; anew where that cancels much. */
  private double changedNorm(int i, double change) {
    double norm = norms[i] + change;
    return norm > CANCELS * norms[i] ? norm : Kernels.dot(rows, i * d, rows, i * d, d);
  }

  private void sort() {
    double[] spare = new double[d];
    for (int i = 0; i < count; i++) {
      int longest = i;
      for (int j = i + 1; j < count; j++) {
        if (norms[j] > norms[longest]) {
          longest = j;
        }
      }
      if (longest != i) {
        double norm = norms[i];
        norms[i] = norms[longest];
        norms[longest] = norm;
        double component = c[i];
        c[i] = c[longest];
        c[longest] = component;
        System.arraycopy(rows, i * d, spare, 0, d);
        System.arraycopy(rows, longest * d, rows, i * d, d);
        System.arraycopy(spare, 0, rows, longest * d, d);
      }
    }
  }

  private void scale(double factor) {
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= factor;
    }
    for (int i = 0; i < count; i++) {
      norms[i] *= factor;
    }
  }

  /**
   * Round-robin: every sweep meets all pairs in rounds of pairs without a common row. All places
   * but the first move on by one from round to round.
   */
  private static final class Rounds {
    /** The first stays; for an odd number of rows it is empty, and the row it meets rests. */
    private final int[] places;

    private final int first;
    private final int pairs;
    private final int number;

    Rounds(int rows) {
      this.first = rows & 1;
      this.pairs = rows / 2;
      this.places = new int[rows + first];
      this.number = rows < 2 ? 0 : places.length - 1;
      for (int i = 0; i < places.length; i++) {
        places[i] = i - first;
      }
    }

    int number() {
      return number;
    }

    int pairs() {
      return pairs;
    }

    int upper(int pair) {
      return places[first + pair];
    }

    int lower(int pair) {
      return places[places.length - 1 - first - pair];
    }

    void next() {
      int last = places[places.length - 1];
      System.arraycopy(places, 1, places, 2, places.length - 2);
      places[1] = last;
    }
  }
}
