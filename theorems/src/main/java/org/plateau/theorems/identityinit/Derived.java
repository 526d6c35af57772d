package org.plateau.theorems.identityinit;

import org.plateau.theorems.Paper;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/** The source line that all claims of this family share. */
final class Derived {

  private Derived() {}

  /**
   * Sets paper, provenance and section of the specification of an explicit version that was derived
   * for this suite.
   */
  static Statement from(Statement statement, String section) {
    return statement
        .source(Paper.BARTLETT_ET_AL, "explicit version derived for this suite", Provenance.DERIVED)
        .spec("identity-initialization", section);
  }

  /** Sets the same for a known fact that was recalled without its proof, and checked on draws. */
  static Statement recalled(Statement statement, String section) {
    return statement
        .source(
            Paper.BARTLETT_ET_AL,
            "fact behind the power projection, recalled without its proof",
            Provenance.EMPIRICAL)
        .spec("identity-initialization", section);
  }

  /** Sets the same for a fact that was observed, not proved. */
  static Statement observed(Statement statement, String section) {
    return statement
        .source(
            Paper.BARTLETT_ET_AL,
            "observation made for this suite, without a proof",
            Provenance.EMPIRICAL)
        .spec("identity-initialization", section);
  }
}
