package org.plateau.verify;

import java.util.List;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;

/** Draws figures from streams of their own. */
public final class Gallery {

  private Gallery() {}

  /**
   * Draws one figure: the same at the same effort and seed, whatever else is drawn. What it throws
   * becomes the record's error.
   */
  public static FigureRecord draw(Figure figure, Effort effort, long seed) {
    try {
      return new FigureRecord(
          figure.id(),
          figure.paper(),
          figure.title(),
          figure.caption(),
          figure.draw(effort, RandomStream.of(seed, figure.id(), 0)),
          "");
    } catch (RuntimeException | LinkageError e) {
      return new FigureRecord(
          figure.id(), figure.paper(), figure.title(), figure.caption(), List.of(), e.toString());
    }
  }
}
