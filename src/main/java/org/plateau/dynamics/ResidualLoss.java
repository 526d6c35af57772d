package org.plateau.dynamics;

/** How a residual r = prediction - target counts, and its (sub-)derivative. */
public enum ResidualLoss {
  /** |r|, with derivative sign(r) and sign(0) = 0. */
  ABSOLUTE,
  /** r^2 / 2, with derivative r. */
  SQUARED;

  /** Replaces each residual by its derivative. */
  public void differentiate(double[] residuals) {
    if (this == ABSOLUTE) {
      for (int i = 0; i < residuals.length; i++) {
        residuals[i] = Math.signum(residuals[i]);
      }
    }
  }

  /** Returns the mean loss of the residuals. */
  public double mean(double[] residuals) {
    double sum = 0;
    for (double r : residuals) {
      sum += this == ABSOLUTE ? Math.abs(r) : r * r / 2;
    }
    return sum / residuals.length;
  }
}
