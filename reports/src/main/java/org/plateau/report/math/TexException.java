package org.plateau.report.math;

/** TeX that the converter cannot read: what is wrong, and where. */
public final class TexException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TexException(String problem, String tex, int position) {
    super(problem + " at position " + position + " of '" + tex + "'");
  }
}
