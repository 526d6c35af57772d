package org.plateau.verify;

import java.util.List;
import org.plateau.theorems.Point;
import org.plateau.theorems.Statement;

/**
 * The statistics of a trend: ordinary least squares of y on x.
 *
 * @param declaredLow least slope that the claim declares, perhaps -Infinity
 * @param declaredHigh greatest slope that the claim declares, perhaps Infinity
 * @param slope estimated slope
 * @param intercept estimated intercept
 * @param low lower end of the t interval for the slope at {@code confidence}
 * @param high upper end
 * @param confidence 0.99
 * @param refutingLow lower end of the t interval at level alpha / K, by which the claim is refuted
 * @param refutingHigh upper end
 * @param points the measured points, by index
 */
public record TrendRecord(
    double declaredLow,
    double declaredHigh,
    double slope,
    double intercept,
    double low,
    double high,
    double confidence,
    double refutingLow,
    double refutingHigh,
    List<Point> points) {

  /** Returns the statistics of what was tallied. */
  static TrendRecord of(Statement statement, Tally tally, Levels levels) {
    SlopeFit fit = SlopeFit.of(tally.points());
    double shown = fit.isDetermined() ? fit.halfWidth(Levels.SHOWN) : Double.NaN;
    double refuting = fit.isDetermined() ? fit.halfWidth(levels.refuting()) : Double.NaN;
    return new TrendRecord(
        statement.slopeLow(),
        statement.slopeHigh(),
        fit.slope(),
        fit.intercept(),
        fit.slope() - shown,
        fit.slope() + shown,
        1 - Levels.SHOWN,
        fit.slope() - refuting,
        fit.slope() + refuting,
        List.copyOf(tally.points()));
  }
}
