package org.plateau.report;

import java.util.List;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.ProbeVerdict;
import org.plateau.verify.Verdict;

/** The sections of the report, the most urgent first. */
enum Section {
  REFUTED("refuted", "Refuted"),
  TOOTHLESS("toothless", "Toothless"),
  DOUBTFUL("doubtful", "Doubtful"),
  FAULTY("faulty", "Faulty"),
  OPEN("open", "Inconclusive and vacuous"),
  UPHELD("upheld", "Upheld");

  private final String anchor;
  private final String title;

  Section(String anchor, String title) {
    this.anchor = anchor;
    this.title = title;
  }

  String anchor() {
    return anchor;
  }

  String title() {
    return title;
  }

  /** Returns the section in which a claim stands. */
  static Section of(ClaimRecord claim) {
    if (claim.verdict() != Verdict.REFUTED && hasProbe(claim, ProbeVerdict.TOOTHLESS)) {
      return TOOTHLESS;
    }
    if (claim.verdict() == Verdict.UPHELD && hasProbe(claim, ProbeVerdict.INCONCLUSIVE)) {
      return OPEN;
    }
    return switch (claim.verdict()) {
      case REFUTED -> REFUTED;
      case DOUBTFUL -> DOUBTFUL;
      case FAULTY -> FAULTY;
      case INCONCLUSIVE, VACUOUS -> OPEN;
      case UPHELD -> UPHELD;
    };
  }

  /** Returns the claims that stand in this section, in their order. */
  List<ClaimRecord> of(List<ClaimRecord> claims) {
    return claims.stream().filter(claim -> of(claim) == this).toList();
  }

  private static boolean hasProbe(ClaimRecord claim, ProbeVerdict verdict) {
    return claim.probes().stream().anyMatch(probe -> probe.verdict() == verdict);
  }
}
