package org.plateau.verify;

/** Says that an instance's id was made by another version of the generator. */
public final class StaleInstanceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception; {@code message} names the id and the remedy. */
  public StaleInstanceException(String message) {
    super(message);
  }
}
