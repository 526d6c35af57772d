package org.plateau.report.plot;

import java.util.stream.IntStream;
import org.plateau.theorems.Chart.Series;
import org.plateau.theorems.Chart.Style;

/** Thins series evenly, so that the same data give the same plot. */
final class Sampling {

  private Sampling() {}

  /** Returns at most {@code most} indices below {@code length}, evenly spaced, with both ends. */
  static int[] indices(int length, int most) {
    if (length <= most) {
      return IntStream.range(0, length).toArray();
    }
    return IntStream.range(0, most)
        .map(i -> (int) ((long) i * (length - 1) / (most - 1)))
        .toArray();
  }

  /** Returns the series with at most {@code most} points if it is a line; points all stay. */
  static Series thin(Series series, int most) {
    int limit = series.style() == Style.POINTS ? 3 * most : most;
    int[] kept = indices(series.x().length, limit);
    return kept.length == series.x().length ? series : pick(series, kept);
  }

  static Series pick(Series series, int[] kept) {
    return new Series(
        series.name(),
        series.style(),
        IntStream.of(kept).mapToDouble(i -> series.x()[i]).toArray(),
        IntStream.of(kept).mapToDouble(i -> series.y()[i]).toArray());
  }

  /**
   * Returns the borders of cells with the given ascending centers: halfway between neighbors
   * (geometrically on a logarithmic axis).
   */
  static double[] edges(double[] centers, boolean logarithmic) {
    int n = centers.length;
    double[] edges = new double[n + 1];
    for (int i = 1; i < n; i++) {
      edges[i] =
          logarithmic
              ? Math.sqrt(centers[i - 1] * centers[i])
              : 0.5 * (centers[i - 1] + centers[i]);
    }
    if (n == 1) {
      edges[0] = logarithmic ? centers[0] / 2 : centers[0] - 0.5;
      edges[1] = logarithmic ? centers[0] * 2 : centers[0] + 0.5;
    } else {
      edges[0] = logarithmic ? centers[0] * centers[0] / edges[1] : 2 * centers[0] - edges[1];
      edges[n] =
          logarithmic
              ? centers[n - 1] * centers[n - 1] / edges[n - 1]
              : 2 * centers[n - 1] - edges[n - 1];
    }
    return edges;
  }
}
