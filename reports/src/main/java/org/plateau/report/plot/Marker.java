package org.plateau.report.plot;

import java.util.Comparator;
import java.util.List;

/** The shapes that tell series of points apart without color; the shortest paths that draw them. */
enum Marker {
  /** A line of no length: its round caps are the dot. */
  CIRCLE("o", 0, 0, "h0"),
  /** A line of no length with square caps. */
  SQUARE("q", 0, 0, "h0"),
  TRIANGLE("p", 0, -3, "l3 5h-6z"),
  DIAMOND("p", 0, -3, "l3 3-3 3-3-3z"),
  DOWN("p", 0, 3, "l3-5h-6z"),
  BAR("p", -1, -3, "h2v6h-2z"),
  FLAT("p", -3, -1, "h6v2h-6z"),
  STAR("p", -3, -2, "l6 4v-4l-6 4z");

  /** A place in whole pixels. */
  record Place(long x, long y) {}

  private final String style;
  private final int left;
  private final int up;
  private final String shape;

  Marker(String style, int left, int up, String shape) {
    this.style = style;
    this.left = left;
    this.up = up;
    this.shape = shape;
  }

  static Marker of(int index) {
    return values()[index % values().length];
  }

  /** Returns the class that paints it: {@code o} and {@code q} by stroke, {@code p} by fill. */
  String style() {
    return style;
  }

  /**
   * Returns the path of the shape around each place. Places that coincide are drawn once; a shape
   * ends where it began, so from left to right each step to the next is a short one.
   */
  String at(List<Place> places) {
    List<Place> ordered =
        places.stream()
            .distinct()
            .sorted(Comparator.comparingLong(Place::x).thenComparingLong(Place::y))
            .toList();
    StringBuilder d = new StringBuilder();
    Place last = null;
    for (Place place : ordered) {
      if (last == null) {
        d.append('M').append(pair(place.x() + left, place.y() + up));
      } else {
        d.append('m').append(pair(place.x() - last.x(), place.y() - last.y()));
      }
      d.append(shape);
      last = place;
    }
    return d.toString();
  }

  private static String pair(long x, long y) {
    return x + (y < 0 ? "" : " ") + y;
  }
}
