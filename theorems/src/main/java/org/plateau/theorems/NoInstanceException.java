package org.plateau.theorems;

/**
 * Says that re-drawing did not find an instance that satisfies the hypotheses. The instance counts
 * as discarded.
 */
public final class NoInstanceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception; {@code message} names the hypothesis and the number of attempts. */
  public NoInstanceException(String message) {
    super(message, null, false, false);
  }
}
