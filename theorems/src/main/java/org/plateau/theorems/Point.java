package org.plateau.theorems;

/**
 * One point of a trend.
 *
 * @param x the abscissa, already transformed (usually a logarithm)
 * @param y the ordinate, already transformed
 */
public record Point(double x, double y) {}
