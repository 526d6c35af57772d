package org.plateau.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Chart.Axis;
import org.plateau.theorems.Chart.Series;
import org.plateau.theorems.Chart.Style;
import org.plateau.theorems.Constant;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Direction;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Fact;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Point;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Relation;
import org.plateau.verify.CheckRecord;
import org.plateau.verify.ChoiceRecord;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.EnvironmentRecord;
import org.plateau.verify.FamilyRecord;
import org.plateau.verify.FigureRecord;
import org.plateau.verify.HypothesisRecord;
import org.plateau.verify.InstanceRecord;
import org.plateau.verify.JournalEntry;
import org.plateau.verify.ProbabilityRecord;
import org.plateau.verify.ProbeRecord;
import org.plateau.verify.ProbeVerdict;
import org.plateau.verify.ResultRecord;
import org.plateau.verify.RunRecord;
import org.plateau.verify.StatementRecord;
import org.plateau.verify.TimingRecord;
import org.plateau.verify.TrendRecord;
import org.plateau.verify.Verdict;

/**
 * A made-up run with every verdict, for the tests of the reports. No number in it was measured. Any
 * string that comes from a claim can be replaced, to see what hostile text does.
 */
final class FixtureRun {

  private static final double CONFIDENCE = 1 - 1e-9;

  private final String hostile;
  private String seed = "20240513";
  private String generator = "9f3c";
  private String constant = "2La";
  private double margin = 7e-4;
  private final List<ClaimRecord> claims = new ArrayList<>();
  private final List<JournalEntry> entries = new ArrayList<>();
  private final List<TimingRecord> timings = new ArrayList<>();

  private FixtureRun(String hostile) {
    this.hostile = hostile;
  }

  /** A run with all verdicts. */
  static RunData mixed() {
    return new FixtureRun("").mixedData();
  }

  /** A run with all verdicts, in which every string of a claim ends in the given text. */
  static RunData hostile(String text) {
    return new FixtureRun(text).mixedData();
  }

  /** The mixed run after a day of work: something of every kind differs. */
  static RunData changed() {
    FixtureRun run = new FixtureRun("");
    run.seed = "8";
    run.generator = "77aa";
    run.margin = 0.002;
    run.constant = "a/2";
    run.claim("lower-bound", 0, Verdict.UPHELD, Direction.LOWER, 2062);
    run.claim("upper-bound", 0, Verdict.UPHELD, Direction.UPPER, 806);
    run.claim("trace-identity", 1, Verdict.UPHELD, Direction.IDENTITY, 405);
    return run.data();
  }

  /** The mixed run with another least margin. */
  static RunData withMargin(double margin) {
    FixtureRun run = new FixtureRun("");
    run.margin = margin;
    return run.mixedData();
  }

  /** A green run of the given size. */
  static RunData green(int size) {
    FixtureRun run = new FixtureRun("");
    for (int i = 0; i < size; i++) {
      run.claim("claim-" + i, i % 4, Verdict.UPHELD, Direction.LOWER, 2062);
    }
    return run.data();
  }

  /** The run with the benchmarks and peers that are stored in this project. */
  static RunData withAllBenchmarks(RunData data) throws IOException {
    ObjectMapper mapper = JsonMapper.builder().build();
    Path results = Path.of("..", "benchmarks", "results");
    ObjectNode benchmarks = mapper.createObjectNode();
    benchmarks.set("jmh", mapper.readTree(results.resolve("jmh.json").toFile()));
    ArrayNode work = benchmarks.putArray("work");
    for (JsonNode row : benchmarks.path("jmh")) {
      ObjectNode count = work.addObject().put("benchmark", BenchmarkSection.name(row));
      count.set("params", row.path("params"));
      count.put("count", 100_000).put("unit", "Hessian-vector products");
      count.put("flops", 1e6).put("bytes", 1e6);
    }
    return new RunData(
        data.run(),
        data.entries(),
        data.figures(),
        benchmarks,
        mapper.readTree(results.resolve("peers.json").toFile()),
        data.history());
  }

  private RunData mixedData() {
    claim("lower-bound", 0, Verdict.UPHELD, Direction.LOWER, 2062);
    claim("hessian-identity", 0, Verdict.UPHELD, Direction.IDENTITY, 2062);
    claim("upper-bound", 0, Verdict.REFUTED, Direction.UPPER, 405);
    claim("completion-recovers", 1, Verdict.UPHELD, Direction.PROBABILITY, 90);
    claim("covariance-recovers", 1, Verdict.INCONCLUSIVE, Direction.PROBABILITY, 20);
    claim("failure-floor", 2, Verdict.DOUBTFUL, Direction.LOWER, 405);
    claim("rotation-distance", 2, Verdict.UPHELD, Direction.TREND, 60);
    claim("root-residual", 2, Verdict.FAULTY, Direction.UPPER, 12);
    claim("balanced-solution", 3, Verdict.VACUOUS, Direction.UPPER, 30);
    claim("decrease-rate", 3, Verdict.UPHELD, Direction.UPPER, 405);
    return data();
  }

  private String s(String text) {
    return text + hostile;
  }

  private static Paper paper(int index) {
    return List.of(Paper.MARION_CHIZAT, Paper.DING_ET_AL, Paper.BARTLETT_ET_AL, Paper.MA_FATTAHI)
        .get(index);
  }

  private RunData data() {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, (int) claims.stream().filter(c -> c.verdict() == verdict).count());
    }
    Map<ProbeVerdict, Integer> probes = new EnumMap<>(ProbeVerdict.class);
    for (ProbeVerdict verdict : ProbeVerdict.values()) {
      int count =
          (int)
              claims.stream()
                  .flatMap(c -> c.probes().stream())
                  .filter(p -> p.verdict() == verdict)
                  .count();
      probes.put(verdict, count);
    }
    boolean green =
        counts.get(Verdict.UPHELD) == claims.size() && probes.get(ProbeVerdict.TOOTHLESS) == 0;
    ResultRecord result =
        new ResultRecord(
            s("0.1.0"),
            seed,
            Effort.STANDARD,
            0,
            true,
            1e-9,
            3,
            1e-6,
            green,
            counts,
            probes,
            claims);
    RunRecord run = new RunRecord(RunRecord.SCHEMA, result, environment());
    return RunData.of(run, entries, List.of(figure()), benchmarks(), peers(), history());
  }

  private JsonNode benchmarks() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("machine").put("cores", s("2"));
    ArrayNode rows = root.putArray("jmh");
    jmh(rows, "LimitsBenchmark.fusedMultiplyAdd", "", "", 0.02, "ns/op");
    jmh(rows, "LimitsBenchmark.memoryRead", "", "", 0.0625, "ns/op");
    jmh(rows, "ScalingBenchmark.minimizerForm", "shape", "4x8", 8, "us/op");
    jmh(rows, "ScalingBenchmark.minimizerForm", "shape", "8x8", 16, "us/op");
    jmh(rows, "ScalingBenchmark.minimizerForm", "shape", "16x8", 40, "us/op");
    jmh(rows, "ScalingBenchmark.minimizerForm", "shape", "8x16", 64, "us/op");
    jmh(rows, "KernelBenchmark.vector", "n", "16", 327.68, "ns/op");
    ((ObjectNode) rows.get(6).path("primaryMetric")).put("scoreError", 1.5);
    ObjectNode work = root.putArray("work").addObject();
    work.put("benchmark", "KernelBenchmark.vector").put("count", 1).put("unit", s("product"));
    work.put("flops", 8192).put("bytes", 2621.44).putObject("params").put("n", "16");
    return root;
  }

  private void jmh(
      ArrayNode rows, String name, String parameter, String value, double score, String unit) {
    ObjectNode row = rows.addObject().put("benchmark", "org.plateau.benchmarks." + name);
    if (!parameter.isEmpty()) {
      row.putObject("params").put(parameter, value);
    }
    ObjectNode metric = row.putObject("primaryMetric");
    metric.put("score", score).put("scoreError", "NaN").put("scoreUnit", s(unit));
  }

  private JsonNode peers() {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("machine", s("a processor"));
    root.put("plateau", s("0.1.0")).putObject("versions").put("numpy", s("1.24"));
    ObjectNode row = root.putArray("peers").addObject().put("goal", s("G1"));
    row.put("workload", s("sharpness 8 8")).put("peer", s("PyTorch")).put("wanted", 1000);
    row.put("nanoseconds", 5000).put("peerNanoseconds", 1e7).put("rounds", 5);
    row.put("ratioMin", 1900).put("ratioMedian", 2000).put("ratioMax", 2100);
    ObjectNode rate = root.putObject("throughput").put("goal", s("G9")).put("rounds", 5);
    rate.put("perSecondMin", 64202.07).put("perSecondMedian", 71000.3).put("perSecondMax", 89221.2);
    rate.put("wanted", 200_000);
    return root;
  }

  private RunHistory history() {
    List<RunHistory.PastRun> runs = new ArrayList<>();
    for (int day = 14; day < 22; day++) {
      Map<String, Verdict> verdicts = new TreeMap<>();
      for (ClaimRecord claim : claims) {
        verdicts.put(claim.id(), day % 3 == 0 ? claim.verdict() : Verdict.UPHELD);
      }
      String when = "2026-11-" + day + "T10:00:00Z";
      runs.add(new RunHistory.PastRun(s(when), "standard", "7", day % 3 != 0, 91.5, verdicts));
    }
    List<Comparison.Change> changes =
        List.of(
            new Comparison.Change(
                Comparison.Kind.VERDICT,
                s("sharpness/upper-bound"),
                "verdict",
                "UPHELD",
                s("REFUTED")),
            new Comparison.Change(
                Comparison.Kind.MARGIN,
                "sharpness/lower-bound",
                "least margin",
                "0.012",
                "0.0007"));
    return new RunHistory(
        runs,
        new Comparison(
            s("2026-11-21T10:00:00Z (standard, seed 7)"),
            "this",
            changes,
            List.of(
                new Comparison.Ratio("", 91.5, 88.25),
                new Comparison.Ratio("sharpness/lower-bound", 2, 1.5))));
  }

  private EnvironmentRecord environment() {
    Map<String, String> properties = new TreeMap<>();
    properties.put("JDK", s("17.0.15"));
    properties.put("Cores", "2");
    properties.put("Locale", "en");
    return new EnvironmentRecord(
        s("./plateau verify --standard --seed 20240513"),
        "2026-11-22T12:00:00Z",
        88.25,
        160.5,
        2,
        false,
        List.of(s("A torn last line of the journal was dropped.")),
        properties,
        timings);
  }

  private FigureRecord figure() {
    double[] depths = {2, 4, 8, 16, 32};
    Series measured =
        new Series(s("after gradient flow"), Style.POINTS, depths, new double[] {5, 9, 17, 33, 66});
    Series bound =
        new Series(s("lower bound"), Style.BOUND, depths, new double[] {4, 8, 16, 32, 64});
    Chart chart =
        Chart.of(
            s("Sharpness against depth"),
            Axis.log(s("depth L")),
            Axis.log("sharpness"),
            List.of(measured, bound));
    double[] cells = new double[48];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = Math.min(1, (i % 8 + i / 8.0) / 11);
    }
    Chart map =
        new Chart(
            "Recovery",
            Axis.linear("measurements"),
            Axis.linear("rank"),
            List.of(
                new Series("threshold", Style.BOUND, new double[] {20, 90}, new double[] {5, 1})),
            new Chart.Cells(
                s("share of successes"),
                new double[] {20, 30, 40, 50, 60, 70, 80, 90},
                new double[] {1, 2, 3, 4, 5, 6},
                cells,
                0,
                1));
    double[] steps = new double[400];
    List<Series> flows = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      steps[i] = i + 1;
    }
    for (int depth = 2; depth <= 7; depth++) {
      double[] loss = new double[steps.length];
      for (int i = 0; i < loss.length; i++) {
        loss[i] = FastMath.exp(-0.01 * depth * i) * (1 + 0.2 * FastMath.sin(i * 0.05));
      }
      flows.add(new Series("N = " + depth, Style.LINE, steps, loss));
    }
    Chart lines = Chart.of("Error against step", Axis.linear("step"), Axis.log("error"), flows);
    return new FigureRecord(
        "sharpness/figure-1",
        Paper.MARION_CHIZAT,
        s("Figure 1: sharpness grows with depth"),
        s(
            "Gradient flow from small initialization, d = 5, ten seeds. Look for points above the line."),
        List.of(chart, map, lines),
        "");
  }

  private void claim(String name, int paper, Verdict verdict, Direction direction, int tries) {
    String id = paper(paper).key() + "/" + name;
    measure(id, verdict, direction, tries);
    boolean upheld = verdict == Verdict.UPHELD;
    boolean statistical = direction == Direction.PROBABILITY || direction == Direction.TREND;
    ProbeVerdict second =
        name.equals("decrease-rate")
            ? ProbeVerdict.TOOTHLESS
            : name.equals("rotation-distance") ? ProbeVerdict.INCONCLUSIVE : ProbeVerdict.BITES;
    InstanceRecord broken = verdict == Verdict.REFUTED ? instance(id, 17, 1.25, 1.0) : null;
    claims.add(
        new ClaimRecord(
            id,
            statement(paper, direction),
            generator,
            verdict,
            s(reason(verdict)),
            tries,
            tries - 3,
            3,
            11,
            broken == null ? 0 : 4,
            verdict == Verdict.DOUBTFUL ? 1 : 0,
            verdict == Verdict.FAULTY ? 1 : 0,
            upheld && !statistical ? 1 - FastMath.pow(1e-9, 1.0 / (tries - 3)) : null,
            CONFIDENCE,
            verdict == Verdict.FAULTY ? null : broken == null ? margin : -0.25,
            direction == Direction.PROBABILITY
                ? new ProbabilityRecord(
                    0.99,
                    0.05,
                    tries - 4,
                    1,
                    -2.5,
                    21.8,
                    upheld ? 14.2 : 3.5,
                    13.8,
                    0.93,
                    0.9995,
                    CONFIDENCE)
                : null,
            direction == Direction.TREND ? trend() : null,
            List.of(
                new FamilyRecord(s("random"), tries / 2, tries / 2, 0, 0.03),
                new FamilyRecord("near-flat", tries / 2, tries / 2 - 3, 0, 7e-4)),
            broken,
            broken == null ? null : instance(id, 91, 1.5, 1.0),
            List.of(instance(id, 3, 1, 1.0007), instance(id, 44, 1, 1.002)),
            List.of(
                probe(id, "the constant, 5 % larger", "scaled", ProbeVerdict.BITES),
                probe(id, "minimizer", "minimizer", second))));
    timings.add(new TimingRecord(id, "", tries, 0.8 + 0.01 * tries));
    timings.add(new TimingRecord(id, "scaled", 1, 0.02));
  }

  private static String reason(Verdict verdict) {
    return switch (verdict) {
      case UPHELD -> "no violation in 2,059 valid instances: a failure rate above 1 % is ruled out";
      case REFUTED -> "4 violations, the worst by 50 % of the bound, confirmed at 50 digits";
      case DOUBTFUL -> "one slack lies within its numerical error and has no form at 50 digits";
      case INCONCLUSIVE -> "the budget ended before either test reached its level";
      case VACUOUS -> "only 3 of 30 drawn instances satisfied the hypotheses";
      case FAULTY -> "instance 5 ended in ArithmeticException: the root did not converge";
    };
  }

  private StatementRecord statement(int paper, Direction direction) {
    return new StatementRecord(
        s("Every minimizer is at least this sharp, linearly in depth"),
        hostile.isEmpty() ? "S(W) \\ge 2 L a \\,\\|w^*\\|^{2-2/L} \\,\\|p\\|^{2/L}" : s("x"),
        paper(paper),
        s("lower bound of the theorem on S_min"),
        Provenance.DERIVED,
        direction,
        List.of(
            new Constant(
                hostile.isEmpty() ? constant : s("2"),
                s("from the rank-one Rayleigh quotient"),
                Provenance.DERIVED),
            new Constant("a", "u'X'Xu / n for the unit vector u along w*", Provenance.PAPER)),
        List.of(s("W is a minimizer"), "X'X is invertible"),
        s("sharpness-and-depth, C1"),
        s("depth"),
        List.of(s("bound")),
        Cost.LIGHT,
        0.2);
  }

  private InstanceRecord instance(String id, int index, double value, double bound) {
    CheckRecord check =
        new CheckRecord(
            s("sharpness"),
            Relation.AT_MOST,
            value,
            bound,
            bound - value,
            (bound - value) / bound,
            1e-9,
            3e-12,
            bound,
            value > bound ? Outcome.VIOLATED : Outcome.HOLDS);
    return new InstanceRecord(
        id + "@20240513:" + index + hostile,
        "near-flat",
        true,
        check.outcome(),
        List.of(
            new ChoiceRecord(s("depth"), "7", 7, "integer"),
            new ChoiceRecord("condition", "0x1.8p2", 6.25, "logarithmic"),
            new ChoiceRecord("family", s("near-flat"), 1, "option")),
        List.of(check),
        value > bound ? List.of(check) : List.of(),
        List.of(new HypothesisRecord(s("minimizer"), 1e-10, true)),
        List.of(new Fact(s("Hessian trace"), 12.345678901234567)),
        null,
        s(""));
  }

  private ProbeRecord probe(String id, String name, String slug, ProbeVerdict verdict) {
    boolean bites = verdict == ProbeVerdict.BITES;
    @Nullable InstanceRecord witness = bites ? instance(id + "#" + slug, 0, 1.05, 1) : null;
    return new ProbeRecord(
        s(name),
        slug,
        bites ? "near-flat" : "",
        verdict,
        s(bites ? "violated by 5 % at instance 0" : "no violation in 30 tries"),
        30,
        bites ? 1 : 30,
        bites ? 1 : 0,
        0,
        0,
        bites ? -0.05 : 0.2,
        witness);
  }

  private static TrendRecord trend() {
    List<Point> points = new ArrayList<>();
    RandomStream stream = RandomStream.of(7, "trend", 0);
    for (int i = 0; i < 60; i++) {
      double x = 1 + i % 10 * 0.3;
      points.add(new Point(x, 0.4 - x + 0.05 * stream.nextGaussian()));
    }
    return new TrendRecord(-1.15, -0.85, -1.003, 0.41, -1.02, -0.98, 0.99, -1.05, -0.95, points);
  }

  private void measure(String id, Verdict verdict, Direction direction, int tries) {
    RandomStream stream = RandomStream.of(3, id, 0);
    for (int i = 0; i < tries; i++) {
      int depth = 2 + (int) (stream.nextDouble() * 23);
      double bound = 2 * depth * FastMath.exp(1.2 * stream.nextGaussian());
      double slack = 0.3 * FastMath.exp(2 * stream.nextGaussian() - 2);
      String family = i % 2 == 0 ? "random" : "near-flat";
      double value = bound * (1 + slack);
      Relation relation = Relation.AT_LEAST;
      Outcome outcome = Outcome.HOLDS;
      if (direction == Direction.IDENTITY) {
        relation = Relation.EQUAL;
        value = bound * (1 + 1e-14 * stream.nextGaussian());
      } else if (direction == Direction.UPPER) {
        relation = Relation.AT_MOST;
        value = bound / (1 + slack) * (verdict == Verdict.REFUTED && i % 100 == 17 ? 1.5 : 1);
      } else if (direction == Direction.PROBABILITY) {
        boolean success = i % 40 != 11;
        outcome = success ? Outcome.HOLDS : Outcome.VIOLATED;
        value = success ? 1 : 0;
        bound = 1;
      } else if (direction == Direction.TREND) {
        continue;
      }
      entries.add(
          new JournalEntry(
              id,
              "",
              i,
              s(family),
              i % 50 != 49,
              outcome,
              s("sharpness"),
              relation,
              value,
              bound,
              1e-12 * bound,
              1e-13 * bound,
              bound,
              depth,
              Double.NaN));
    }
  }
}
