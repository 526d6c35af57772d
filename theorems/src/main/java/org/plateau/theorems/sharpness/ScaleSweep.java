package org.plateau.theorems.sharpness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.plateau.dynamics.DescentEnd;
import org.plateau.dynamics.Ending;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart.Series;
import org.plateau.theorems.Chart.Style;
import org.plateau.theorems.Effort;

/**
 * The runs behind the paper's figures 1, 3 and 4: gradient descent on one data set from several
 * initial scales, at several learning rates, with repetitions (spec: sharpness-and-depth, section
 * 6). A run stops early once its gap is 1e-24 of that at 0.
 *
 * @param data the training data
 * @param scales the initial scales
 * @param rows the runs by learning rate
 */
record ScaleSweep(LeastSquaresData data, double[] scales, List<Row> rows) {

  /** Distances below this are rounding. */
  static final double FLOOR = 1e-30;

  /** The learning rates whose sharpness the paper shows. */
  static final double CALM = 0.09;

  /** Draws a start of the given scale. */
  interface Starts {
    DeepLinearNetwork draw(RandomStream stream, double scale);
  }

  /**
   * A learning rate with its budget.
   *
   * @param eta the learning rate
   * @param steps the steps
   * @param repetitions runs per scale in the paper
   */
  record Rate(double eta, int steps, int repetitions) {}

  /**
   * Where a run ended.
   *
   * @param diverged whether the gap left every bound
   * @param distance |w - w*|^2
   * @param sharpness S there, NaN where it was not asked for
   */
  record Run(boolean diverged, double distance, double sharpness) {}

  /**
   * The runs of one learning rate.
   *
   * @param rate the learning rate
   * @param runs by scale, then by repetition
   */
  record Row(Rate rate, List<List<Run>> runs) {}

  static ScaleSweep run(
      LeastSquaresData data,
      double[] scales,
      List<Rate> rates,
      Effort effort,
      Starts starts,
      RandomStream stream) {
    List<Row> rows = new ArrayList<>();
    for (Rate rate : rates) {
      RandomStream ofRate = stream.sub(String.format(Locale.ROOT, "eta %.3f", rate.eta()));
      List<List<Run>> byScale = new ArrayList<>();
      for (int i = 0; i < scales.length; i++) {
        List<Run> runs = new ArrayList<>();
        for (int r = 0; r < repetitions(rate, effort); r++) {
          runs.add(run(data, starts.draw(ofRate.sub(i).sub(r), scales[i]), rate));
        }
        byScale.add(runs);
      }
      rows.add(new Row(rate, byScale));
    }
    return new ScaleSweep(data, scales, rows);
  }

  private static int repetitions(Rate rate, Effort effort) {
    return switch (effort) {
      case QUICK -> 3;
      case STANDARD -> 8;
      case DEEP -> rate.repetitions();
    };
  }

  private static Run run(LeastSquaresData data, DeepLinearNetwork start, Rate rate) {
    Descent descent = new Descent(start, data, 1);
    DescentEnd end = descent.run(rate.eta(), rate.steps(), Descent.CONVERGED);
    if (end.ending() == Ending.DIVERGED) {
      return new Run(true, Double.NaN, Double.NaN);
    }
    double sharpness = rate.eta() < CALM ? descent.sharpness(end).value() : Double.NaN;
    return new Run(false, distance(data, start.with(end.weights())), sharpness);
  }

  /** |w - w*|^2, at least {@link #FLOOR} for logarithmic axes. */
  static double distance(LeastSquaresData data, DeepLinearNetwork network) {
    double[] error = network.endToEnd();
    Kernels.axpy(-1, data.solution(), 0, error, 0, error.length);
    return Math.max(FLOOR, Kernels.dot(error, error));
  }

  /** The median over the runs that did not diverge, per learning rate, against the scale. */
  List<Series> medians(ToDoubleFunction<Run> value, double below) {
    List<Series> series = new ArrayList<>();
    for (Row row : rows) {
      if (row.rate().eta() < below) {
        series.add(
            series(
                row,
                runs ->
                    median(runs.stream().filter(r -> !r.diverged()).mapToDouble(value).toArray())));
      }
    }
    return series;
  }

  /** The share of runs that diverged, per learning rate, against the scale. */
  List<Series> divergence() {
    List<Series> series = new ArrayList<>();
    for (Row row : rows) {
      series.add(
          series(row, runs -> runs.stream().filter(Run::diverged).count() / (double) runs.size()));
    }
    return series;
  }

  private Series series(Row row, ToDoubleFunction<List<Run>> value) {
    double[] x = new double[scales.length];
    double[] y = new double[scales.length];
    int n = 0;
    for (int i = 0; i < scales.length; i++) {
      double at = value.applyAsDouble(row.runs().get(i));
      if (!Double.isNaN(at)) {
        x[n] = scales[i];
        y[n++] = at;
      }
    }
    String name = String.format(Locale.ROOT, "learning rate %.3g", row.rate().eta());
    return new Series(name, Style.LINE, Arrays.copyOf(x, n), Arrays.copyOf(y, n));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int n = values.length;
    return n == 0 ? Double.NaN : (values[(n - 1) / 2] + values[n / 2]) / 2;
  }

  /** A horizontal dashed line over all scales. */
  Series level(String name, double value) {
    double[] x = {scales[0], scales[scales.length - 1]};
    return new Series(name, Style.BOUND, x, new double[] {value, value});
  }

  /** {@code count} equidistant numbers from low to high. */
  static double[] grid(double low, double high, int count) {
    double[] grid = new double[count];
    for (int i = 0; i < count; i++) {
      grid[i] = low + (high - low) * i / (count - 1);
    }
    return grid;
  }
}
