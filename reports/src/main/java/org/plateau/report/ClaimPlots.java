package org.plateau.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plateau.report.markup.Numbers;
import org.plateau.report.plot.ChartDrawing;
import org.plateau.report.plot.Drawing;
import org.plateau.report.plot.HistogramDrawing;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Chart.Axis;
import org.plateau.theorems.Chart.Series;
import org.plateau.theorems.Chart.Style;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Point;
import org.plateau.theorems.Relation;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.JournalEntry;
import org.plateau.verify.ProbabilityRecord;
import org.plateau.verify.StatementRecord;
import org.plateau.verify.TrendRecord;

/** The plots of one claim or probe, from its journal entries. */
final class ClaimPlots {

  private static final int FAMILIES = 6;
  private static final int DISTINCT = 30;
  private static final int GROUPS = 12;
  private static final double WIDE = 30;

  private final StatementRecord statement;
  private final @Nullable ProbabilityRecord probability;
  private final @Nullable TrendRecord trend;
  private final List<JournalEntry> all;
  private final List<JournalEntry> shown;
  private final int rows;

  /**
   * @param entries the claim's own entries, without those of its probes
   * @param points most points of a scatter; instances are chosen evenly, and the tightest stay
   */
  ClaimPlots(ClaimRecord claim, List<JournalEntry> entries, int points) {
    this(
        claim.statement(),
        claim.probability(),
        claim.trend(),
        entries.stream().filter(e -> e.index() < claim.tries()).toList(),
        points);
  }

  ClaimPlots(
      StatementRecord statement,
      @Nullable ProbabilityRecord probability,
      @Nullable TrendRecord trend,
      List<JournalEntry> entries,
      int points) {
    this.statement = statement;
    this.probability = probability;
    this.trend = trend;
    this.all = entries.stream().filter(e -> e.valid() && e.relation() != null).toList();
    this.shown = sample(all, points);
    this.rows = Math.max(8, points / 6);
  }

  /** Returns the plots, the most telling first. */
  List<Drawing> drawings() {
    List<Drawing> drawings = new ArrayList<>();
    if (trend != null) {
      drawings.add(trend(trend));
    }
    if (probability != null && !all.isEmpty()) {
      drawings.add(successRate(probability));
    }
    boolean events =
        all.stream().allMatch(e -> e.bound() == 1 && (e.value() == 0 || e.value() == 1));
    if (all.isEmpty() || events) {
      return drawings;
    }
    drawings.add(scatter());
    drawings.add(slack());
    if (shown.stream().anyMatch(e -> Double.isFinite(e.x()))) {
      drawings.add(growth());
    }
    return drawings;
  }

  private static List<JournalEntry> sample(List<JournalEntry> entries, int points) {
    if (entries.size() <= points) {
      return entries;
    }
    boolean[] kept = new boolean[entries.size()];
    for (int i = 0; i < points; i++) {
      kept[(int) ((long) i * (entries.size() - 1) / (points - 1))] = true;
    }
    IntStream.range(0, entries.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> entries.get(i).margin()))
        .limit(Math.min(8, points))
        .forEach(i -> kept[i] = true);
    return IntStream.range(0, kept.length).filter(i -> kept[i]).mapToObj(entries::get).toList();
  }

  private Drawing scatter() {
    Axis x = axis("bound", shown, JournalEntry::bound);
    Axis y = axis(quantity(), shown, JournalEntry::value);
    boolean logarithmic = x.logarithmic() && y.logarithmic();
    List<Series> series = new ArrayList<>(byFamily(JournalEntry::bound, JournalEntry::value));
    double low =
        shown.stream().mapToDouble(JournalEntry::bound).filter(Double::isFinite).min().orElse(0);
    double high =
        shown.stream().mapToDouble(JournalEntry::bound).filter(Double::isFinite).max().orElse(1);
    double[] ends = {low, high};
    series.add(new Series("value = bound", Style.BOUND, ends, ends));
    return ChartDrawing.of(
        Chart.of(
            "Measured value against bound",
            new Axis(x.label(), logarithmic),
            new Axis(y.label(), logarithmic),
            series),
        rows);
  }

  /** The slack of the quantity that most often speaks for the instance: slacks of others differ. */
  private Drawing slack() {
    Map<String, List<JournalEntry>> byQuantity =
        all.stream()
            .collect(Collectors.groupingBy(JournalEntry::what, TreeMap::new, Collectors.toList()));
    List<JournalEntry> most =
        byQuantity.values().stream().max(Comparator.comparingInt(List::size)).orElseThrow();
    boolean equality = most.get(0).relation() == Relation.EQUAL;
    double[] values =
        most.stream()
            .mapToDouble(e -> equality ? Math.abs(e.margin()) : e.margin())
            .filter(Double::isFinite)
            .toArray();
    String title = equality ? "Distance from equality" : "Slack";
    if (byQuantity.size() > 1) {
      title += ": " + most.get(0).what();
    }
    return equality ? distances(title, values, most) : slacks(title, values);
  }

  private static Drawing distances(String title, double[] values, List<JournalEntry> entries) {
    double tolerance = entries.stream().mapToDouble(e -> e.tolerance() / e.scale()).max().orElse(0);
    return HistogramDrawing.of(
        title,
        Axis.log("|value − bound| / scale"),
        values,
        tolerance > 0 ? tolerance : null,
        "tolerance");
  }

  private static Drawing slacks(String title, double[] values) {
    boolean logarithmic = isWide(values);
    return HistogramDrawing.of(
        title,
        new Axis("slack / scale (positive: the claim holds)", logarithmic),
        values,
        logarithmic ? null : 0.0,
        "the bound itself");
  }

  private Drawing growth() {
    String name = statement.growsWith();
    List<Series> series = new ArrayList<>(byFamily(JournalEntry::x, JournalEntry::value));
    Axis x = axis(name, shown, JournalEntry::x);
    boolean logarithmic =
        axis("", shown, JournalEntry::value).logarithmic()
            && shown.stream().mapToDouble(JournalEntry::bound).allMatch(v -> v > 0);
    series.add(medians("median measured", Style.LINE, JournalEntry::value));
    series.add(medians("median bound", Style.BOUND, JournalEntry::bound));
    return ChartDrawing.of(
        Chart.of(
            quantityTitle() + " against " + name, x, new Axis(quantity(), logarithmic), series),
        rows);
  }

  /**
   * The medians of a number over instances of about the same abscissa: over each abscissa where
   * there are few, else over groups of equal size.
   */
  private Series medians(String name, Style style, ToDoubleFunction<JournalEntry> number) {
    List<JournalEntry> ordered =
        all.stream()
            .filter(e -> Double.isFinite(e.x()) && Double.isFinite(number.applyAsDouble(e)))
            .sorted(Comparator.comparingDouble(JournalEntry::x))
            .toList();
    List<List<JournalEntry>> groups = groups(ordered);
    return new Series(
        name,
        style,
        groups.stream().mapToDouble(group -> median(group, JournalEntry::x)).toArray(),
        groups.stream().mapToDouble(group -> median(group, number)).toArray());
  }

  private static List<List<JournalEntry>> groups(List<JournalEntry> ordered) {
    Map<Double, List<JournalEntry>> byAbscissa =
        ordered.stream()
            .collect(Collectors.groupingBy(JournalEntry::x, TreeMap::new, Collectors.toList()));
    if (byAbscissa.size() <= DISTINCT) {
      return List.copyOf(byAbscissa.values());
    }
    List<List<JournalEntry>> groups = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      int from = i * ordered.size() / GROUPS;
      groups.add(ordered.subList(from, (i + 1) * ordered.size() / GROUPS));
    }
    return groups;
  }

  private static double median(List<JournalEntry> group, ToDoubleFunction<JournalEntry> number) {
    double[] values = group.stream().mapToDouble(number).sorted().toArray();
    return values[values.length / 2];
  }

  private Drawing successRate(ProbabilityRecord probability) {
    List<JournalEntry> ordered =
        all.stream().sorted(Comparator.comparingLong(JournalEntry::index)).toList();
    double[] xs = new double[ordered.size()];
    double[] ys = new double[ordered.size()];
    int successes = 0;
    for (int i = 0; i < xs.length; i++) {
      successes += ordered.get(i).outcome() == Outcome.HOLDS ? 1 : 0;
      xs[i] = i + 1;
      ys[i] = (double) successes / (i + 1);
    }
    double[] ends = {1, Math.max(2, xs.length)};
    double p0 = probability.p0();
    double resolved = p0 - probability.delta();
    return ChartDrawing.of(
        Chart.of(
            "Share of successes so far",
            Axis.log("instances"),
            Axis.linear("share"),
            List.of(
                new Series("share of successes", Style.LINE, xs, ys),
                new Series(
                    "claimed: " + Numbers.shortly(p0), Style.BOUND, ends, new double[] {p0, p0}),
                new Series(
                    "upheld against: " + Numbers.shortly(resolved),
                    Style.BOUND,
                    ends,
                    new double[] {resolved, resolved}))),
        rows);
  }

  private Drawing trend(TrendRecord trend) {
    double[] xs = trend.points().stream().mapToDouble(Point::x).toArray();
    double[] ys = trend.points().stream().mapToDouble(Point::y).toArray();
    double[] ends = {Arrays.stream(xs).min().orElse(0), Arrays.stream(xs).max().orElse(1)};
    double middle = Arrays.stream(xs).average().orElse(0);
    double level = trend.intercept() + trend.slope() * middle;
    List<Series> series = new ArrayList<>();
    series.add(new Series("measured", Style.POINTS, xs, ys));
    series.add(
        line("fit: slope " + Numbers.shortly(trend.slope()), trend.slope(), ends, middle, level));
    if (Double.isFinite(trend.declaredLow())) {
      series.add(
          line(
              "least slope claimed: " + Numbers.shortly(trend.declaredLow()),
              trend.declaredLow(),
              ends,
              middle,
              level));
    }
    if (Double.isFinite(trend.declaredHigh())) {
      series.add(
          line(
              "greatest slope claimed: " + Numbers.shortly(trend.declaredHigh()),
              trend.declaredHigh(),
              ends,
              middle,
              level));
    }
    String name = statement.growsWith();
    return ChartDrawing.of(
        Chart.of("Trend", Axis.linear(name.isEmpty() ? "x" : name), Axis.linear("y"), series),
        rows);
  }

  private static Series line(
      String name, double slope, double[] ends, double middle, double level) {
    double[] ys = {level + slope * (ends[0] - middle), level + slope * (ends[1] - middle)};
    return new Series(name, Style.BOUND, ends, ys);
  }

  private List<Series> byFamily(
      ToDoubleFunction<JournalEntry> x, ToDoubleFunction<JournalEntry> y) {
    Map<String, List<JournalEntry>> families = new LinkedHashMap<>();
    for (JournalEntry entry : shown) {
      families.computeIfAbsent(entry.family(), key -> new ArrayList<>()).add(entry);
    }
    List<Series> series = new ArrayList<>();
    List<JournalEntry> rest = new ArrayList<>();
    for (Map.Entry<String, List<JournalEntry>> family : families.entrySet()) {
      if (series.size() < FAMILIES - 1 || families.size() <= FAMILIES) {
        String name = family.getKey().isEmpty() ? "instances" : family.getKey();
        series.add(points(name, family.getValue(), x, y));
      } else {
        rest.addAll(family.getValue());
      }
    }
    if (!rest.isEmpty()) {
      series.add(points("other families", rest, x, y));
    }
    return series;
  }

  private static Series points(
      String name,
      List<JournalEntry> entries,
      ToDoubleFunction<JournalEntry> x,
      ToDoubleFunction<JournalEntry> y) {
    return new Series(
        name,
        Style.POINTS,
        entries.stream().mapToDouble(x).toArray(),
        entries.stream().mapToDouble(y).toArray());
  }

  private String quantity() {
    List<String> names = all.stream().map(JournalEntry::what).distinct().limit(2).toList();
    return names.size() == 1 ? names.get(0) : "value";
  }

  private String quantityTitle() {
    String name = quantity();
    return name.isEmpty() ? "Value" : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static Axis axis(
      String label, List<JournalEntry> entries, ToDoubleFunction<JournalEntry> number) {
    double[] values = entries.stream().mapToDouble(number).filter(Double::isFinite).toArray();
    return new Axis(label, isWide(values));
  }

  /** Tells whether all numbers are positive and span more than one and a half decades. */
  private static boolean isWide(double[] values) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(0);
    return low > 0 && high / low > WIDE;
  }
}
