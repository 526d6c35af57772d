package org.plateau.verify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import org.plateau.theorems.Choice;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.InvalidChoiceException;
import org.plateau.theorems.Outcome;

/**
 * One instance of a claim or probe as jqwik draws it. jqwik gives a uniform 64-bit seed and nothing
 * else; all numbers come from our own streams. Shrinking moves the recorded choices towards simple
 * values, as {@link Shrinker} does.
 */
public final class Drawn implements Shrinkable<Drawn> {

  /** Kinds of instance and grid values take turns over the index, so it must be uniform too. */
  private static final long INDICES = 0xFFFFF;

  private final Subject<?> subject;
  private final InstanceId id;
  private final @Nullable Drawn original;
  private @Nullable Trial trial;

  private Drawn(Subject<?> subject, InstanceId id, @Nullable Drawn original) {
    this.subject = subject;
    this.id = id;
    this.original = original;
  }

  static Drawn of(Subject<?> subject, Random random) {
    long seed = random.nextLong();
    return new Drawn(
        subject,
        InstanceId.of(subject.statement().id(), subject.probeSlug(), seed, seed & INDICES),
        null);
  }

  /**
   * Examines the instance. For a deterministic claim, whatever does not hold is an error; for a
   * deterministic probe, a violation is the {@link Bite} that must come. For statistical ones,
   * {@link PropertyCourse} judges all tries together.
   */
  public void examine() {
    Trial examined = trial();
    if (!examined.valid()) {
      throw new TestAbortedException("discarded: " + examined.error());
    }
    if (!subject.statement().direction().isDeterministic()) {
      return;
    }
    if (subject.isProbe()) {
      if (examined.outcome() == Outcome.VIOLATED) {
        throw new Bite(examined.id().toString());
      }
    } else if (examined.outcome() != Outcome.HOLDS && !holdsPrecisely(subject, examined)) {
      throw new AssertionError(
          examined.outcome() + ": " + examined.id() + " " + RunDirectory.json(examined.record()));
    }
  }

  private static <I> boolean holdsPrecisely(Subject<I> subject, Trial doubtful) {
    if (doubtful.outcome() != Outcome.DOUBTFUL) {
      return false;
    }
    Optional<Evidence> precise = Trial.precisely(subject, doubtful.id());
    return precise.map(Evidence::outcome).orElse(Outcome.DOUBTFUL) == Outcome.HOLDS;
  }

  Trial trial() {
    Trial known = trial;
    if (known == null) {
      known = Trial.run(subject, id);
      trial = known;
    }
    return known;
  }

  @Override
  public Drawn value() {
    return this;
  }

  @Override
  public Stream<Shrinkable<Drawn>> shrink() {
    return trial().choices().stream()
        .flatMap(choice -> Shrinker.candidates(choice).stream().map(to -> edited(choice, to)))
        .flatMap(Optional::stream);
  }

  private Optional<Shrinkable<Drawn>> edited(Choice choice, String to) {
    Map<String, String> edits = new LinkedHashMap<>(id.edits());
    edits.put(choice.name(), to);
    Drawn first = original == null ? this : original;
    Drawn simpler = new Drawn(subject, id.withEdits(edits), first);
    try {
      return isAsTelling(simpler.trial(), first.trial()) ? Optional.of(simpler) : Optional.empty();
    } catch (InvalidChoiceException e) {
      return Optional.empty();
    }
  }

  /** A violation must stay large, or it would shrink into the numerical error. */
  private static boolean isAsTelling(Trial simpler, Trial first) {
    return first.outcome() == Outcome.VIOLATED
        ? Shrinker.isLarge(simpler, first)
        : simpler.valid() && simpler.outcome() == first.outcome();
  }

  @Override
  public ShrinkingDistance distance() {
    long[] complexities = trial().choices().stream().mapToLong(Shrinker::complexity).toArray();
    return ShrinkingDistance.of(complexities.length == 0 ? new long[] {0} : complexities);
  }

  /** Returns the replay id. */
  @Override
  public String toString() {
    return trial().id().toString();
  }
}
