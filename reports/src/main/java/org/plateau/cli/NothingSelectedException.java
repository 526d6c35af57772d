package org.plateau.cli;

/** Says that a selection is valid but empty. */
final class NothingSelectedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception; {@code message} names the selection and a remedy. */
  NothingSelectedException(String message) {
    super(message, null, false, false);
  }
}
