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
}
