package org.plateau.verify;

import java.util.List;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Paper;

/**
 * A redrawn figure, as stored in {@code figures.json}.
 *
 * @param id the figure's id
 * @param paper the paper on whose page it stands
 * @param title one line in words
 * @param caption what is shown
 * @param charts the panels; empty when it could not be drawn
 * @param error the exception's class and message when it could not be drawn, or an empty string
 */
public record FigureRecord(
    String id, Paper paper, String title, String caption, List<Chart> charts, String error) {}
