package org.plateau.theorems;

/**
 * How expensive one instance of a claim is; decides how many tries an effort buys. The counts are
 * those at which zero violations rule out a round failure rate at confidence 1 - 1e-9: 405 for 5 %,
 * 2,062 for 1 %, 20,713 for 0.1 %.
 */
public enum Cost {
  /** Up to 50 microseconds. */
  TINY(405, 20_713, 200_000),
  /** Up to a millisecond. */
  LIGHT(405, 2_062, 20_713),
  /** Up to 20 milliseconds. */
  MEDIUM(90, 405, 2_062),
  /** Up to 200 milliseconds. */
  HEAVY(20, 90, 405),
  /** More. */
  HUGE(4, 20, 90);

  private final int quick;
  private final int standard;
  private final int deep;

  Cost(int quick, int standard, int deep) {
    this.quick = quick;
    this.standard = standard;
    this.deep = deep;
  }

  /** Returns the number of instances that a claim of this cost gets. */
  public int tries(Effort effort) {
    return switch (effort) {
      case QUICK -> quick;
      case STANDARD -> standard;
      case DEEP -> deep;
    };
  }
}
