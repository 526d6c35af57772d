package org.plateau.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.plateau.verify.HypothesisRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Measures a network of the user's own. */
@Command(
    name = "measure",
    description =
        "Your own network and data: sharpness, Hessian trace, least possible sharpness, bounds,"
            + " balance, alignment, and which hypotheses hold.",
    footerHeading = "%nThe file:%n",
    footer = {
      "  numpy.savez(file, W1=..., W2=..., X=..., y=...)",
      "  W1 is applied first; layer k has the shape d_k x d_(k-1); X is n x d_0; y has n entries;",
      "  the last layer has one row, or p (d_L entries) is the fixed output vector."
    })
final class MeasureCommand implements Callable<Integer> {

  private final Main main;

  @Parameters(paramLabel = "FILE.npz", description = "Arrays W1 ... WL, X, y, and perhaps p.")
  private Path file = Path.of("");

  MeasureCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() {
    UserNetwork user = UserNetwork.read(file);
    Measurement measured = user.compute(() -> Measurement.of(user));
    if (main.output().json()) {
      main.output().json(measured);
    } else {
      print(measured);
    }
    return ExitCode.GREEN.code();
  }

  private void print(Measurement m) {
    Output output = main.output();
    output.line(
        output.styled("bold", m.file())
            + "  depth "
            + m.depth()
            + ", widths "
            + m.widths().stream().map(String::valueOf).collect(Collectors.joining("-"))
            + (m.fixedOutput() ? ", fixed output vector p" : "")
            + ", "
            + m.samples()
            + " samples");
    output.line("");
    Table table = new Table(output, "quantity", "value", "meaning").right(1);
    row(table, "loss", m.loss(), "R = |y - X w|² / n");
    row(table, "minimal loss", m.minimalLoss(), "of the least-squares solution w*");
    row(
        table,
        "loss gap",
        m.lossGap(),
        m.isMinimizer() ? "a minimizer" : "no minimizer (needs 1e-12 of the explained signal)");
    row(
        table,
        "sharpness",
        m.sharpness(),
        "top eigenvalue of the Hessian, ± "
            + Numbers.digits(m.sharpnessError(), 2)
            + " ("
            + m.sharpnessMethod()
            + ")");
    row(
        table,
        "minimal sharpness",
        m.minimalSharpness(),
        "least over all minimizers of this depth");
    row(table, "ratio", m.sharpness() / m.minimalSharpness(), "sharpness / minimal sharpness");
    row(table, "lower bound", m.lowerBound(), "2 L a |w*|^(2-2/L) |p|^(2/L), of every minimizer");
    row(
        table,
        "certificate bound",
        m.certificateBound(),
        "lower bound of this one, if a minimizer");
    row(table, "upper bound", m.upperBound(), "of the minimal sharpness");
    row(table, "learning-rate limit", m.learningRateLimit(), "2 / sharpness");
    row(table, "Hessian trace", m.hessianTrace(), "sum of all its eigenvalues");
    row(table, "minimal trace", m.minimalTrace(), "least over all minimizers of this depth");
    row(table, "imbalance", m.imbalance(), "kappa: sum of |W_(k+1)^T W_(k+1) - W_k W_k^T|");
    row(
        table,
        "rank deficit",
        Arrays.stream(m.rankDeficit()).max().orElse(0),
        "largest |W_k|_F² - |W_k|_2² of a layer");
    row(
        table,
        "alignment",
        Arrays.stream(m.alignment()).min().orElse(1),
        "least squared cosine between neighboring layers");
    table.print();
    output.line("");
    Table hypotheses = new Table(output, "hypothesis", "margin", "").flexible(0).right(1);
    for (HypothesisRecord hypothesis : m.hypotheses()) {
      hypotheses.row(
          hypotheses.cell("", hypothesis.what()),
          hypotheses.cell("", Numbers.text(hypothesis.margin())),
          hypothesis.holds()
              ? hypotheses.cell("fg(green)", "holds")
              : hypotheses.cell("fg(yellow)", "fails"));
    }
    hypotheses.print();
    m.notes().forEach(note -> output.line("note: " + note));
  }

  private static void row(Table table, String name, double value, String meaning) {
    table.row(name, Numbers.digits(value, 9), meaning);
  }
}
