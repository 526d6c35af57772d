package org.plateau.cli;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.plateau.cli.input.BadInputException;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.NetworkClaim;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which claims a command is about: ids and globs, narrowed by paper, tag and exclusions. */
final class Selection {

  @Parameters(
      paramLabel = "SELECTOR",
      arity = "0..*",
      description = "Claim ids and globs, such as sharpness/lower-bound or 'sharpness/*'.")
  private List<String> selectors = new ArrayList<>();

  @Option(
      names = "--paper",
      paramLabel = "KEY",
      description = "Only claims of this paper, by its key, such as sharpness. Repeatable.")
  private List<String> papers = new ArrayList<>();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description =
          "Only claims with a tag: a kind of statement such as lower or trend, a source (paper,"
              + " derived, empirical), or network. Repeatable.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "SELECTOR",
      description = "Leave out these ids and globs. Repeatable.")
  private List<String> excluded = new ArrayList<>();

  @Option(names = "--last-failed", description = "Only claims that were not green in the last run.")
  private boolean lastFailed;

  boolean lastFailed() {
    return lastFailed;
  }

  /** Returns the selecting arguments as they were given, for a command line that repeats them. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(selectors);
    papers.forEach(paper -> arguments.addAll(List.of("--paper", paper)));
    tags.forEach(tag -> arguments.addAll(List.of("--tag", tag)));
    excluded.forEach(selector -> arguments.addAll(List.of("--exclude", selector)));
    return arguments;
  }

  /**
   * Returns the selected claims in the order of their ids.
   *
   * @param failed the ids that were not green in the last run; null unless {@link #lastFailed}
   * @throws BadInputException if an id, paper or tag is unknown, or a glob is malformed
   * @throws NothingSelectedException if no claim is left
   */
  List<Claim<?>> of(Catalogue catalogue, @Nullable Set<String> failed) {
    Set<String> ids = ids(catalogue);
    Predicate<String> wanted = selectors.isEmpty() ? id -> true : anyOf(selectors, ids);
    Predicate<String> unwanted = excluded.isEmpty() ? id -> false : anyOf(excluded, ids);
    requireKnown("paper", papers, keys(catalogue));
    requireKnown("tag", tags, allTags(catalogue));
    List<Claim<?>> selected =
        catalogue.claims().stream()
            .filter(claim -> wanted.test(claim.statement().id()))
            .filter(claim -> !unwanted.test(claim.statement().id()))
            .filter(claim -> papers.isEmpty() || papers.contains(claim.statement().paper().key()))
            .filter(claim -> tags.isEmpty() || tags(claim).stream().anyMatch(tags::contains))
            .filter(claim -> failed == null || failed.contains(claim.statement().id()))
            .toList();
    if (selected.isEmpty()) {
      throw new NothingSelectedException(
          lastFailed && failed != null && failed.isEmpty()
              ? "nothing selected: the last run was green; leave out --last-failed"
              : "nothing selected: no claim fits "
                  + (arguments().isEmpty() ? "the catalogue" : String.join(" ", arguments()))
                  + "; 'plateau list' shows all claims");
    }
    return selected;
  }

  /**
   * Returns the claim with the given id.
   *
   * @throws BadInputException if there is none
   */
  static Claim<?> claim(Catalogue catalogue, String id) {
    return catalogue.claim(id).orElseThrow(() -> unknownClaim(id, ids(catalogue)));
  }

  private static BadInputException unknownClaim(String id, Set<String> ids) {
    String otherwise =
        ids.stream().anyMatch(known -> known.startsWith(id + "/"))
            ? "did you mean '" + id + "/*'?"
            : "'plateau list' shows all claims";
    return new BadInputException("unknown claim " + id, "", NearMiss.remedy(id, ids, otherwise));
  }

  private static Predicate<String> anyOf(List<String> selectors, Set<String> ids) {
    List<Predicate<String>> each = selectors.stream().map(selector -> one(selector, ids)).toList();
    return id -> each.stream().anyMatch(predicate -> predicate.test(id));
  }

  private static Predicate<String> one(String selector, Set<String> ids) {
    if (selector.chars().noneMatch(c -> "*?[{".indexOf(c) >= 0)) {
      if (!ids.contains(selector)) {
        throw unknownClaim(selector, ids);
      }
      return selector::equals;
    }
    try {
      // A star of ours crosses the slash, so that '*bound*' finds claims of every family.
      PathMatcher matcher =
          FileSystems.getDefault().getPathMatcher("glob:" + selector.replaceAll("\\*+", "**"));
      return id -> matcher.matches(Path.of(id));
    } catch (PatternSyntaxException e) {
      throw new BadInputException(
          "bad glob " + selector,
          e.getDescription().toLowerCase(Locale.ROOT),
          "close every bracket, and quote the glob for the shell, as in 'sharpness/*'");
    }
  }

  private static void requireKnown(String kind, List<String> given, Set<String> known) {
    for (String word : given) {
      if (!known.contains(word)) {
        throw new BadInputException(
            "unknown " + kind + " " + word,
            "",
            NearMiss.remedy(
                word,
                known,
                known.isEmpty() ? "there is none" : "there are " + String.join(", ", known)));
      }
    }
  }

  private static Set<String> ids(Catalogue catalogue) {
    Set<String> ids = new LinkedHashSet<>();
    catalogue.claims().forEach(claim -> ids.add(claim.statement().id()));
    return ids;
  }

  private static Set<String> keys(Catalogue catalogue) {
    Set<String> keys = new TreeSet<>();
    catalogue.claims().forEach(claim -> keys.add(claim.statement().paper().key()));
    return keys;
  }

  private static Set<String> allTags(Catalogue catalogue) {
    Set<String> tags = new TreeSet<>();
    catalogue.claims().forEach(claim -> tags.addAll(tags(claim)));
    return tags;
  }

  /**
   * Returns the tags of a claim: its own, what kind of statement it is (lower, trend, ...), where
   * that comes from (paper, derived, empirical), and network when it can be put to one.
   */
  static List<String> tags(Claim<?> claim) {
    Set<String> tags = new TreeSet<>(claim.statement().tags());
    tags.add(claim.statement().direction().name().toLowerCase(Locale.ROOT));
    tags.add(claim.statement().provenance().name().toLowerCase(Locale.ROOT));
    if (claim instanceof NetworkClaim<?>) {
      tags.add("network");
    }
    return List.copyOf(tags);
  }
}
