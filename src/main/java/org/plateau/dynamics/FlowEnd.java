package org.plateau.dynamics;

/**
 * Where and how a gradient flow ended.
 *
 * @param ending how
 * @param weights the end point, of the objective's dimension
 * @param initialGap the gap at the start
 * @param gap the gap at the end
 * @param time the time at the end
 * @param pathLength the integral of |grad| over time
 * @param dissipated the integral of |grad|² over time; equals initialGap - gap for the exact flow
 * @param evaluations evaluations of the gradient
 */
public record FlowEnd(
    Ending ending,
    double[] weights,
    double initialGap,
    double gap,
    double time,
    double pathLength,
    double dissipated,
    long evaluations) {}
