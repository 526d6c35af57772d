package org.plateau.landscape;

import java.util.Arrays;

/**
 * Arrays that a thread uses again for the next sharpness, since new memory costs a tenth of the
 * time of a small one. Their content is that of their last use.
 */
final class Workspace {

  /** Blocks of the tangent kernel. */
  static final int BLOCKS = 0;

  /** Backward vectors, and their derivatives. */
  static final int BACKWARD = 1;

  static final int BACKWARD_DOT = 2;

  /** Directions s, and the vectors b with their derivatives. */
  static final int DIRECTION = 3;

  static final int FORWARD = 4;
  static final int FORWARD_DOT = 5;

  /** One number a layer. */
  static final int FIRST_SQUARES = 6;

  static final int SECOND_SQUARES = 7;
  static final int THIRD_SQUARES = 8;
  static final int NORMS = 9;
  static final int RATIOS = 10;

  /** The matrix of the tangent kernel. */
  static final int MATRIX = 11;

  /** A vector seen through the factor of the data. */
  static final int SIGNAL = 12;

  /** Longer arrays, above 4 MB, are not kept. */
  private static final int LONGEST = 1 << 19;

  private static final ThreadLocal<Workspace> OWN = ThreadLocal.withInitial(Workspace::new);

  private final double[][] arrays = new double[13][0];

  /** The workspace of this thread, for work that calls nothing else that uses it. */
  static Workspace own() {
    return OWN.get();
  }

  /** An array of this length and full of zeros, the same as before where that has this length. */
  double[] zeros(int use, int length) {
    double[] array = arrays[use];
    if (array.length == length) {
      Arrays.fill(array, 0);
      return array;
    }
    array = new double[length];
    if (length <= LONGEST) {
      arrays[use] = array;
    }
    return array;
  }

  /** An array of at least this length, the same as before where that is long enough. */
  double[] array(int use, int length) {
    double[] array = arrays[use];
    if (array.length >= length) {
      return array;
    }
    array = new double[length];
    if (length <= LONGEST) {
      arrays[use] = array;
    }
    return array;
  }
}
