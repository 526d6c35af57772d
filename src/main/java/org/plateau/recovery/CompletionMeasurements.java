package org.plateau.recovery;

import java.util.Arrays;
import org.plateau.sampling.RandomStream;

/** Matrix completion: each measurement is one entry of the matrix. */
public final class CompletionMeasurements implements Measurements {

  private final int rows;
  private final int cols;
  private final int[] entries;

  private CompletionMeasurements(int rows, int cols, int[] entries) {
    this.rows = rows;
    this.cols = cols;
    this.entries = entries;
  }

  /**
   * Makes the measurement of the entries that the mask shows.
   *
   * @param seen shape rows x cols, row-major
   * @throws IllegalArgumentException if a dimension is below 1, the length does not fit, or no
   *     entry is seen
   */
  public static CompletionMeasurements of(int rows, int cols, boolean[] seen) {
    Shapes.requirePositive("rows", rows);
    Shapes.requirePositive("cols", cols);
    if (seen.length != rows * cols) {
      throw new IllegalArgumentException(
          "the mask of a "
              + rows
              + " x "
              + cols
              + " matrix has "
              + rows * cols
              + " entries, got "
              + seen.length);
    }
    int[] entries = new int[seen.length];
    int count = 0;
    for (int e = 0; e < seen.length; e++) {
      if (seen[e]) {
        entries[count++] = e;
      }
    }
    if (count == 0) {
      throw new IllegalArgumentException("the mask shows no entry; at least one must be seen");
    }
    return new CompletionMeasurements(rows, cols, Arrays.copyOf(entries, count));
  }

  /** Returns the mask that shows each entry independently with probability {@code p}. */
  public static boolean[] bernoulliMask(RandomStream stream, int rows, int cols, double p) {
    boolean[] seen = new boolean[rows * cols];
    for (int e = 0; e < seen.length; e++) {
      seen[e] = stream.nextDouble() < p;
    }
    return seen;
  }

  /** Returns the positions of the seen entries in the row-major array, ascending; a fresh array. */
  public int[] entries() {
    return entries.clone();
  }

  /** Returns the first row without a seen entry, or -1. */
  public int emptyRow() {
    return firstEmpty(true, rows);
  }

  /** Returns the first column without a seen entry, or -1. */
  public int emptyColumn() {
    return firstEmpty(false, cols);
  }

  private int firstEmpty(boolean byRow, int length) {
    boolean[] hit = new boolean[length];
    for (int e : entries) {
      hit[byRow ? e / cols : e % cols] = true;
    }
    for (int i = 0; i < length; i++) {
      if (!hit[i]) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int cols() {
    return cols;
  }

  @Override
  public int count() {
    return entries.length;
  }

  @Override
  public boolean symmetric() {
    return false;
  }

  @Override
  public void forward(double[] x, double[] values) {
    for (int i = 0; i < entries.length; i++) {
      values[i] = x[entries[i]];
    }
  }

  @Override
  public void adjoint(double[] y, double[] out) {
    Arrays.fill(out, 0, rows * cols, 0);
    for (int i = 0; i < entries.length; i++) {
      out[entries[i]] += y[i];
    }
  }

  @Override
  public double[] matrix(int i) {
    double[] out = new double[rows * cols];
    out[entries[i]] = 1;
    return out;
  }

  @Override
  public double[] leftGram() {
    double[] sum = new double[rows * rows];
    for (int e : entries) {
      sum[(e / cols) * (rows + 1)]++;
    }
    return sum;
  }

  @Override
  public double[] rightGram() {
    double[] sum = new double[cols * cols];
    for (int e : entries) {
      sum[(e % cols) * (cols + 1)]++;
    }
    return sum;
  }
}
