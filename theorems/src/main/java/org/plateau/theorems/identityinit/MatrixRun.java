package org.plateau.theorems.identityinit;

import org.plateau.dynamics.SquareDescent;
import org.plateau.network.SquareLayers;

/**
 * Gradient descent on matrices, in double precision or at 50 digits, so that a claim on matrix runs
 * is written once for both.
 */
interface MatrixRun {

  /** The arithmetic in which a claim is measured. */
  @FunctionalInterface
  interface Arithmetic {
    MatrixRun start(SquareLayers layers, double[] target);
  }

  /** Makes one step. */
  void step(double eta);

  /** Returns how many steps were made. */
  int steps();

  /** Returns the loss, computed before it is rounded. */
  double loss();

  /** Returns the product of the layers, rounded. */
  double[] product();

  /** Returns the layers, rounded. */
  SquareLayers layers();

  /** Returns the gradients, rounded. */
  double[][] gradient();

  /** Double precision. */
  static MatrixRun inDouble(SquareLayers layers, double[] target) {
    SquareDescent descent = new SquareDescent(layers, target);
    return new MatrixRun() {
      @Override
      public void step(double eta) {
        descent.step(eta);
      }

      @Override
      public int steps() {
        return descent.steps();
      }

      @Override
      public double loss() {
        return descent.loss();
      }

      @Override
      public double[] product() {
        return descent.product();
      }

      @Override
      public SquareLayers layers() {
        return descent.layers();
      }

      @Override
      public double[][] gradient() {
        return descent.gradient();
      }
    };
  }

  /** Fifty decimal digits. */
  static MatrixRun inFiftyDigits(SquareLayers layers, double[] target) {
    return new PreciseDescent(layers, target, 50);
  }
}
