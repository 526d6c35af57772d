package org.plateau.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plateau.report.markup.Numbers;
import org.plateau.theorems.Constant;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.EnvironmentRecord;
import org.plateau.verify.ProbeRecord;
import org.plateau.verify.ResultRecord;
import org.plateau.verify.RunRecord;
import org.plateau.verify.TimingRecord;

/**
 * What differs between two runs.
 *
 * @param before the earlier run, in words
 * @param after the later run, in words
 * @param changes the differences in the verdict part, claims by id
 * @param timings wall time and the claims' times as ratios; they differ between any two runs, so
 *     they are no changes
 */
public record Comparison(String before, String after, List<Change> changes, List<Ratio> timings) {

  private static final double WORTH_SAYING = 0.05;

  /** Copies the lists. */
  public Comparison {
    changes = List.copyOf(changes);
    timings = List.copyOf(timings);
  }

  /** What kind of thing differs. */
  public enum Kind {
    /** A setting of the run: seed, effort, version. */
    SETTING,
    /** A claim or probe stands only in the later run. */
    ADDED,
    /** A claim or probe stands only in the earlier run. */
    REMOVED,
    /** A verdict. */
    VERDICT,
    /** The statement, a hypothesis or a constant. */
    STATEMENT,
    /** The generator: replay ids of the earlier run are stale. */
    GENERATOR,
    /** The number of valid instances. */
    INSTANCES,
    /** The least margin. */
    MARGIN
  }

  /**
   * One difference.
   *
   * @param kind what differs
   * @param claim id of the claim, or an empty string for a setting of the run
   * @param what the thing, in words
   * @param before its earlier value, or an empty string
   * @param after its later value, or an empty string
   */
  public record Change(Kind kind, String claim, String what, String before, String after) {}

  /**
   * Two times.
   *
   * @param claim id of the claim; an empty string for the wall time of the run
   * @param before seconds in the earlier run
   * @param after seconds in the later run
   */
  public record Ratio(String claim, double before, double after) {

    /** Returns after / before; NaN when the earlier time is zero. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public double ratio() {
      return before > 0 ? after / before : Double.NaN;
    }
  }

  /** Compares two runs. */
  public static Comparison of(RunRecord before, RunRecord after) {
    List<Change> changes = new ArrayList<>();
    settings(changes, before.result(), after.result());
    Map<String, ClaimRecord> old = byId(before.result());
    Map<String, ClaimRecord> fresh = byId(after.result());
    TreeSet<String> ids = new TreeSet<>(old.keySet());
    ids.addAll(fresh.keySet());
    for (String id : ids) {
      ClaimRecord was = old.get(id);
      ClaimRecord is = fresh.get(id);
      if (was == null && is != null) {
        changes.add(new Change(Kind.ADDED, id, "claim", "", is.verdict().name()));
      } else if (is == null && was != null) {
        changes.add(new Change(Kind.REMOVED, id, "claim", was.verdict().name(), ""));
      } else if (was != null && is != null) {
        claim(changes, was, is);
      }
    }
    return new Comparison(name(before), name(after), changes, timings(before, after));
  }

  /** Tells whether the verdict parts say the same. */
  @JsonIgnore
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Returns a name of a run for readers: when, at what effort, from which seed. */
  static String name(RunRecord run) {
    return Wording.when(run.environment().startedAt())
        + " ("
        + Marks.style(run.result().effort())
        + ", seed "
        + run.result().seed()
        + ")";
  }

  private static void settings(List<Change> changes, ResultRecord before, ResultRecord after) {
    setting(changes, "Plateau version", before.plateau(), after.plateau());
    setting(changes, "effort", before.effort(), after.effort());
    setting(changes, "tries asked for", before.tries(), after.tries());
    setting(changes, "seed", before.seed(), after.seed());
    setting(changes, "complete", before.complete(), after.complete());
    setting(changes, "false-alarm level", before.alpha(), after.alpha());
  }

  private static void setting(List<Change> changes, String what, Object before, Object after) {
    add(changes, Kind.SETTING, "", what, before.toString(), after.toString());
  }

  private static void claim(List<Change> changes, ClaimRecord was, ClaimRecord is) {
    String id = is.id();
    add(changes, Kind.VERDICT, id, "verdict", was.verdict().name(), is.verdict().name());
    add(changes, Kind.STATEMENT, id, "statement", was.statement().tex(), is.statement().tex());
    add(
        changes,
        Kind.STATEMENT,
        id,
        "hypotheses",
        String.join("; ", was.statement().hypotheses()),
        String.join("; ", is.statement().hypotheses()));
    constants(changes, was, is);
    add(changes, Kind.GENERATOR, id, "generator", was.generator(), is.generator());
    add(changes, Kind.INSTANCES, id, "valid instances", was.valid() + "", is.valid() + "");
    margin(changes, id, "least margin", was.leastMargin(), is.leastMargin());
    probes(changes, was, is);
  }

  private static void constants(List<Change> changes, ClaimRecord was, ClaimRecord is) {
    Map<String, String> old = constants(was);
    Map<String, String> fresh = constants(is);
    TreeSet<String> symbols = new TreeSet<>(old.keySet());
    symbols.addAll(fresh.keySet());
    for (String symbol : symbols) {
      add(
          changes,
          Kind.STATEMENT,
          is.id(),
          "constant " + symbol,
          old.getOrDefault(symbol, ""),
          fresh.getOrDefault(symbol, ""));
    }
  }

  private static Map<String, String> constants(ClaimRecord claim) {
    Map<String, String> constants = new LinkedHashMap<>();
    for (Constant constant : claim.statement().constants()) {
      constants.put(constant.symbol(), constant.meaning() + " (" + constant.provenance() + ")");
    }
    return constants;
  }

  private static void probes(List<Change> changes, ClaimRecord was, ClaimRecord is) {
    Map<String, ProbeRecord> old = bySlug(was);
    Map<String, ProbeRecord> fresh = bySlug(is);
    for (ProbeRecord probe : is.probes()) {
      ProbeRecord earlier = old.get(probe.slug());
      String what = "probe " + probe.slug();
      if (earlier == null) {
        changes.add(new Change(Kind.ADDED, is.id(), what, "", probe.verdict().name()));
      } else {
        String verdict = earlier.verdict().name();
        add(changes, Kind.VERDICT, is.id(), what, verdict, probe.verdict().name());
      }
    }
    for (ProbeRecord probe : was.probes()) {
      if (!fresh.containsKey(probe.slug())) {
        String what = "probe " + probe.slug();
        changes.add(new Change(Kind.REMOVED, is.id(), what, probe.verdict().name(), ""));
      }
    }
  }

  /** Least margins are extremes of a sample: with other instances, small shifts say nothing. */
  private static void margin(
      List<Change> changes, String id, String what, @Nullable Double was, @Nullable Double is) {
    if (Objects.equals(was, is)) {
      return;
    }
    boolean small =
        was != null
            && is != null
            && Math.abs(is - was) <= WORTH_SAYING * Math.max(Math.abs(was), Math.abs(is));
    if (!small) {
      changes.add(new Change(Kind.MARGIN, id, what, margin(was), margin(is)));
    }
  }

  private static String margin(@Nullable Double margin) {
    return margin == null ? "none" : Numbers.shortly(margin);
  }

  private static void add(
      List<Change> changes, Kind kind, String claim, String what, String before, String after) {
    if (!before.equals(after)) {
      changes.add(new Change(kind, claim, what, before, after));
    }
  }

  private static List<Ratio> timings(RunRecord before, RunRecord after) {
    List<Ratio> ratios = new ArrayList<>();
    ratios.add(new Ratio("", before.environment().seconds(), after.environment().seconds()));
    Map<String, Double> old = seconds(before.environment());
    seconds(after.environment())
        .forEach(
            (claim, seconds) -> {
              Double was = old.get(claim);
              // A run that was resumed when it had ended has no times.
              if (was != null && was > 0 && seconds > 0) {
                ratios.add(new Ratio(claim, was, seconds));
              }
            });
    return ratios;
  }

  /** Returns the time of each claim with its probes. */
  static Map<String, Double> seconds(EnvironmentRecord environment) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (TimingRecord timing : environment.timings()) {
      seconds.merge(timing.claim(), timing.seconds(), Double::sum);
    }
    return seconds;
  }

  private static Map<String, ClaimRecord> byId(ResultRecord result) {
    return result.claims().stream()
        .collect(Collectors.toMap(ClaimRecord::id, Function.identity(), (a, b) -> b));
  }

  private static Map<String, ProbeRecord> bySlug(ClaimRecord claim) {
    return claim.probes().stream()
        .collect(Collectors.toMap(ProbeRecord::slug, Function.identity(), (a, b) -> b));
  }
}
