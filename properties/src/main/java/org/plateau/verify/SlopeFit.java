package org.plateau.verify;

import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.regression.SimpleRegression;
import org.plateau.theorems.Point;

/**
 * Ordinary least squares of y on x, with t intervals for the slope.
 *
 * @param points number of points
 * @param slope estimated slope, NaN when the abscissas do not differ
 * @param intercept estimated intercept
 * @param standardError of the slope
 */
record SlopeFit(int points, double slope, double intercept, double standardError) {

  /** Fits a line. */
  static SlopeFit of(List<Point> points) {
    SimpleRegression regression = new SimpleRegression(true);
    for (Point point : points) {
      regression.addData(point.x(), point.y());
    }
    return new SlopeFit(
        points.size(),
        regression.getSlope(),
        regression.getIntercept(),
        regression.getSlopeStdErr());
  }

  /** Tells whether there are enough points for an interval: three, at two abscissas at least. */
  boolean isDetermined() {
    return points >= 3 && !Double.isNaN(slope) && !Double.isNaN(standardError);
  }

  /**
   * Returns half the width of the t interval for the slope that misses the truth with probability
   * {@code alpha}, under normal errors; 0 when the line fits exactly.
   */
  double halfWidth(double alpha) {
    return standardError == 0
        ? 0
        : -new TDistribution(points - 2).inverseCumulativeProbability(alpha / 2) * standardError;
  }
}
