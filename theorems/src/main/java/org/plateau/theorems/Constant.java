package org.plateau.theorems;

/**
 * A constant of a statement, with where it comes from.
 *
 * @param symbol the constant as TeX, such as {@code 2La}
 * @param meaning a few words: what it is, or how it was derived or measured
 * @param provenance where it comes from
 */
public record Constant(String symbol, String meaning, Provenance provenance) {}
