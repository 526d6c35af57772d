package org.plateau.theorems.sharpness;

import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.NetworkClaim;

/** A claim on minimizers of any shape: a trained network is judged at the minimizer next to it. */
interface MinimizerClaim extends NetworkClaim<Minimizer> {

  @Override
  default Minimizer instance(DeepLinearNetwork network, LeastSquaresData data) {
    return Minimizer.nextTo(network, data);
  }
}
