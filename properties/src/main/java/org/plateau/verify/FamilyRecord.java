package org.plateau.verify;

import org.jspecify.annotations.Nullable;

/**
 * One kind of instance of a claim.
 *
 * @param name the family's name, or an empty string
 * @param tries number of instances drawn
 * @param valid how many satisfied the hypotheses
 * @param violations valid instances with a violated check
 * @param leastMargin least slack divided by scale over valid instances, or null
 */
public record FamilyRecord(
    String name, int tries, int valid, int violations, @Nullable Double leastMargin) {}
