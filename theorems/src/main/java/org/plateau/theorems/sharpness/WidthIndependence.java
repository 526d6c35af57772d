package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.plateau.landscape.Enclosure;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.Sharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The least sharpness does not depend on the hidden widths: minimizers that attain it with widths
 * 1, 2, 7 and mixed are equally sharp. Spec: sharpness-and-depth, C7.
 */
final class WidthIndependence implements NetworkClaim<DepthSetting> {

  private static final double TOLERANCE = 1e-12;
  private static final int[][] PATTERNS = {{1}, {2}, {7}, {3, 1, 5, 2}};

  @Override
  public Statement statement() {
    return Statement.identity("sharpness/width-independence")
        .title("The least sharpness is the same for all hidden widths")
        .tex("S_{\\min}(d, d_1, \\dots, d_{L-1}, 1) = S_{\\min}(d, 1, \\dots, 1, 1)")
        .source(MARION_CHIZAT, "abstract: independent of the width", PAPER)
        .constant("1", "all hidden widths at least 1 suffice", DERIVED)
        .hypothesis("minimizer of least sharpness")
        .spec("sharpness-and-depth", "C7");
  }

  @Override
  public DepthSetting draw(Draws draws) {
    return DepthSetting.draw(draws);
  }

  @Override
  public DepthSetting instance(DeepLinearNetwork network, LeastSquaresData data) {
    return new DepthSetting(data, network.depth(), network.outputNorm());
  }

  @Override
  public Evidence examine(DepthSetting s) {
    MinimalSharpness minimal = s.minimal();
    return evidence(s, widths -> minimal.witness(widths, output(s, widths)));
  }

  private static Evidence evidence(DepthSetting s, Function<int[], DeepLinearNetwork> network) {
    List<Check> checks = new ArrayList<>();
    double reference = 0;
    double referenceError = 0;
    for (int[] pattern : PATTERNS) {
      int[] widths = widths(s, pattern);
      Enclosure sharpness = Sharpness.of(network.apply(widths), s.data()).enclosure();
      if (reference == 0) {
        reference = sharpness.value();
        referenceError = sharpness.error();
      } else {
        checks.add(
            Check.equal(what(pattern), sharpness.value(), reference)
                .scale(reference)
                .relative(TOLERANCE)
                .error(sharpness.error() + referenceError));
      }
    }
    return Evidence.of(checks).fact("L", s.depth());
  }

  @Override
  public Optional<Evidence> examinePrecisely(DepthSetting s) {
    MinimalSharpness minimal = s.minimal();
    List<Check> checks = new ArrayList<>();
    Precise reference = Precise.ZERO;
    for (int[] pattern : PATTERNS) {
      int[] widths = widths(s, pattern);
      Minimizer witness = new Minimizer(minimal.witness(widths, output(s, widths)), s.data());
      Optional<PreciseMinimizer> exact = PreciseMinimizer.of(witness);
      if (exact.isEmpty()) {
        return Optional.empty();
      }
      Precise sharpness = exact.get().sharpness();
      if (pattern == PATTERNS[0]) {
        reference = sharpness;
      } else {
        Check check = Check.equal(what(pattern), sharpness, reference);
        checks.add(check.scale(check.bound()).relative(TOLERANCE));
      }
    }
    return Optional.of(Evidence.of(checks));
  }

  private static String what(int[] pattern) {
    return "sharpness with hidden widths " + Arrays.toString(pattern) + " and 1";
  }

  @Override
  public List<Probe<DepthSetting>> probes() {
    return List.of(
        Probe.<DepthSetting>claiming(
                "least sharpness: any minimizer instead",
                s -> evidence(s, widths -> randomMinimizer(s, widths)))
            .breaking(0.9),
        Probe.<DepthSetting>changing(
                "one part in 10^9 more per width",
                (s, evidence) -> evidence.mapChecks(c -> c.value(c.value() * (1 + 1e-9))))
            .breaking(0.9));
  }

  @Override
  public List<Mutant<DepthSetting>> mutants() {
    return List.of(
        Mutant.changing(
            "one part in 10^6 more per width",
            (s, evidence) -> evidence.mapChecks(c -> c.value(c.value() * (1 + 1e-6)))));
  }

  private static int[] widths(DepthSetting s, int[] pattern) {
    int[] widths = new int[s.depth() + 1];
    widths[0] = s.data().dimension();
    for (int k = 1; k <= s.depth(); k++) {
      widths[k] = pattern[(k - 1) % pattern.length];
    }
    if (s.outputNorm() == 1) {
      widths[s.depth()] = 1;
    }
    return widths;
  }

  /** p = pi (1, ..., 1) / sqrt(length), or (1) for the plain network. */
  private static double[] output(DepthSetting s, int[] widths) {
    double[] p = new double[widths[s.depth()]];
    Arrays.fill(p, s.outputNorm() / Math.sqrt(p.length));
    return p;
  }

  private static DeepLinearNetwork randomMinimizer(DepthSetting s, int[] widths) {
    int count = DeepLinearNetwork.parameterCount(widths);
    double[] parameters = RandomStream.ofKey(count).gaussian(new double[count]);
    return Minimizer.network(widths, parameters, output(s, widths)).movedTo(s.data().solution());
  }
}
