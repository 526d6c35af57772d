package org.plateau.theorems;

/** Says that an edited choice does not fit: unknown, malformed, or outside its range. */
public final class InvalidChoiceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception; {@code message} names the choice, the value and the rule. */
  public InvalidChoiceException(String message) {
    super(message, null, false, false);
  }
}
