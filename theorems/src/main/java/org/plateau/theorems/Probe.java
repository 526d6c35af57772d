package org.plateau.theorems;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * A wrong version of a claim that must be refuted: one hypothesis dropped, or one constant
 * perturbed. It BITES when it produces a genuine violation within its tries; an exception or a NaN
 * is no bite. Immutable.
 *
 * @param <I> the claim's instance
 */
public final class Probe<I> {

  private static final double MISS = 1e-9;
  private static final double DEFAULT_RATE = 0.5;

  private final String name;
  private final @Nullable Function<Draws, I> draw;
  private final @Nullable Function<I, Evidence> examine;
  private final @Nullable Function<I, Evidence> examinePrecisely;
  private final BiFunction<I, Evidence, Evidence> change;
  private final String family;
  private final int tries;

  private Probe(
      String name,
      @Nullable Function<Draws, I> draw,
      @Nullable Function<I, Evidence> examine,
      @Nullable Function<I, Evidence> examinePrecisely,
      BiFunction<I, Evidence, Evidence> change,
      String family,
      int tries) {
    this.name = name;
    this.draw = draw;
    this.examine = examine;
    this.examinePrecisely = examinePrecisely;
    this.change = change;
    this.family = family;
    this.tries = tries;
  }

  /** Perturbs the constant: every bound of an inequality is multiplied by {@code factor}. */
  public static <I> Probe<I> scaled(String name, double factor) {
    return changing(name, (instance, evidence) -> evidence.mapChecks(scaling(factor)));
  }

  /** Drops a hypothesis: instances are drawn without it and examined as the claim examines. */
  public static <I> Probe<I> dropping(String hypothesis, Function<Draws, I> draw) {
    return new Probe<>(
        hypothesis, draw, null, null, (instance, evidence) -> evidence, "", triesFor(DEFAULT_RATE));
  }

  /** Makes another claim about the claim's own instances. */
  public static <I> Probe<I> claiming(String name, Function<I, Evidence> examine) {
    return new Probe<>(
        name, null, examine, null, (instance, evidence) -> evidence, "", triesFor(DEFAULT_RATE));
  }

  /** Changes the claim's evidence: another bound, another exponent. */
  public static <I> Probe<I> changing(String name, BiFunction<I, Evidence, Evidence> change) {
    return new Probe<>(name, null, null, null, change, "", triesFor(DEFAULT_RATE));
  }

  static UnaryOperator<Check> scaling(double factor) {
    return check ->
        check.relation() == Relation.EQUAL ? check : check.bound(factor * check.bound());
  }

  /** Returns this probe drawing its own instances. */
  public Probe<I> drawing(Function<Draws, I> newDraw) {
    return new Probe<>(name, newDraw, examine, examinePrecisely, change, family, tries);
  }

  /** Returns this probe with a form at 50 digits of the claim that it makes instead. */
  public Probe<I> precisely(Function<I, Evidence> newExamine) {
    return new Probe<>(name, draw, examine, newExamine, change, family, tries);
  }

  /** Returns this probe restricted to one family of instances. */
  public Probe<I> on(String newFamily) {
    return new Probe<>(name, draw, examine, examinePrecisely, change, newFamily, tries);
  }

  /**
   * Returns this probe with as many tries as make a miss less likely than 1e-9 when one try breaks
   * with the given rate. The default rate is 0.5, which takes 30 tries.
   *
   * @throws IllegalArgumentException unless 0 &lt; rate &lt;= 1
   */
  public Probe<I> breaking(double rate) {
    return tries(triesFor(rate));
  }

  /** Returns this probe with the given number of tries. */
  public Probe<I> tries(int newTries) {
    return new Probe<>(name, draw, examine, examinePrecisely, change, family, newTries);
  }

  private static int triesFor(double rate) {
    if (!(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException("a breaking rate lies in (0, 1], got " + rate);
    }
    return rate == 1 ? 1 : (int) FastMath.ceil(FastMath.log(MISS) / FastMath.log1p(-rate));
  }

  /** Returns what is dropped or perturbed, in words. */
  public String name() {
    return name;
  }

  /** Returns the name as a short word, unique within the claim. */
  public String slug() {
    return Slug.of(name);
  }

  /** Returns the only family it draws from, or an empty string. */
  public String family() {
    return family;
  }

  /** Returns the number of tries within which it must bite. */
  public int tries() {
    return tries;
  }

  /** Returns the edits that its draws start with. */
  public Map<String, String> edits() {
    return family.isEmpty() ? Map.of() : Map.of("family", family);
  }

  /** Draws an instance of this probe. */
  public I draw(Claim<I> claim, Draws draws) {
    return draw == null ? claim.draw(draws) : draw.apply(draws);
  }

  /** Examines an instance as this probe does. */
  public Evidence examine(Claim<I> claim, I instance) {
    Evidence evidence = examine == null ? claim.examine(instance) : examine.apply(instance);
    return change.apply(instance, evidence);
  }

  /** Examines at 50 digits as this probe does; empty where there is no such form. */
  public Optional<Evidence> examinePrecisely(Claim<I> claim, I instance) {
    if (examinePrecisely != null) {
      return Optional.of(change.apply(instance, examinePrecisely.apply(instance)));
    }
    if (examine != null) {
      return Optional.empty();
    }
    return claim.examinePrecisely(instance).map(evidence -> change.apply(instance, evidence));
  }
}
