package org.plateau.verify;

/** A probe broke, as it must. */
final class Bite extends AssertionError {

  private static final long serialVersionUID = 1L;

  /** Creates the bite of the instance with the given id. */
  Bite(String witness) {
    super(witness);
  }
}
