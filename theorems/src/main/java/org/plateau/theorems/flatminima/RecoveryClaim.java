package org.plateau.theorems.flatminima;

import org.plateau.theorems.Claim;
import org.plateau.theorems.Evidence;

/**
 * A claim that every flat solution is the ground truth: of each instance it asks for the
 * certificate and for the solver's agreement.
 */
interface RecoveryClaim extends Claim<Sensing> {

  @Override
  default Evidence examine(Sensing sensing) {
    return sensing.recovery();
  }
}
