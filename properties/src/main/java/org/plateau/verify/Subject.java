package org.plateau.verify;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Direction;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * What is tried: a claim, or one of its probes. Immutable.
 *
 * @param <I> the claim's instance
 */
public final class Subject<I> {

  private final Claim<I> claim;
  private final @Nullable Probe<I> probe;
  private final Statement statement;
  private final String slug;
  private final String name;

  private Subject(Claim<I> claim, @Nullable Probe<I> probe) {
    this.claim = claim;
    this.probe = probe;
    this.statement = claim.statement();
    this.slug = probe == null ? "" : probe.slug();
    this.name = probe == null ? statement.id() : statement.id() + "~" + slug;
  }

  /** Returns the claim itself as what is tried. */
  public static <I> Subject<I> of(Claim<I> claim) {
    return new Subject<>(claim, null);
  }

  /** Returns a probe of the claim as what is tried. */
  public static <I> Subject<I> of(Claim<I> claim, Probe<I> probe) {
    return new Subject<>(claim, probe);
  }

  /**
   * Returns the claim or probe that an id speaks of.
   *
   * @throws IllegalArgumentException if the claim has no such probe
   */
  public static <I> Subject<I> of(Claim<I> claim, String probeSlug) {
    if (probeSlug.isEmpty()) {
      return of(claim);
    }
    for (Probe<I> probe : claim.probes()) {
      if (probe.slug().equals(probeSlug)) {
        return of(claim, probe);
      }
    }
    throw new IllegalArgumentException(
        "the claim "
            + claim.statement().id()
            + " has no probe '"
            + probeSlug
            + "'; 'plateau describe' lists them");
  }

  /** Returns the claim's statement. */
  public Statement statement() {
    return statement;
  }

  /** Returns the claim. */
  public Claim<I> claim() {
    return claim;
  }

  /** Returns the probe's slug, or an empty string for the claim itself. */
  public String probeSlug() {
    return slug;
  }

  /** Tells whether this is a probe. */
  public boolean isProbe() {
    return probe != null;
  }

  /** Returns the name that keys the streams: the claim's id, with the probe's slug. */
  public String name() {
    return name;
  }

  /**
   * Returns the number of instances that a run tries: of a claim, {@code tries} when positive, else
   * what the effort buys; trends with a declared grid keep it. A probe has its own number; that of
   * a trend at least fills the grid.
   */
  int planned(Effort effort, int tries) {
    boolean trend = statement.direction() == Direction.TREND;
    if (probe != null) {
      return trend ? Math.max(probe.tries(), statement.tries(Effort.QUICK)) : probe.tries();
    }
    boolean fixed = trend && statement.tries(Effort.QUICK) == statement.tries(Effort.DEEP);
    return tries > 0 && !fixed ? tries : statement.tries(effort);
  }

  Map<String, String> edits() {
    return probe == null ? Map.of() : probe.edits();
  }

  I draw(Draws draws) {
    return probe == null ? claim.draw(draws) : probe.draw(claim, draws);
  }

  Evidence examine(I instance) {
    return probe == null ? claim.examine(instance) : probe.examine(claim, instance);
  }

  Optional<Evidence> examinePrecisely(I instance) {
    return probe == null
        ? claim.examinePrecisely(instance)
        : probe.examinePrecisely(claim, instance);
  }
}
