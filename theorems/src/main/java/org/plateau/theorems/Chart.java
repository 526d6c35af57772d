package org.plateau.theorems;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One panel of a figure: axes, series, and perhaps a grid of colored cells under them.
 *
 * @param title the panel's title
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series points and lines
 * @param cells a heat map under the series, or null
 */
public record Chart(String title, Axis x, Axis y, List<Series> series, @Nullable Cells cells) {

  /** Copies the list. */
  public Chart {
    series = List.copyOf(series);
  }

  /** Returns a panel of points and lines. */
  public static Chart of(String title, Axis x, Axis y, List<Series> series) {
    return new Chart(title, x, y, series, null);
  }

  /**
   * An axis.
   *
   * @param label quantity and unit
   * @param logarithmic whether the scale is logarithmic
   */
  public record Axis(String label, boolean logarithmic) {

    /** Returns a linear axis. */
    public static Axis linear(String label) {
      return new Axis(label, false);
    }

    /** Returns a logarithmic axis. */
    public static Axis log(String label) {
      return new Axis(label, true);
    }
  }

  /** How a series is drawn. */
  public enum Style {
    /** Measured: separate points. */
    POINTS,
    /** Measured: points joined by a line. */
    LINE,
    /** A bound or a formula: a dashed line without points. */
    BOUND
  }

  /**
   * A series of points.
   *
   * @param name for the legend
   * @param style how it is drawn
   * @param x abscissas
   * @param y ordinates, as many
   */
  public record Series(String name, Style style, double[] x, double[] y) {

    /** Checks the lengths. */
    public Series {
      if (x.length != y.length) {
        throw new IllegalArgumentException(
            "series '" + name + "' has " + x.length + " abscissas and " + y.length + " ordinates");
      }
    }
  }

  /**
   * A heat map over a rectangular grid.
   *
   * @param label what the color means, with unit
   * @param x centers of the columns, ascending
   * @param y centers of the rows, ascending
   * @param values row-major, y.length rows of x.length values
   * @param low value of the lightest color
   * @param high value of the darkest color
   */
  public record Cells(
      String label, double[] x, double[] y, double[] values, double low, double high) {

    /** Checks the shape. */
    public Cells {
      if (values.length != x.length * y.length) {
        throw new IllegalArgumentException(
            "a heat map of "
                + y.length
                + " x "
                + x.length
                + " cells has "
                + values.length
                + " values");
      }
    }
  }
}
