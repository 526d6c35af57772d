package org.plateau.dynamics;

/**
 * Where and how gradient descent ended.
 *
 * @param ending how
 * @param weights the last iterate
 * @param initialGap the gap at the start
 * @param gap the gap at the last iterate
 * @param steps the steps taken
 */
public record DescentEnd(
    Ending ending, double[] weights, double initialGap, double gap, long steps) {}
