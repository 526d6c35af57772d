package org.plateau.theorems.identityinit;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.SquareDescent;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/** How far the layers end from the identity, against the number of layers. */
final class LayerDistanceFigure implements Figure {

  private static final int[] DEPTHS = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64};
  private static final int DIMENSION = 4;

  @Override
  public String id() {
    return "identityinit/layer-distance";
  }

  @Override
  public Paper paper() {
    return Paper.BARTLETT_ET_AL;
  }

  @Override
  public String title() {
    return "Distance of the layers from the identity: O(1/L)";
  }

  @Override
  public String caption() {
    return "Largest distance of a layer from the identity, d = 4. Left, in the Frobenius norm, after learning a target at distance 1/(6e)"
        + " and a positive definite one; dashed, the bound 1/(3L) of the near-identity theorem. Right, in the operator norm, for the"
        + " balanced factorization of a matrix with margin 0.3 and a twist of 3; dashed, its bound by the polar angle and the singular"
        + " values.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    double[] near =
        NearIdentityRate.target(stream.sub("near"), DIMENSION, 1 / (6 * FastMath.E), false);
    double[] definite =
        RandomMatrices.symmetric(stream.sub("definite"), new double[] {0.4, 0.7, 1.3, 2});
    double[] twisted = MarginMatrix.matrix(stream.sub("twisted"), DIMENSION, 0.3, 3);
    double[] depths = new double[DEPTHS.length];
    double[][] y = new double[5][DEPTHS.length];
    for (int k = 0; k < DEPTHS.length; k++) {
      int depth = DEPTHS[k];
      depths[k] = depth;
      y[0][k] = learned(near, depth, 1.0 / (3 * depth));
      y[1][k] = 1.0 / (3 * depth);
      y[2][k] = learned(definite, depth, Spectrum.safeStep(2, depth));
      SquareLayers balanced = SquareLayers.balanced(twisted, DIMENSION, depth);
      y[3][k] = new Network(balanced, twisted).operatorDistance();
      y[4][k] = BalancedLayersNearIdentity.bound(twisted, DIMENSION, depth, 1);
    }
    Chart.Axis x = Chart.Axis.log("number of layers L");
    return List.of(
        Chart.of(
            "after gradient descent",
            x,
            Chart.Axis.log("largest ‖Θ - I‖_F"),
            List.of(
                new Chart.Series("near-identity target", Chart.Style.LINE, depths, y[0]),
                new Chart.Series("bound 1/(3L), near identity", Chart.Style.BOUND, depths, y[1]),
                new Chart.Series("positive definite target", Chart.Style.LINE, depths, y[2]))),
        Chart.of(
            "balanced factorization",
            x,
            Chart.Axis.log("largest ‖Θ - I‖₂"),
            List.of(
                new Chart.Series("layers", Chart.Style.LINE, depths, y[3]),
                new Chart.Series("bound", Chart.Style.BOUND, depths, y[4]))));
  }

  private static double learned(double[] target, int depth, double eta) {
    SquareDescent descent = new SquareDescent(SquareLayers.identity(DIMENSION, depth), target);
    descent.run(eta, 2000, 1e-12);
    return descent.layers().distanceFromIdentity();
  }
}
