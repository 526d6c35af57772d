package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.Sharpness;
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
 * Next to the residual initialization there are minimizers within a constant of the least
 * sharpness, whatever the depth: the ratio, after the least correction of the first layer, hardly
 * drifts with L. Spec: sharpness-and-depth, I5, in its form without training.
 */
final class ResidualSharpnessRatio implements Claim<Minimizer> {

  private static final int[] DEPTHS = {4, 8, 16, 32, 64};
  private static final int EACH = 60;
  private static final int WIDTH = 4;
  private static final double LEAST_G1 = 1e-12;

  @Override
  public Statement statement() {
    return Statement.trend("sharpness/residual-sharpness-ratio", Double.NEGATIVE_INFINITY, 0.25)
        .title(
            "Next to the residual initialization the sharpness is within a constant of the least")
        .tex(
            "S / S_{\\min} \\le C(s) \\Lambda / \\lambda: \\quad d \\ln (S / S_{\\min}) / d \\ln L < 0.25")
        .source(MARION_CHIZAT, "theorem on residual initialization", EMPIRICAL)
        .constant("0.25", "above which drift with depth would matter; observed 0.10", EMPIRICAL)
        .hypothesis("layers I + s N / sqrt(L d)")
        .spec("sharpness-and-depth", "I5")
        .growsWith("L")
        .replicates(DEPTHS.length * EACH)
        .cost(Cost.LIGHT);
  }

  @Override
  public Minimizer draw(Draws draws) {
    int depth = draws.grid("L", DEPTHS);
    return draw(draws, depth, ResidualStart.deviation(1, depth, WIDTH));
  }

  private static Minimizer draw(Draws draws, int depth, double deviation) {
    LeastSquaresData data = PaperSetting.draw(draws.stream("data"), 10 * WIDTH, WIDTH);
    double[] p = RandomMatrices.unitVector(draws.stream("p"), WIDTH);
    DeepLinearNetwork network = ResidualStart.network(draws.stream("W"), depth, p, deviation);
    return draws.until(
        "g_1 != 0",
        1,
        again ->
            Kernels.norm(network.backward()[1]) < LEAST_G1
                ? Optional.empty()
                : Optional.of(new Minimizer(network.movedTo(data.solution()), data)));
  }

  @Override
  public Evidence examine(Minimizer m) {
    double sharpness = Sharpness.atMinimizer(m.network(), m.data()).value();
    double ratio = sharpness / MinimalSharpness.of(m.network(), m.data()).value();
    return Evidence.point(FastMath.log(m.depth()), FastMath.log(ratio))
        .fact("S / S_min", ratio)
        .fact("L", m.depth());
  }

  @Override
  public List<Probe<Minimizer>> probes() {
    return List.of(
        Probe.<Minimizer>dropping(
                "layers I + N / sqrt(d), not scaled by the depth",
                draws -> draw(draws, draws.grid("L", DEPTHS), 1 / Math.sqrt(WIDTH)))
            .tries(DEPTHS.length * EACH));
  }
}
