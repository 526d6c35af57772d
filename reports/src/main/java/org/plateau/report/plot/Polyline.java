package org.plateau.report.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A line through points of the drawing, without those that one would not miss: Ramer, Douglas,
 * Peucker, at a third of a pixel.
 */
final class Polyline {

  private static final double VISIBLE = 0.3;

  private final List<double[]> points = new ArrayList<>();

  /** Appends a point. */
  void add(double x, double y) {
    points.add(new double[] {x, y});
  }

  /** Returns the path; an empty one has no letter. */
  String path() {
    if (points.isEmpty()) {
      return "";
    }
    boolean[] kept = new boolean[points.size()];
    kept[0] = true;
    kept[kept.length - 1] = true;
    keep(kept, 0, kept.length - 1);
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < kept.length; i++) {
      if (kept[i]) {
        d.append(i == 0 ? 'M' : 'L').append(Frame.point(points.get(i)[0], points.get(i)[1]));
      }
    }
    return d.toString();
  }

  private void keep(boolean[] kept, int from, int to) {
    int farthest = -1;
    double most = VISIBLE;
    for (int i = from + 1; i < to; i++) {
      double distance = distance(points.get(i), points.get(from), points.get(to));
      if (distance > most) {
        most = distance;
        farthest = i;
      }
    }
    if (farthest > 0) {
      kept[farthest] = true;
      keep(kept, from, farthest);
      keep(kept, farthest, to);
    }
  }

  /** Returns the distance of a point from the segment between two others. */
  private static double distance(double[] point, double[] from, double[] to) {
    double dx = to[0] - from[0];
    double dy = to[1] - from[1];
    double square = dx * dx + dy * dy;
    double along = (point[0] - from[0]) * dx + (point[1] - from[1]) * dy;
    double share = square > 0 ? Math.max(0, Math.min(1, along / square)) : 0;
    double x = point[0] - from[0] - share * dx;
    double y = point[1] - from[1] - share * dy;
    return Math.sqrt(x * x + y * y);
  }
}
