package org.plateau.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.plateau.report.markup.Numbers;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.ProbeVerdict;
import org.plateau.verify.ResultRecord;
import org.plateau.verify.Verdict;

/** The sentences that all renderings of a run share. */
final class Wording {

  private Wording() {}

  /** Returns the answer in one sentence: the worst two pieces of news, or that all is well. */
  static String headline(ResultRecord result) {
    int claims = result.claims().size();
    if (claims == 0) {
      return "Nothing was tried.";
    }
    if (result.green()) {
      return claims == 1 ? "The claim holds." : "All " + claims + " claims hold.";
    }
    List<String> news = new ArrayList<>();
    add(
        news,
        result.counts().getOrDefault(Verdict.REFUTED, 0),
        "claim is refuted",
        "claims are refuted");
    add(
        news,
        result.probeCounts().getOrDefault(ProbeVerdict.TOOTHLESS, 0),
        "probe is toothless",
        "probes are toothless");
    add(
        news,
        result.counts().getOrDefault(Verdict.DOUBTFUL, 0),
        "claim is doubtful",
        "claims are doubtful");
    add(
        news,
        result.counts().getOrDefault(Verdict.FAULTY, 0),
        "claim is faulty",
        "claims are faulty");
    int open =
        result.counts().getOrDefault(Verdict.INCONCLUSIVE, 0)
            + result.counts().getOrDefault(Verdict.VACUOUS, 0);
    add(news, open, "claim is undecided", "claims are undecided");
    int probes = result.probeCounts().getOrDefault(ProbeVerdict.INCONCLUSIVE, 0);
    add(news, probes, "probe is undecided", "probes are undecided");
    if (news.isEmpty()) {
      return "The run is not complete.";
    }
    String sentence = String.join(", ", news.subList(0, Math.min(2, news.size())));
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".";
  }

  private static void add(List<String> news, int count, String one, String many) {
    if (count > 0) {
      news.add(count + " " + (count == 1 ? one : many));
    }
  }

  /** Returns a time stamp for readers: to the minute, in UTC. */
  static String when(String timestamp) {
    return timestamp.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*Z")
        ? timestamp.substring(0, 10) + " " + timestamp.substring(11, 16) + " UTC"
        : timestamp;
  }

  /** Returns what was done, in one sentence. */
  static String subline(ResultRecord result) {
    int held = result.counts().getOrDefault(Verdict.UPHELD, 0);
    int bites = result.probeCounts().getOrDefault(ProbeVerdict.BITES, 0);
    int probes = result.probeCounts().values().stream().mapToInt(count -> count).sum();
    String tried =
        Numbers.grouped(FirstScreen.instances(result.claims()))
            + " random instances were tried; "
            + held
            + " of "
            + result.claims().size()
            + " claims held, and "
            + bites
            + " of "
            + probes
            + " wrong versions of them were caught.";
    return result.complete() ? tried : tried + " The run was cut short before all tries were made.";
  }

  /** Returns how sure the verdicts are, a sentence for each kind of claim. */
  static List<String> certainty(ResultRecord result) {
    List<String> sentences = new ArrayList<>();
    OptionalDouble weakest =
        result.claims().stream()
            .filter(claim -> claim.excludedFailureRate() != null)
            .mapToDouble(ClaimRecord::excludedFailureRate)
            .max();
    OptionalDouble strongest =
        result.claims().stream()
            .filter(claim -> claim.excludedFailureRate() != null)
            .mapToDouble(ClaimRecord::excludedFailureRate)
            .min();
    if (weakest.isPresent()) {
      sentences.add(
          "Deterministic claims without a violation rule out failure rates above "
              + Numbers.percent(strongest.getAsDouble())
              + " (most tries) to "
              + Numbers.percent(weakest.getAsDouble())
              + " (fewest tries) at confidence 1\u00a0−\u00a01e-9, for our generators. One confirmed violation"
              + " refutes.");
    }
    if (result.statisticalClaims() > 0) {
      sentences.add(
          "Statistical claims: "
              + result.statisticalClaims()
              + " share one false-alarm budget. A true one among them is refuted with probability"
              + " at most "
              + Numbers.shortly(result.alpha())
              + " in this whole run. Upholding level of each: "
              + Numbers.shortly(result.upholdingLevel())
              + ".");
    }
    return sentences;
  }

  /** Returns a difference in words. */
  static String change(Comparison.Change change) {
    String subject =
        change.claim().isEmpty() ? change.what() : change.claim() + ", " + change.what();
    return switch (change.kind()) {
      case ADDED -> subject + ": new, " + change.after();
      case REMOVED -> subject + ": gone, was " + change.before();
      case GENERATOR -> change.claim() + ": another generator; earlier replay ids are stale";
      case SETTING, VERDICT, STATEMENT, INSTANCES, MARGIN ->
          subject + ": " + orNone(change.before()) + " → " + orNone(change.after());
    };
  }

  private static String orNone(String value) {
    return value.isEmpty() ? "none" : value;
  }

  /** Returns two times and their ratio in words. */
  static String timing(Comparison.Ratio ratio) {
    return (ratio.claim().isEmpty() ? "Wall time" : ratio.claim())
        + ": "
        + Numbers.seconds(ratio.before())
        + " → "
        + Numbers.seconds(ratio.after())
        + (Double.isNaN(ratio.ratio()) ? "" : ", times " + Numbers.rounded(ratio.ratio(), 3));
  }

  /** Returns what a claim's tries rule out, or why nothing is ruled out. */
  static String ruledOut(ClaimRecord claim) {
    if (claim.excludedFailureRate() == null) {
      return "–";
    }
    return "> " + Numbers.percent(claim.excludedFailureRate());
  }

  /** Returns the command that repeats one instance. */
  static String replay(String instance) {
    boolean plain = instance.matches("[A-Za-z0-9][A-Za-z0-9@:/#~._=,+-]*");
    String word = plain ? instance : "'" + instance.replace("'", "'\\''") + "'";
    return "./plateau replay " + word;
  }
}
