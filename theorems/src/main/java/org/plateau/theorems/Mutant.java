package org.plateau.theorems;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A wrong encoding of a claim, such as a slip of a factor or an exponent. The verifier must catch
 * it: the wrong claim is REFUTED, or one of its probes no longer bites. Immutable.
 *
 * @param <I> the claim's instance
 */
public final class Mutant<I> {

  private final String name;
  private final @Nullable Function<I, Evidence> examine;
  private final @Nullable Function<I, Evidence> examinePrecisely;
  private final BiFunction<I, Evidence, Evidence> change;

  private Mutant(
      String name,
      @Nullable Function<I, Evidence> examine,
      @Nullable Function<I, Evidence> examinePrecisely,
      BiFunction<I, Evidence, Evidence> change) {
    this.name = name;
    this.examine = examine;
    this.examinePrecisely = examinePrecisely;
    this.change = change;
  }

  /** Every bound of an inequality is multiplied by {@code factor}. */
  public static <I> Mutant<I> scaled(String name, double factor) {
    return changing(name, (instance, evidence) -> evidence.mapChecks(Probe.scaling(factor)));
  }

  /**
   * The evidence is changed, in double precision and at 50 digits alike: another bound, another
   * exponent.
   */
  public static <I> Mutant<I> changing(String name, BiFunction<I, Evidence, Evidence> change) {
    return new Mutant<>(name, null, null, change);
  }

  /** The claim examines in another way, in double precision and at 50 digits. */
  public static <I> Mutant<I> claiming(
      String name, Function<I, Evidence> examine, Function<I, Evidence> examinePrecisely) {
    return new Mutant<>(name, examine, examinePrecisely, (instance, evidence) -> evidence);
  }

  /** Returns what is wrong, in words. */
  public String name() {
    return name;
  }

  /**
   * Returns the claim with this mistake in it; its probes are those of the right claim, applied to
   * the wrong one.
   */
  public Claim<I> applyTo(Claim<I> claim) {
    return new Claim<>() {
      @Override
      public Statement statement() {
        return claim.statement();
      }

      @Override
      public I draw(Draws draws) {
        return claim.draw(draws);
      }

      @Override
      public Evidence examine(I instance) {
        return change.apply(
            instance, examine == null ? claim.examine(instance) : examine.apply(instance));
      }

      @Override
      public List<Probe<I>> probes() {
        return claim.probes();
      }

      @Override
      public Optional<Evidence> examinePrecisely(I instance) {
        Optional<Evidence> precise =
            examinePrecisely == null
                ? claim.examinePrecisely(instance)
                : Optional.of(examinePrecisely.apply(instance));
        return precise.map(evidence -> change.apply(instance, evidence));
      }
    };
  }
}
