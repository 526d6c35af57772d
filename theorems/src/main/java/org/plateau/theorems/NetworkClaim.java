package org.plateau.theorems;

import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * A claim that speaks of one network and its data, and so can be put to a network that somebody
 * trained.
 *
 * @param <I> the claim's instance
 */
public interface NetworkClaim<I> extends Claim<I> {

  /**
   * Makes an instance of the given network and data. Nothing is assumed: {@link #examine} measures
   * every hypothesis of the claim, and a hypothesis that fails makes the claim silent about this
   * network.
   *
   * @throws IllegalArgumentException if the claim does not speak of networks of this shape; the
   *     message names the rule
   */
  I instance(DeepLinearNetwork network, LeastSquaresData data);
}
