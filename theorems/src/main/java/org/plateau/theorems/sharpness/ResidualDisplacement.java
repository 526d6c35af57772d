package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.Ending;
import org.plateau.dynamics.FlowEnd;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomMatrices;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Along gradient flow from the residual initialization each layer moves by about 1 / L. Spec:
 * sharpness-and-depth, I4.
 */
final class ResidualDisplacement implements Claim<ResidualStart> {

  private static final int[] DEPTHS = {4, 8, 16, 32};
  private static final int EACH = 14;
  private static final int WIDTH = 4;
  private static final int SAMPLES = 40;
  private static final double SCALE = 0.25;
  private static final double DISTANCE = 0.5;

  @Override
  public Statement statement() {
    return Statement.trend("sharpness/residual-displacement", -1.2, -0.8)
        .title("From the residual initialization each layer moves by about one over the depth")
        .tex("W_k(\\infty) = W_k(0) + \\Theta_k / L, \\quad \\|\\Theta_k\\|_F \\le C(s)")
        .source(MARION_CHIZAT, "theorem on residual initialization", EMPIRICAL)
        .constant("-1 \\pm 0.2", "slope of ln displacement on ln L", EMPIRICAL)
        .hypothesis("p of the size of the layers, and w* at a distance that does not depend on L")
        .spec("sharpness-and-depth", "I4")
        .growsWith("L")
        .replicates(DEPTHS.length * EACH)
        .cost(Cost.MEDIUM);
  }

  @Override
  public ResidualStart draw(Draws draws) {
    int depth = draws.grid("L", DEPTHS);
    return draw(draws, depth, 1);
  }

  /** w* := w(0) + delta with |delta| = 1/2, so that only the depth varies. */
  private static ResidualStart draw(Draws draws, int depth, double outputNorm) {
    double[] p = RandomMatrices.unitVector(draws.stream("p"), WIDTH);
    for (int i = 0; i < WIDTH; i++) {
      p[i] *= outputNorm;
    }
    double deviation = ResidualStart.deviation(SCALE, depth, WIDTH);
    DeepLinearNetwork network = ResidualStart.network(draws.stream("W"), depth, p, deviation);
    double[] target = network.endToEnd();
    double[] delta = RandomMatrices.unitVector(draws.stream("delta"), WIDTH);
    Kernels.axpy(DISTANCE, delta, 0, target, 0, WIDTH);
    double[] x = draws.gaussian("X", SAMPLES, WIDTH);
    double[] y = new double[SAMPLES];
    Kernels.multiply(x, target, y, SAMPLES, WIDTH);
    return new ResidualStart(network, LeastSquaresData.of(x, y, SAMPLES, WIDTH));
  }

  @Override
  public Evidence examine(ResidualStart start) {
    FlowEnd end = start.flow();
    double[] first = start.network().parameters();
    double most = 0;
    int size = WIDTH * WIDTH;
    for (int k = 0; k < start.depth(); k++) {
      double sum = 0;
      for (int i = k * size; i < (k + 1) * size; i++) {
        double change = end.weights()[i] - first[i];
        sum = Math.fma(change, change, sum);
      }
      most = Math.max(most, Math.sqrt(sum));
    }
    return Evidence.point(FastMath.log(start.depth()), FastMath.log(most))
        .requires("the flow converged", end.ending() == Ending.CONVERGED ? 1 : -1)
        .fact("L max_k |W_k(end) - W_k(0)|_F", start.depth() * most)
        .fact("L", start.depth());
  }

  @Override
  public List<Probe<ResidualStart>> probes() {
    return List.of(
        Probe.<ResidualStart>dropping(
                "p of the size of the layers: |p| = 2^-L",
                draws -> {
                  int depth = draws.grid("L", DEPTHS);
                  return draw(draws, depth, FastMath.pow(2, -depth));
                })
            .tries(DEPTHS.length * EACH));
  }
}
