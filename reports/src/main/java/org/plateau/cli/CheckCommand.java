package org.plateau.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.plateau.cli.input.BadInputException;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Fact;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Outcome;
import org.plateau.verify.CheckRecord;
import org.plateau.verify.HypothesisRecord;
import org.plateau.verify.Judge;
import org.plateau.verify.Subject;
import org.plateau.verify.Trial;
import org.plateau.verify.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts claims to a network of the user's own. */
@Command(
    name = "check",
    description =
        "Put a claim to your own network: UPHELD or REFUTED with every number; VACUOUS, with the"
            + " margin, when a hypothesis does not hold for it.")
final class CheckCommand implements Callable<Integer> {

  private final Main main;

  @Parameters(paramLabel = "CLAIM", description = "The claim's id, or 'all'.")
  private String id = "";

  @Option(names = "--on", required = true, paramLabel = "FILE.npz", description = "As for measure.")
  private Path file = Path.of("");

  @Option(
      names = "--allow-inconclusive",
      description = "Exit with 0 when nothing is worse than VACUOUS or DOUBTFUL.")
  private boolean allowInconclusive;

  CheckCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() {
    List<NetworkClaim<?>> claims = claims(main.catalogue());
    UserNetwork user = UserNetwork.read(file);
    List<Finding> findings = claims.stream().<Finding>map(claim -> examine(claim, user)).toList();
    if (main.output().json()) {
      main.output()
          .json(findings.size() == 1 && !id.equals("all") ? findings.get(0) : new All(findings));
    } else {
      findings.forEach(this::print);
    }
    user.notes().forEach(note -> main.output().note("note: " + note));
    return exitCode(findings).code();
  }

  private List<NetworkClaim<?>> claims(Catalogue catalogue) {
    if (id.equals("all")) {
      List<NetworkClaim<?>> all =
          catalogue.claims().stream()
              .filter(NetworkClaim.class::isInstance)
              .<NetworkClaim<?>>map(claim -> (NetworkClaim<?>) claim)
              .toList();
      if (all.isEmpty()) {
        throw new NothingSelectedException("nothing selected: no claim speaks of one network");
      }
      return all;
    }
    Claim<?> claim = Selection.claim(catalogue, id);
    if (claim instanceof NetworkClaim<?> networkClaim) {
      return List.of(networkClaim);
    }
    throw new BadInputException(
        id,
        "speaks of random draws, not of one network",
        "'plateau check all --on " + file + "' puts all claims to it that speak of one network");
  }

  private static <I> Finding examine(NetworkClaim<I> claim, UserNetwork user) {
    I instance;
    try {
      instance = claim.instance(user.network(), user.data());
    } catch (IllegalArgumentException e) {
      return silent(claim, user, String.valueOf(e.getMessage()));
    }
    // As an instance of a run is: what the claim throws, or cannot compare, is FAULTY.
    Trial trial = Trial.of(Subject.of(claim), instance);
    Evidence evidence = trial.evidence() == null ? Evidence.of() : trial.evidence();
    boolean open =
        trial.valid()
            && (trial.outcome() == Outcome.VIOLATED || trial.outcome() == Outcome.DOUBTFUL);
    Optional<Evidence> precise = open ? precisely(claim, instance) : Optional.empty();
    Verdict verdict =
        Judge.instance(trial.valid(), trial.outcome(), precise.map(Evidence::outcome));
    return new Finding(
        claim.statement().id(),
        claim.statement().title(),
        user.path(),
        verdict,
        verdict == Verdict.FAULTY ? trial.error() : reason(verdict, evidence, precise),
        evidence.checks().stream().map(CheckRecord::of).toList(),
        precise.map(Evidence::checks).orElse(List.of()).stream().map(CheckRecord::of).toList(),
        evidence.hypotheses().stream().map(HypothesisRecord::of).toList(),
        evidence.facts());
  }

  /** Empty also where 50 digits fail, which settles nothing. */
  private static <I> Optional<Evidence> precisely(NetworkClaim<I> claim, I instance) {
    try {
      return claim.examinePrecisely(instance);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The finding of a claim that does not speak of networks of this shape. */
  private static Finding silent(NetworkClaim<?> claim, UserNetwork user, String why) {
    return new Finding(
        claim.statement().id(),
        claim.statement().title(),
        user.path(),
        Verdict.VACUOUS,
        why,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static String reason(Verdict verdict, Evidence evidence, Optional<Evidence> precise) {
    String what = evidence.checks().isEmpty() ? "" : precise.orElse(evidence).headline().what();
    return switch (verdict) {
      case VACUOUS ->
          evidence.hypotheses().stream()
              .filter(hypothesis -> !hypothesis.holds())
              .map(
                  hypothesis ->
                      "the hypothesis '"
                          + hypothesis.what()
                          + "' fails with margin "
                          + Numbers.text(hypothesis.margin()))
              .reduce((a, b) -> a + "; " + b)
              .orElse("");
      case UPHELD -> "every hypothesis and every comparison holds on this network";
      case REFUTED -> "violated, also at 50 digits: " + what;
      default ->
          (evidence.outcome() == Outcome.VIOLATED
                  ? "violated in double precision, "
                  : "within the numerical error, ")
              + precise
                  .map(fine -> "not settled by 50 digits, which say " + fine.outcome())
                  .orElse("without an answer at 50 digits")
              + ": "
              + what;
    };
  }

  private ExitCode exitCode(List<Finding> findings) {
    return ExitCode.worst(
        findings.stream()
            .map(finding -> ExitCode.of(finding.verdict(), allowInconclusive))
            .toList());
  }

  private void print(Finding finding) {
    Output output = main.output();
    output.line(
        output.styled(Styles.of(finding.verdict()), finding.verdict().name())
            + "  "
            + output.styled("bold", finding.claim())
            + "  "
            + finding.title());
    output.line("  " + finding.reason());
    Table table =
        new Table(output, "  quantity", "value", "", "bound", "slack", "error", "")
            .flexible(0)
            .right(1, 3, 4, 5);
    for (CheckRecord check : finding.checks()) {
      table.row(
          "  " + check.what(),
          Numbers.digits(check.value(), 10),
          check.relation().symbol(),
          Numbers.digits(check.bound(), 10),
          Numbers.digits(check.slack(), 3),
          Numbers.digits(check.error(), 2),
          check.outcome().name());
    }
    if (!finding.checks().isEmpty()) {
      table.print();
    }
    for (HypothesisRecord hypothesis : finding.hypotheses()) {
      output.line(
          "  hypothesis "
              + (hypothesis.holds() ? "holds" : "FAILS")
              + " with margin "
              + Numbers.text(hypothesis.margin())
              + ": "
              + hypothesis.what());
    }
    for (Fact fact : finding.facts()) {
      output.line("  " + fact.name() + " = " + Numbers.digits(fact.value(), 10));
    }
    output.line("");
  }

  /** The JSON document of one claim. */
  record Finding(
      String claim,
      String title,
      String file,
      Verdict verdict,
      String reason,
      List<CheckRecord> checks,
      List<CheckRecord> preciseChecks,
      List<HypothesisRecord> hypotheses,
      List<Fact> facts) {}

  /** The JSON document of all claims. */
  record All(List<Finding> claims) {}
}
