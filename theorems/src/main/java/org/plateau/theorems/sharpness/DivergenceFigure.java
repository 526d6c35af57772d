package org.plateau.theorems.sharpness;

import java.util.List;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Chart.Axis;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/** The paper's figure 3: the probability that gradient descent diverges. */
final class DivergenceFigure implements Figure {

  @Override
  public String id() {
    return "sharpness/figure-3";
  }

  @Override
  public Paper paper() {
    return Paper.MARION_CHIZAT;
  }

  @Override
  public String title() {
    return "Figure 3: how often gradient descent diverges, by initial scale and learning rate";
  }

  @Override
  public String caption() {
    return "The kind of runs of figure 1, drawn anew: share of those whose gap leaves a million"
        + " times that of the zero network. Larger scales and larger learning rates diverge more"
        + " often; runs that neither diverge nor converge oscillate.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    return List.of(
        Chart.of(
            "Divergence",
            Axis.linear("initial scale"),
            Axis.linear("share of runs that diverge"),
            ScaleFigure.sweep(effort, stream).divergence()));
  }
}
