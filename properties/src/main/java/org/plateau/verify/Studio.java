package org.plateau.verify;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;

/** The figures of a run, which any number of threads draw one by one. */
final class Studio {

  private final List<Figure> figures;
  private final Effort effort;
  private final long seed;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReferenceArray<FigureRecord> drawn;

  Studio(List<Figure> figures, Effort effort, long seed) {
    this.figures = figures.stream().filter(figure -> effort.compareTo(figure.from()) >= 0).toList();
    this.effort = effort;
    this.seed = seed;
    this.drawn = new AtomicReferenceArray<>(this.figures.size());
  }

  /** Draws one more figure; returns false when there is none left. */
  boolean drawNext() {
    int i = next.getAndIncrement();
    if (i >= figures.size()) {
      return false;
    }
    drawn.set(i, Gallery.draw(figures.get(i), effort, seed));
    return true;
  }

  /** Returns the figures drawn so far, in their order. */
  List<FigureRecord> drawn() {
    return IntStream.range(0, drawn.length())
        .mapToObj(drawn::get)
        .filter(Objects::nonNull)
        .toList();
  }
}
