package org.plateau.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * A claim about networks, on instances of its own generator whose depth and widths are fixed; each
 * instance then costs the same.
 *
 * @param <I> the claim's instance
 */
final class FixedShape<I> implements Claim<I> {

  private final Claim<I> claim;
  private final Map<String, String> edits;

  FixedShape(Claim<I> claim, int depth, int d) {
    this.claim = claim;
    Map<String, String> edits = new HashMap<>();
    String width = Integer.toString(d);
    edits.put("L", Integer.toString(depth));
    edits.put("d", width);
    for (int k = 1; k < depth; k++) {
      edits.put("width " + k, width);
    }
    edits.put("width of p", width);
    this.edits = Map.copyOf(edits);
  }

  @Override
  public Statement statement() {
    return claim.statement();
  }

  @Override
  public I draw(Draws draws) {
    return claim.draw(Draws.editing(draws.stream("instance").key(), "", draws.index(), edits));
  }

  @Override
  public Evidence examine(I instance) {
    return claim.examine(instance);
  }

  @Override
  public List<Probe<I>> probes() {
    return List.of();
  }
}
