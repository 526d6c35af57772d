package org.plateau.theorems;

/** How a check compares its value with its bound. */
public enum Relation {
  /** value &gt;= bound. */
  AT_LEAST("≥"),
  /** value &lt;= bound. */
  AT_MOST("≤"),
  /** value = bound. */
  EQUAL("=");

  private final String symbol;

  Relation(String symbol) {
    this.symbol = symbol;
  }

  /** Returns the mathematical sign. */
  public String symbol() {
    return symbol;
  }

  /**
   * Returns how far the value is on the good side of the bound; for equality, minus the distance.
   */
  public double slack(double value, double bound) {
    return switch (this) {
      case AT_LEAST -> value - bound;
      case AT_MOST -> bound - value;
      case EQUAL -> -Math.abs(value - bound);
    };
  }
}
