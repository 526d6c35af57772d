package org.plateau.landscape;

/**
 * A computed number with a bound on its error: the true number lies in [value - error, value +
 * error].
 *
 * @param value the computed number
 * @param error bound on |true - value|, not negative
 */
public record Enclosure(double value, double error) {

  /** Rejects negative and undefined error bounds. */
  public Enclosure {
    if (!(error >= 0)) {
      throw new IllegalArgumentException("error: a bound is not negative, but got " + error);
    }
  }

  /** value - error. */
  public double lower() {
    return value - error;
  }

  /** value + error. */
  public double upper() {
    return value + error;
  }

  /** Whether x lies within the bound. */
  public boolean contains(double x) {
    return lower() <= x && x <= upper();
  }
}
