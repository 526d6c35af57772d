/**
 * Plots as inline SVG, each with the table of its numbers.
 *
 * <p><b>The problem.</b> A plot in a report must be readable without a script, on paper, by the
 * color-blind and by a screen reader, in light and dark, and small enough that hundreds fit into
 * one file. So series differ by shape and dash as well as by color, colors are classes that the
 * style sheet defines, points of a series are one path, and every plot carries its numbers as a
 * table.
 *
 * <p><b>Main types.</b> {@link org.plateau.report.plot.ChartDrawing} draws a {@link
 * org.plateau.theorems.Chart}; {@link org.plateau.report.plot.HistogramDrawing} draws counts; both
 * give a {@link org.plateau.report.plot.Drawing}, which is part of a page or a picture of its own;
 * {@link org.plateau.report.plot.Scale} maps numbers to positions and chooses the ticks.
 */
@NullMarked
package org.plateau.report.plot;

import org.jspecify.annotations.NullMarked;
