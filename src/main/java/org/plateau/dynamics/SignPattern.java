package org.plateau.dynamics;

import java.util.Arrays;

/** A vector of signs -1, 0, 1 in two bits each, so that the places where two differ are cheap. */
final class SignPattern {

  private final int length;
  private final long[] negative;
  private final long[] zero;

  /** All signs are 0. */
  SignPattern(int length) {
    this.length = length;
    negative = new long[(length + 63) / 64];
    zero = new long[negative.length];
    for (int i = 0; i < length; i++) {
      set(i, 0);
    }
  }

  /** Takes the signs of all values, none of which is zero or NaN. */
  void takeNonzero(double[] values) {
    Arrays.fill(zero, 0);
    for (int word = 0; word < negative.length; word++) {
      int at = 64 * word;
      int count = Math.min(64, length - at);
      long bits = 0;
      for (int b = 0; b < count; b++) {
        bits |= Double.doubleToRawLongBits(values[at + b]) >>> 63 << b;
      }
      negative[word] = bits;
    }
  }

  /** Takes the sign of a value that is not NaN. */
  void set(int i, double value) {
    long bit = 1L << i;
    negative[i >> 6] = value < 0 ? negative[i >> 6] | bit : negative[i >> 6] & ~bit;
    zero[i >> 6] = value == 0 ? zero[i >> 6] | bit : zero[i >> 6] & ~bit;
  }

  /** The sign in place i. */
  double sign(int i) {
    long bit = 1L << i;
    if ((zero[i >> 6] & bit) != 0) {
      return 0;
    }
    return (negative[i >> 6] & bit) != 0 ? -1 : 1;
  }

  /** Becomes a copy of another pattern of the same length. */
  void take(SignPattern other) {
    System.arraycopy(other.negative, 0, negative, 0, negative.length);
    System.arraycopy(other.zero, 0, zero, 0, zero.length);
  }

  /** In how many places two patterns differ. */
  int distance(SignPattern other) {
    int count = 0;
    for (int word = 0; word < negative.length; word++) {
      count += Long.bitCount(difference(other, word));
    }
    return count;
  }

  /** Lists the places where two patterns differ, ascending, and returns their number. */
  int differences(SignPattern other, int[] places) {
    int count = 0;
    for (int word = 0; word < negative.length; word++) {
      for (long bits = difference(other, word); bits != 0; bits &= bits - 1) {
        places[count++] = 64 * word + Long.numberOfTrailingZeros(bits);
      }
    }
    return count;
  }

  private long difference(SignPattern other, int word) {
    return (negative[word] ^ other.negative[word]) | (zero[word] ^ other.zero[word]);
  }
}
