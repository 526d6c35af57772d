package org.plateau.theorems.sharpness;

import java.util.Optional;
import java.util.function.Function;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.RankOneMinimizer;
import org.plateau.landscape.Sharpness;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;

/**
 * A network at a minimizer of the loss on its data. Two families: "random" layers, typically far
 * sharper than the flattest minimizer, and "near-flat" ones close to it, which alone test the
 * constant of a bound; both also with a fixed output vector p.
 */
record Minimizer(DeepLinearNetwork network, LeastSquaresData data) {

  static final String NEAR_FLAT = "near-flat";
  static final String RANDOM = "random";
  static final String NEAR_FLAT_WITH_P = "near-flat with p";
  static final String RANDOM_WITH_P = "random with p";

  /** The hypothesis that {@link #leastNormMargin} measures. */
  static final String LEAST_NORM = "|w - w*| / |w*| at most 1e-9";

  private static final double[] PLAIN = {1};
  private static final Numbered WIDTHS = new Numbered("width ");
  private static final Numbered LAYERS = new Numbered("W");
  private static final int WIDEST = 8;
  private static final double LEAST_G1 = 1e-3;
  private static final int ATTEMPTS = 200;

  /** Generator G of the spec: d and hidden widths in 1 .. 8, L in 2 .. 24. */
  static Minimizer draw(Draws draws) {
    String family = draws.family(NEAR_FLAT, RANDOM, NEAR_FLAT_WITH_P, RANDOM_WITH_P);
    LeastSquaresData data = Regression.overdetermined(draws);
    return draw(draws, family, data, draws.integer("L", 2, 24), WIDEST);
  }

  /** Small shapes, for claims that need the whole Hessian. */
  static Minimizer drawSmall(Draws draws) {
    String family = draws.family(NEAR_FLAT, RANDOM, NEAR_FLAT_WITH_P, RANDOM_WITH_P);
    LeastSquaresData data = Regression.overdetermined(draws, 1, 4);
    return draw(draws, family, data, draws.integer("L", 1, 5), 4);
  }

  /**
   * As {@link #draw}, with n below d, so that Sigma is singular; the end-to-end vector is w* plus a
   * Gaussian vector in the kernel of X, of the size of w*.
   */
  static Minimizer drawSingular(Draws draws) {
    String family = draws.family(NEAR_FLAT, RANDOM, NEAR_FLAT_WITH_P, RANDOM_WITH_P);
    LeastSquaresData data = Regression.singular(draws);
    int depth = draws.integer("L", 2, 12);
    double[] target = Regression.withKernelPart(draws, data);
    return draw(draws, family, data, target, depth, WIDEST);
  }

  /** As {@link #draw}, with w* an eigenvector of Sigma in one of eight draws. */
  static Minimizer drawDefinite(Draws draws) {
    String family = draws.family(NEAR_FLAT, RANDOM, NEAR_FLAT_WITH_P, RANDOM_WITH_P);
    LeastSquaresData data = Regression.definite(draws);
    return draw(draws, family, data, draws.integer("L", 2, 24), WIDEST);
  }

  /** As {@link #draw}, on data of any kind, with a kernel part in w where there is a kernel. */
  static Minimizer drawAnyData(Draws draws) {
    return drawAnyData(draws, 2, 24, WIDEST);
  }

  /** {@link #drawAnyData} for claims that need the whole Hessian: L in 1 .. 5, widths to 4. */
  static Minimizer drawSmallAnyData(Draws draws) {
    return drawAnyData(draws, 1, 5, 4);
  }

  private static Minimizer drawAnyData(Draws draws, int shallowest, int deepest, int widest) {
    String family = draws.family(NEAR_FLAT, RANDOM, NEAR_FLAT_WITH_P, RANDOM_WITH_P);
    LeastSquaresData data = Regression.any(draws);
    boolean full = data.rank() == data.dimension();
    double[] target = full ? data.solution() : Regression.withKernelPart(draws, data);
    return draw(draws, family, data, target, draws.integer("L", shallowest, deepest), widest);
  }

  /** No minimizer: the network and the data of a claim on derivatives. */
  static Minimizer drawAnywhere(Draws draws) {
    AnyPoint point = AnyPoint.draw(draws);
    return new Minimizer(point.network(), point.data());
  }

  /** A minimizer of the given family on the given data. */
  static Minimizer draw(Draws draws, String family, LeastSquaresData data, int depth, int widest) {
    return draw(draws, family, data, data.solution(), depth, widest);
  }

  /** A minimizer of the given family with the given end-to-end vector. */
  static Minimizer draw(
      Draws draws, String family, LeastSquaresData data, double[] target, int depth, int widest) {
    boolean withP = family.equals(NEAR_FLAT_WITH_P) || family.equals(RANDOM_WITH_P);
    boolean flat = family.equals(NEAR_FLAT) || family.equals(NEAR_FLAT_WITH_P);
    return draws.until(
        "|g_1| >= 1e-3",
        ATTEMPTS,
        again -> {
          int[] widths = widths(again, data.dimension(), depth, withP, widest);
          double[] p = withP ? output(again, widths[depth]) : PLAIN;
          DeepLinearNetwork start =
              flat ? flattened(again, data, widths, p) : random(again, widths, p);
          return fitted(start, data, target);
        });
  }

  /** A network of small random weights: no minimizer. */
  static Minimizer drawSmallWeights(Draws draws) {
    LeastSquaresData data = Regression.overdetermined(draws);
    int depth = draws.integer("L", 2, 24);
    int[] widths = widths(draws, data.dimension(), depth, false, WIDEST);
    double[] parameters = draws.gaussian("W", DeepLinearNetwork.parameterCount(widths));
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= 0.2;
    }
    return new Minimizer(DeepLinearNetwork.plain(widths, parameters), data);
  }

  /** The network W = 0 of depth at least 3: a critical point with zero Hessian. */
  static Minimizer drawOrigin(Draws draws) {
    LeastSquaresData data = Regression.overdetermined(draws);
    int depth = draws.integer("L", 3, 24);
    int[] widths = widths(draws, data.dimension(), depth, false, WIDEST);
    double[] zero = new double[DeepLinearNetwork.parameterCount(widths)];
    return new Minimizer(DeepLinearNetwork.plain(widths, zero), data);
  }

  /**
   * The instance made of a trained network. A minimizer up to its rounding or its last training
   * steps, gap at most 1e-12 beta, is moved onto the exact minimizer next to it by the least change
   * of the first layer, since the claims speak of those; the move is of relative size 1e-6 at most
   * in the norm of Sigma. Any other network stays as it is, and fails the hypothesis.
   */
  static Minimizer nextTo(DeepLinearNetwork network, LeastSquaresData data) {
    if (!network.isMinimizer(data)) {
      return new Minimizer(network, data);
    }
    return new Minimizer(network.movedTo(data.nearestSolution(network.endToEnd())), data);
  }

  /** Depth L. */
  int depth() {
    return network.depth();
  }

  /** pi = |p|. */
  double outputNorm() {
    return network.outputNorm();
  }

  /** pi^{2/L}, the factor by which a fixed output vector changes the least sharpness. */
  double outputFactor() {
    return MinimalSharpness.outputFactor(outputNorm(), depth());
  }

  /** S(W) with its error bound, at whatever point this is. */
  Sharpness sharpness() {
    return Sharpness.of(network, data);
  }

  /** The bounds and the exact value of the least sharpness for this depth, p and data. */
  MinimalSharpness minimal() {
    return MinimalSharpness.of(network, data);
  }

  /** The least sharpness as a ball: found in double precision, with its error bound. */
  Precise preciseLeast() {
    return preciseLeast(minimal());
  }

  static Precise preciseLeast(MinimalSharpness minimal) {
    return Precise.of(minimal.value()).widen(minimal.enclosure().error());
  }

  /** How far the part of w in the kernel of X is below 1e-9 of w*; its square is what matters. */
  double leastNormMargin() {
    double[] difference = network.endToEnd();
    data.deviation(difference, difference);
    return 1e-9 - Kernels.norm(difference) / data.solutionNorm();
  }

  /** Adds the measured hypothesis that the point is a minimizer: gap at most 1e-12 beta. */
  Evidence requiredIn(Evidence evidence) {
    double relativeGap = network.lossGap(data) / data.beta();
    return evidence
        .requires("minimizer: (R - min R) / beta at most 1e-12", 1e-12 - relativeGap)
        .fact("L", depth());
  }

  /**
   * What the given checks say of the exact minimizer next to this one, at 50 digits; empty where
   * there is none.
   */
  Optional<Evidence> precisely(Function<PreciseMinimizer, Evidence> checks) {
    return PreciseMinimizer.of(this).map(exact -> requiredIn(checks.apply(exact)));
  }

  static int[] widths(Draws draws, int d, int depth, boolean withP, int widest) {
    int[] widths = new int[depth + 1];
    widths[0] = d;
    for (int k = 1; k < depth; k++) {
      widths[k] = draws.integer(WIDTHS.of(k), 1, widest);
    }
    widths[depth] = withP ? draws.integer("width of p", 1, widest) : 1;
    return widths;
  }

  /** p of random direction, with log |p| normal of deviation 0.5. */
  static double[] output(Draws draws, int length) {
    return output(draws, length, FastMath.exp(draws.normal("log |p|", 0, 0.5)));
  }

  static double[] output(Draws draws, int length, double norm) {
    double[] p = draws.gaussian("p", length);
    double factor = norm / Kernels.norm(p);
    for (int i = 0; i < length; i++) {
      p[i] *= factor;
    }
    return p;
  }

  /** The network around these arrays, which nobody may change any more. */
  static DeepLinearNetwork network(int[] widths, double[] parameters, double[] p) {
    return DeepLinearNetwork.wrapping(widths, parameters, p);
  }

  /** Layers of standard deviation scale / sqrt(max(rows, columns)), ln scale in [-0.5, 0.7). */
  static DeepLinearNetwork random(Draws draws, int[] widths, double[] p) {
    double scale = FastMath.exp(draws.uniform("log layer scale", -0.5, 0.7));
    double[] parameters = new double[DeepLinearNetwork.parameterCount(widths)];
    addNoise(draws, widths, scale, parameters);
    return network(widths, parameters, p);
  }

  /** The flattest minimizer of all, with Gaussian noise of size 10^U(-6, -0.5) on each layer. */
  static DeepLinearNetwork flattened(Draws draws, LeastSquaresData data, int[] widths, double[] p) {
    double noise = FastMath.pow(10, draws.uniform("log10 noise", -6, -0.5));
    return flattened(draws, data, widths, p, noise);
  }

  static DeepLinearNetwork flattened(
      Draws draws, LeastSquaresData data, int[] widths, double[] p, double noise) {
    int depth = widths.length - 1;
    double r = MinimalSharpness.of(data, depth, Kernels.norm(p)).firstNorm();
    RandomStream units = draws.stream("units");
    double[] parameters = RankOneMinimizer.parameters(data, widths, p, r, units);
    addNoise(draws, widths, noise, parameters);
    return network(widths, parameters, p);
  }

  /** Adds layers of standard deviation size / sqrt(max(rows, columns)). */
  private static void addNoise(Draws draws, int[] widths, double size, double[] parameters) {
    int at = 0;
    for (int k = 1; k < widths.length; k++) {
      int count = widths[k] * widths[k - 1];
      double deviation = size / Math.sqrt(Math.max(widths[k], widths[k - 1]));
      draws.stream(LAYERS.of(k)).addGaussian(deviation, parameters, at, count);
      at += count;
    }
  }

  /** Corrects the first layer so that w = w*; empty when |g_1| is too small for that. */
  static Optional<Minimizer> fitted(DeepLinearNetwork start, LeastSquaresData data) {
    return fitted(start, data, data.solution());
  }

  /** Corrects the first layer so that w is the target; empty when |g_1| is too small for that. */
  static Optional<Minimizer> fitted(
      DeepLinearNetwork start, LeastSquaresData data, double[] target) {
    if (start.firstNorm() < LEAST_G1) {
      return Optional.empty();
    }
    return Optional.of(new Minimizer(start.movedTo(target), data));
  }
}
