package org.plateau.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plateau.precision.Precise;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/** Small claims whose truth is known, to try the verifier on. */
final class ExampleClaim<I> implements Claim<I> {

  private final Statement statement;
  private final Function<Draws, I> draw;
  private final Function<I, Evidence> examine;
  private final @Nullable Function<I, Evidence> precisely;
  private final List<Probe<I>> probes = new ArrayList<>();
  private final List<Mutant<I>> mutants = new ArrayList<>();

  /** Two positive numbers. */
  record Pair(double x, double y) {}

  ExampleClaim(
      Statement statement,
      Function<Draws, I> draw,
      Function<I, Evidence> examine,
      @Nullable Function<I, Evidence> precisely) {
    this.statement =
        statement.title("An example").source(Paper.MARION_CHIZAT, "nowhere", Provenance.DERIVED);
    this.draw = draw;
    this.examine = examine;
    this.precisely = precisely;
  }

  /** The arithmetic mean is at least the geometric one. */
  static ExampleClaim<Pair> means() {
    ExampleClaim<Pair> claim =
        new ExampleClaim<>(
            Statement.lower("example/means").growsWith("x").cost(Cost.LIGHT).hypothesis("positive"),
            ExampleClaim::pair,
            p -> means(p, 1),
            p -> preciseMeans(p, Precise.ONE));
    claim.probes.add(Probe.<Pair>scaled("a tenth too large", 1.1).on("near"));
    claim.probes.add(
        Probe.dropping("positive", d -> new Pair(-d.uniform("x", 1, 2), -d.uniform("y", 1, 2))));
    claim.mutants.add(Mutant.scaled("a twentieth too large", 1.05));
    claim.mutants.add(Mutant.scaled("half", 0.5));
    return claim;
  }

  /** The geometric mean is at least the arithmetic one: false. */
  static ExampleClaim<Pair> wrongMeans() {
    return new ExampleClaim<>(
        Statement.lower("example/wrong-means"),
        d -> {
          int size = d.integer("size", 1, 50);
          double[] bulk = d.gaussian("bulk", size);
          return new Pair(d.logUniform("x", 0.01, 100) + 0 * bulk[0], d.logUniform("y", 0.01, 100));
        },
        p ->
            Evidence.of(
                Check.atLeast("root", Math.sqrt(p.x * p.y), 0.5 * (p.x + p.y)).error(1e-12)),
        p ->
            Evidence.of(
                Check.atLeast(
                    "root",
                    Precise.of(p.x).multiply(Precise.of(p.y)).sqrt(),
                    Precise.of(p.x).add(Precise.of(p.y)).divide(Precise.TWO))));
  }

  /** An event of probability {@code truth} is claimed to have probability {@code p0}. */
  static ExampleClaim<Double> event(String id, double truth, double p0) {
    ExampleClaim<Double> claim =
        new ExampleClaim<>(
            Statement.probability(id, p0, 0.1),
            d -> d.uniform("u", 0, 1),
            u -> Evidence.of(Check.event("happened", u < truth)),
            null);
    claim.probes.add(
        Probe.<Double>claiming(
                "half as often", u -> Evidence.of(Check.event("happened", u < 0.5 * truth)))
            .tries(100));
    return claim;
  }

  /** y = slope * x + noise is claimed to have a slope in [low, high]. */
  static ExampleClaim<double[]> line(String id, double slope, double low, double high) {
    return new ExampleClaim<>(
        Statement.trend(id, low, high).replicates(60),
        d -> {
          double x = d.grid("x", 1, 2, 4, 8);
          return new double[] {x, slope * x + 0.1 * d.normal("noise", 0, 1)};
        },
        p -> Evidence.point(p[0], p[1]),
        null);
  }

  /** Every kind of claim, with every way in which one can end. */
  static Catalogue all() {
    return Catalogue.of(
        List.of(
            means(),
            wrongMeans(),
            event("example/often", 0.99, 0.95),
            event("example/seldom", 0.5, 0.95),
            event("example/between", 0.87, 0.95),
            line("example/line", 1, 0.9, 1.1),
            line("example/steep", 2, 0.9, 1.1),
            number(
                "example/rare",
                u -> Evidence.of(Check.atLeast("u", u, 0)).requires("small", 0.1 - u)),
            number("example/faulty", u -> Evidence.of(Check.atLeast("u", Double.NaN, 0)))
                .probe(
                    Probe.claiming("throws", u -> Evidence.of(Check.atLeast("u", 1 / zero(), 0))))
                .probe(
                    Probe.claiming(
                        "true all the same", u -> Evidence.of(Check.atLeast("u", u, 0))))));
  }

  private static int zero() {
    return 0;
  }

  /** A claim with the given examination of a number in [0, 1). */
  static ExampleClaim<Double> number(String id, Function<Double, Evidence> examine) {
    return new ExampleClaim<>(Statement.lower(id), d -> d.uniform("u", 0, 1), examine, null);
  }

  ExampleClaim<I> probe(Probe<I> probe) {
    probes.add(probe);
    return this;
  }

  static Pair pair(Draws draws) {
    boolean near = draws.family("far", "near").equals("near");
    double x = draws.logUniform("x", 0.1, 10);
    return new Pair(x, near ? x * (1 + draws.uniform("gap", 0, 0.01)) : draws.uniform("y", 0, 5));
  }

  private static Evidence means(Pair p, double factor) {
    double root = Math.sqrt(Math.max(0, p.x * p.y));
    return Evidence.of(
            Check.atLeast("arithmetic mean", 0.5 * (p.x + p.y), factor * root)
                .relative(1e-12)
                .error(1e-15 * (1 + root)))
        .requires("positive", Math.min(p.x, p.y))
        .fact("root", root);
  }

  private static Evidence preciseMeans(Pair p, Precise factor) {
    Precise x = Precise.of(p.x);
    Precise y = Precise.of(p.y);
    return Evidence.of(
        Check.atLeast(
                "arithmetic mean",
                x.add(y).divide(Precise.TWO),
                x.multiply(y).sqrt().multiply(factor))
            .relative(1e-12));
  }

  @Override
  public Statement statement() {
    return statement;
  }

  @Override
  public I draw(Draws draws) {
    return draw.apply(draws);
  }

  @Override
  public Evidence examine(I instance) {
    return examine.apply(instance);
  }

  @Override
  public Optional<Evidence> examinePrecisely(I instance) {
    return precisely == null ? Optional.empty() : Optional.of(precisely.apply(instance));
  }

  @Override
  public List<Probe<I>> probes() {
    return probes;
  }

  @Override
  public List<Mutant<I>> mutants() {
    return mutants;
  }
}
