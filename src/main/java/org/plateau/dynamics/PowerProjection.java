package org.plateau.dynamics;

import org.plateau.matrix.MarginCone;
import org.plateau.network.SquareLayers;

/**
 * The power projection algorithm: a gradient step on square layers, the Frobenius projection of
 * their product on {A : uᵀAu >= γ}, and the balanced factorization of the result by its polar
 * factors.
 *
 * <p>Source: a reconstruction from the abstract of P. Bartlett, D. Helmbold, P. Long 2018; details
 * derived; spec: identity-initialization, section 7.
 */
public final class PowerProjection {

  private static final double FAR = 1e20;

  private final SquareDescent descent;
  private final MarginCone cone;
  private final int dimension;
  private final int depth;
  private int active;

  /**
   * Starts at the identity.
   *
   * @param target Φ, of shape d x d, row-major
   * @param gamma the margin that every product keeps, in (0, 1]
   * @throws IllegalArgumentException if gamma is outside (0, 1], so that the identity is not
   *     feasible, or the shape is wrong
   */
  public PowerProjection(double[] target, int dimension, int depth, double gamma) {
    if (!(gamma > 0 && gamma <= 1)) {
      throw new IllegalArgumentException(
          "gamma must lie in (0, 1], so that the identity is feasible and roots exist, got "
              + gamma);
    }
    this.descent = new SquareDescent(SquareLayers.identity(dimension, depth), target);
    this.cone = new MarginCone(gamma);
    this.dimension = dimension;
    this.depth = depth;
  }

  /** Makes one step of size {@code eta}; none once the run has {@link #diverged}. */
  public void step(double eta) {
    if (diverged()) {
      return;
    }
    descent.step(eta);
    if (diverged()) {
      return;
    }
    double[] product = descent.product();
    if (MarginCone.margin(product, dimension) < cone.floor()) {
      active++;
      product = cone.project(product, dimension);
    }
    descent.replace(SquareLayers.balanced(product, dimension, depth));
  }

  /**
   * Steps until the loss is at most {@code goal}, the run has diverged, or {@code budget} more
   * steps were made.
   */
  public Ending run(double eta, int budget, double goal) {
    for (int i = 0; i < budget && !diverged() && loss() > goal; i++) {
      step(eta);
    }
    if (diverged()) {
      return Ending.DIVERGED;
    }
    return loss() <= goal ? Ending.CONVERGED : Ending.BUDGET_SPENT;
  }

  /**
   * Tells whether a gradient step threw the product so far out, to a loss beyond 1e20 γ², that its
   * polar factors could no longer be found.
   */
  public boolean diverged() {
    return !(descent.loss() <= FAR * cone.floor() * cone.floor());
  }

  /** Returns the loss ½‖P - Φ‖_F² of the current layers. */
  public double loss() {
    return descent.loss();
  }

  /** Returns the current layers. */
  public SquareLayers layers() {
    return descent.layers();
  }

  /** Returns the current product P, a new array of shape d x d. */
  public double[] product() {
    return descent.product();
  }

  /** Returns how many steps were made. */
  public int steps() {
    return descent.steps();
  }

  /** Returns in how many steps the projection moved the product. */
  public int activeProjections() {
    return active;
  }
}
