package org.plateau.theorems;

import java.util.List;
import org.plateau.sampling.RandomStream;

/**
 * A figure, of a paper or of our own, redrawn from our own runs. It computes data; reports draw
 * them. Found by {@link Catalogue} like claims.
 */
public interface Figure {

  /** Returns the id, {@code family/word}, as in {@code sharpness/figure-1}. */
  String id();

  /** Returns the paper on whose page the figure stands. */
  Paper paper();

  /** Returns one line in words. */
  String title();

  /** Returns what is shown, with which parameters, and what to look for. */
  String caption();

  /** Tells from which effort on the figure is worth its time. */
  default Effort from() {
    return Effort.QUICK;
  }

  /** Computes the panels. A pure function of effort and stream. */
  List<Chart> draw(Effort effort, RandomStream stream);
}
