package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The residual initialization neither blows up nor dies with depth: E |W_L ... W_1 x|^2 = (1 + s^2
 * / L)^L |x|^2. The mean of independent products lies within four standard errors of that. Spec:
 * sharpness-and-depth, I1.
 */
final class RandomProductMoment implements Claim<RandomProductMoment.Setting> {

  private static final int PRODUCTS = 400;
  private static final double ERRORS = 4;

  /**
   * What is multiplied.
   *
   * @param depth L
   * @param d the width
   * @param s the scale
   * @param key of the stream of the products
   */
  record Setting(int depth, int d, double s, long key) {}

  @Override
  public Statement statement() {
    return Statement.probability("sharpness/random-product-moment", 0.98, 0.13)
        .title("Products of residual layers keep the length of a vector up to a known factor")
        .tex("E \\|W_L \\cdots W_1 x\\|^2 = (1 + s^2 / L)^L \\|x\\|^2")
        .source(MARION_CHIZAT, "residual initialization", DERIVED)
        .constant("4", "standard errors of the mean of 400 products", EMPIRICAL)
        .hypothesis("layers I + s N / sqrt(L d)")
        .spec("sharpness-and-depth", "I1")
        .growsWith("L")
        .cost(Cost.LIGHT);
  }

  @Override
  public Setting draw(Draws draws) {
    return new Setting(
        draws.integer("L", 2, 16),
        draws.integer("d", 2, 6),
        draws.uniform("s", 0.2, 1),
        draws.stream("N").key());
  }

  @Override
  public Evidence examine(Setting it) {
    return examine(it, ResidualStart.deviation(it.s(), it.depth(), it.d()), it.depth());
  }

  private static Evidence examine(Setting it, double deviation, int exponent) {
    double expected = FastMath.pow(1 + it.s() * it.s() / it.depth(), exponent);
    RandomStream stream = RandomStream.ofKey(it.key());
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < PRODUCTS; i++) {
      double value = squaredLength(stream, it, deviation);
      sum += value;
      squares = Math.fma(value, value, squares);
    }
    double mean = sum / PRODUCTS;
    double variance = (squares - sum * mean) / (PRODUCTS - 1);
    double errors = Math.abs(mean - expected) / Math.sqrt(variance / PRODUCTS);
    return Evidence.of(Check.atMost("distance of the mean in standard errors", errors, ERRORS))
        .fact("mean over expectation", mean / expected)
        .fact("L", it.depth());
  }

  private static double squaredLength(RandomStream stream, Setting it, double deviation) {
    int d = it.d();
    double[] x = new double[d];
    x[0] = 1;
    double[] noise = new double[d * d];
    double[] change = new double[d];
    for (int k = 0; k < it.depth(); k++) {
      stream.gaussian(noise);
      Kernels.multiply(noise, x, change, d, d);
      Kernels.axpy(deviation, change, 0, x, 0, d);
    }
    return Kernels.dot(x, x);
  }

  @Override
  public List<Probe<Setting>> probes() {
    return List.of(
        Probe.<Setting>claiming(
                "layers I + s N / sqrt(d), not scaled by the depth",
                it -> examine(it, it.s() / Math.sqrt(it.d()), it.depth()))
            .drawing(
                draws ->
                    new Setting(
                        draws.integer("L", 4, 16),
                        draws.integer("d", 3, 6),
                        draws.uniform("s", 0.4, 0.6),
                        draws.stream("N").key()))
            .tries(60));
  }

  @Override
  public List<Mutant<Setting>> mutants() {
    return List.of(
        Mutant.claiming(
            "exponent 2 L",
            RandomProductMoment::squaredMoment,
            RandomProductMoment::squaredMoment));
  }

  private static Evidence squaredMoment(Setting it) {
    return examine(it, ResidualStart.deviation(it.s(), it.depth(), it.d()), 2 * it.depth());
  }
}
