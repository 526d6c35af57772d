package org.plateau.report;

import org.plateau.report.markup.Markup;
import org.plateau.report.markup.Numbers;
import org.plateau.verify.ResultRecord;

/** What a green run does not mean. */
final class Limits {

  private Limits() {}

  static void write(Markup out, ResultRecord result) {
    out.open("section", "id", "limits").element("h2", "What green does not mean");
    out.open("ul", "class", "prose");
    point(
        out,
        "It is no proof.",
        "A claim is UPHELD when random instances did not refute it. A theorem speaks of all instances.");
    point(
        out,
        "Our generators are not all instances.",
        "Each claim draws from families that its description lists: finite depths, widths and"
            + " condition numbers, chosen by us. A counterexample outside of them stays unseen.");
    point(
        out,
        "Sizes are finite.",
        "A statement about limits is tried at the sizes that the plots show. A trend is 'consistent"
            + " with' a slope over its grid, never more.");
    point(
        out,
        "A small failure rate may remain.",
        "Zero violations in n instances rule out failure rates above 1 − (1e-9)^(1/n): 5 % after 405,"
            + " 1 % after 2,062, 0.1 % after 20,713. Rarer failures are not excluded; the table of"
            + " claims says what each run excluded.");
    point(
        out,
        "Statistical verdicts can be wrong.",
        "A true statistical claim is refuted with probability at most "
            + Numbers.shortly(result.alpha())
            + " in the whole run. A claim that misses its probability by more than its resolution is"
            + " upheld with probability at most "
            + Numbers.shortly(result.upholdingLevel())
            + "; one that misses it by less may well be upheld.");
    point(
        out,
        "The statement may be encoded wrongly.",
        "Probes and mutants show that a check has power against the mistakes that they make, and no"
            + " others. Each constant says where it comes from.");
    point(
        out,
        "Arithmetic is finite.",
        "Values are doubles with error bounds; what lies within the bound is DOUBTFUL, and violations"
            + " are confirmed at 50 digits before a claim is REFUTED.");
    out.close().closeLine();
  }

  private static void point(Markup out, String title, String text) {
    out.open("li").element("strong", title).text(" " + text).closeLine();
  }
}
