package org.plateau.dynamics;

/**
 * The record of one integration; the state itself was advanced in place.
 *
 * @param stop why it stopped
 * @param time the independent variable at the end, counted from 0
 * @param gauge the gauge at the end
 * @param steps accepted steps
 * @param evaluations evaluations of the right-hand side, those of the event search included
 */
public record Integration(
    IntegrationStop stop, double time, double gauge, long steps, long evaluations) {}
