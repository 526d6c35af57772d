package org.plateau.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.LayerAlignment;
import org.plateau.dynamics.LayerBalance;
import org.plateau.landscape.HessianTrace;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.MinimalTrace;
import org.plateau.landscape.Sharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Hypothesis;
import org.plateau.verify.HypothesisRecord;

/**
 * What {@code measure} says about one network and its data. Spec: sharpness-and-depth. The loss is
 * R = |y - X w|^2 / n, the Hessian that of R with respect to all entries of all layers.
 *
 * @param file the file that was read
 * @param depth L
 * @param widths d_0 .. d_L
 * @param samples n
 * @param fixedOutput whether the network has a fixed output vector p
 * @param loss R(W)
 * @param minimalLoss min R
 * @param lossGap R(W) - min R, without cancellation
 * @param isMinimizer whether the gap is at most 1e-12 of the explained signal beta
 * @param sharpness the most positive eigenvalue of the Hessian
 * @param sharpnessError bound on its error by a residual
 * @param sharpnessMethod TANGENT_KERNEL (the d x d form at a minimizer), REDUCED_HESSIAN or LANCZOS
 * @param hessianTrace trace of the Hessian
 * @param minimalSharpness least sharpness over all minimizers of this depth (C3)
 * @param lowerBound 2 L a |w*|^(2-2/L) |p|^(2/L), below every minimizer's sharpness (C1)
 * @param upperBound upper bound on minimalSharpness (C2)
 * @param certificateBound lower bound on this network's sharpness when it is a minimizer (C4)
 * @param minimalTrace least Hessian trace over all minimizers of this depth (C9)
 * @param learningRateLimit 2 / sharpness: gradient descent with a larger step leaves this point
 * @param imbalance kappa, the sum over k of |W_(k+1)^T W_(k+1) - W_k W_k^T|_2
 * @param rankDeficit |W_k|_F^2 - |W_k|_2^2, one entry a layer
 * @param alignment squared cosine between the top singular vectors of neighboring layers, L - 1
 *     entries
 * @param hypotheses which hypotheses of the paper hold, with margins
 * @param notes how the file was read
 */
record Measurement(
    String file,
    int depth,
    List<Integer> widths,
    int samples,
    boolean fixedOutput,
    double loss,
    double minimalLoss,
    double lossGap,
    boolean isMinimizer,
    double sharpness,
    double sharpnessError,
    Sharpness.Method sharpnessMethod,
    double hessianTrace,
    double minimalSharpness,
    double lowerBound,
    double upperBound,
    double certificateBound,
    double minimalTrace,
    double learningRateLimit,
    double imbalance,
    double[] rankDeficit,
    double[] alignment,
    List<HypothesisRecord> hypotheses,
    List<String> notes) {

  /** The loss gap, in units of the explained signal, up to which a network counts as minimizer. */
  private static final double MINIMIZER_GAP = 1e-12;

  static Measurement of(UserNetwork user) {
    DeepLinearNetwork network = user.network();
    LeastSquaresData data = user.data();
    Sharpness sharpness = Sharpness.of(network, data);
    MinimalSharpness least = MinimalSharpness.of(network, data);
    double kappa = LayerBalance.of(network.widths(), network.parameters()).kappa();
    LayerAlignment alignment = LayerAlignment.of(network);
    List<String> notes = new ArrayList<>(user.notes());
    if (!sharpness.converged()) {
      notes.add("the sharpness did not converge: it is a lower bound of the true one");
    }
    return new Measurement(
        user.path(),
        network.depth(),
        Arrays.stream(network.widths()).boxed().toList(),
        data.samples(),
        network.hasFixedOutput(),
        network.loss(data),
        data.minimalLoss(),
        network.lossGap(data),
        network.isMinimizer(data),
        sharpness.value(),
        sharpness.enclosure().error(),
        sharpness.method(),
        HessianTrace.of(network, data),
        least.value(),
        least.lowerBound(),
        least.upperBound(),
        Sharpness.certificate(network, data),
        MinimalTrace.of(data, network.depth(), network.outputNorm()),
        2 / sharpness.value(),
        kappa,
        alignment.deficits(),
        alignment.alignments(),
        hypotheses(network, data, kappa),
        List.copyOf(notes));
  }

  private static List<HypothesisRecord> hypotheses(
      DeepLinearNetwork network, LeastSquaresData data, double kappa) {
    int depth = network.depth();
    double[] zero = new double[data.dimension()];
    List<Hypothesis> measured = new ArrayList<>();
    measured.add(
        new Hypothesis(
            "minimizer: loss gap at most 1e-12 of the explained signal",
            MINIMIZER_GAP - network.lossGap(data) / data.beta()));
    measured.add(
        new Hypothesis(
            "X has full column rank: lambda / Lambda above rounding",
            data.smallest() / data.largest() - data.dimension() * 0x1p-52));
    measured.add(new Hypothesis("depth at least 2", depth - 2));
    measured.add(
        new Hypothesis(
            "below the loss of the zero network: (R(0) - R(W)) / R(0)",
            1 - network.loss(data) / data.loss(zero)));
    if (depth >= 2 && !network.hasFixedOutput()) {
      measured.add(
          new Hypothesis(
              "nearly balanced: kappa at most ln 2 |w*|^(2/L) / (L - 1)",
              FastMath.log(2) * FastMath.pow(data.solutionNorm(), 2.0 / depth) / (depth - 1)
                  - kappa));
    }
    return measured.stream().map(HypothesisRecord::of).toList();
  }
}
