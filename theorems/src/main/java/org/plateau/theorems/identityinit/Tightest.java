package org.plateau.theorems.identityinit;

import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Check;

/**
 * Of many checks of one kind, as a run makes one each step, the one that comes nearest to failing.
 */
final class Tightest {

  private @Nullable Check worst;

  void see(Check check) {
    if (worst == null) {
      worst = check;
      return;
    }
    int order = check.outcome().compareTo(worst.outcome());
    if (order > 0
        || order == 0 && check.excess() / check.scale() > worst.excess() / worst.scale()) {
      worst = check;
    }
  }

  /** Returns the tightest check seen; {@code otherwise} if there was none. */
  Check or(Check otherwise) {
    return worst == null ? otherwise : worst;
  }

  /** Returns the tightest check seen. */
  Check check() {
    if (worst == null) {
      throw new IllegalStateException("the run made no step that could be checked");
    }
    return worst;
  }
}
