package org.plateau.recovery;

/** A closed convex set of matrices, as the solvers need it. */
interface FeasibleSet {

  int rows();

  int cols();

  /** Writes the point of the set nearest to {@code y}. */
  void project(double[] y, double[] out);

  /**
   * Replaces {@code w} by the nearest matrix for which the infimum of &lt;w, X&gt; over the set is
   * finite, and returns that infimum; with the operator norm of w this bounds the least nuclear
   * norm on the set from below.
   */
  double infimum(double[] w);
}
