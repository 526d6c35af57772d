package org.plateau.example;

import java.util.List;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/** The mean of two numbers of one sign is at least their geometric mean. */
final class ProductBound implements Claim<ProductBound.Pair> {

  /** The instance: an immutable value. */
  record Pair(double x, double y) {}

  @Override
  public Statement statement() {
    return Statement.lower("example/product-bound")
        .title("The arithmetic mean is at least the geometric mean")
        .tex("\\tfrac12 (x + y) \\ge \\sqrt{x y}")
        .source(Paper.MARION_CHIZAT, "an example; no paper claims it", Provenance.DERIVED)
        .constant("\\tfrac12", "equality at x = y", Provenance.DERIVED)
        .hypothesis("x and y are positive");
  }

  @Override
  public Pair draw(Draws draws) {
    double x = draws.logUniform("x", 0.01, 100);
    double ratio = draws.logUniform("ratio", 0.5, 2);
    return new Pair(x, ratio * x);
  }

  @Override
  public Evidence examine(Pair pair) {
    double mean = 0.5 * (pair.x() + pair.y());
    double product = Math.sqrt(Math.abs(pair.x() * pair.y()));
    return Evidence.of(Check.atLeast("mean", mean, product).relative(1e-15))
        .requires("x and y are positive", Math.min(pair.x(), pair.y()));
  }

  @Override
  public List<Probe<Pair>> probes() {
    return List.of(
        Probe.<Pair>scaled("the constant, 10 % larger", 1.1).breaking(0.5),
        Probe.<Pair>dropping("x and y are positive", draws -> negative(draw(draws))).breaking(1));
  }

  @Override
  public List<Mutant<Pair>> mutants() {
    return List.of(Mutant.scaled("1 for 1/2", 2));
  }

  private static Pair negative(Pair pair) {
    return new Pair(-pair.x(), -pair.y());
  }
}
