package org.plateau.network;

import org.plateau.matrix.Kernels;
import org.plateau.matrix.SymmetricEigen;

/**
 * Rows sigma_i v_i^T of the singular value decomposition of X, largest first, together with the
 * components u_i^T y of the targets.
 *
 * <p>One-sided Jacobi: plane rotations from the left make the rows of (R | Q^T y) mutually
 * orthogonal in their first d entries. X and y are scaled by powers of two, so that neither tiny
 * nor huge data leave the range of doubles.
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
  private double rest;

  private OrthogonalRows(int count, int d) {
    this.count = count;
    this.d = d;
    this.rows = new double[count * d];
    this.c = new double[count];
    this.norms = new double[count];
    this.inner = new double[count / 2];
    this.tangents = new double[count / 2];
    this.cosines = new double[count / 2];
  }

  static OrthogonalRows of(double[] x, double[] y, int n, int d) {
    OrthogonalRows result = new OrthogonalRows(Math.min(n, d), d);
    double scaleX = powerOfTwoNear(x);
    double scaleY = powerOfTwoNear(y);
    if (n > d) {
      result.triangularize(x, y, n, scaleX, scaleY);
    } else {
      for (int i = 0; i < n * d; i++) {
        result.rows[i] = x[i] / scaleX;
      }
      for (int i = 0; i < n; i++) {
        result.c[i] = y[i] / scaleY;
      }
    }
    result.orthogonalize();
    result.rescale(scaleX, scaleY);
    return result;
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

  /** Squared norm of the part of y outside the span of the first {@code rank} directions. */
  double unexplained(int rank) {
    double sum = rest;
    for (int i = rank; i < count; i++) {
      sum = Math.fma(c[i], c[i], sum);
    }
    return sum;
  }

  /**
   * Householder QR, columns contiguous; keeps R, the head of Q^T y, and its tail's norm. The
   * longest columns go first, which saves the rotations that follow about one sweep of six.
   */
  private void triangularize(double[] x, double[] y, int n, double scaleX, double scaleY) {
    double inverseX = 1 / scaleX;
    double inverseY = 1 / scaleY;
    int[] order = byLength(x, n, inverseX);
    double[] columns = new double[(d + 1) * n];
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < n; i++) {
        columns[j * n + i] = x[i * d + order[j]] * inverseX;
      }
    }
    for (int i = 0; i < n; i++) {
      columns[d * n + i] = y[i] * inverseY;
    }
    for (int k = 0; k < d; k++) {
      double tail = Kernels.dot(columns, k * n + k + 1, columns, k * n + k + 1, n - k - 1);
      double head = columns[k * n + k];
      double norm = Math.sqrt(Math.fma(head, head, tail));
      if (norm > 0) {
        double diagonal = head > 0 ? -norm : norm;
        double first = head - diagonal;
        columns[k * n + k] = first;
        double factor = 2 / Math.fma(first, first, tail);
        for (int j = k + 1; j <= d; j++) {
          double inner = Kernels.dot(columns, k * n + k, columns, j * n + k, n - k);
          Kernels.axpy(-factor * inner, columns, k * n + k, columns, j * n + k, n - k);
        }
        columns[k * n + k] = diagonal;
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = i; j < d; j++) {
        rows[i * d + order[j]] = columns[j * n + i];
      }
      c[i] = columns[d * n + i];
    }
    rest = Kernels.dot(columns, d * n + d, columns, d * n + d, n - d);
  }

  /** The columns of X, longest first. */
  private int[] byLength(double[] x, int n, double inverseX) {
    double[] squares = new double[d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        double entry = x[i * d + j] * inverseX;
        squares[j] = Math.fma(entry, entry, squares[j]);
      }
    }
    int[] order = new int[d];
    for (int j = 0; j < d; j++) {
      int at = j;
      for (; at > 0 && squares[order[at - 1]] < squares[j]; at--) {
        order[at] = order[at - 1];
      }
      order[at] = j;
    }
    return order;
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

  private void rescale(double scaleX, double scaleY) {
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= scaleX;
    }
    for (int i = 0; i < count; i++) {
      norms[i] *= scaleX;
      c[i] *= scaleY;
    }
    rest *= scaleY * scaleY;
  }

  private static double powerOfTwoNear(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest == 0
        ? 1
        : Math.scalb(1.0, Math.max(-1022, Math.min(1022, Math.getExponent(largest))));
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
