package org.plateau.theorems;

/**
 * A measured number that is worth showing but is not compared.
 *
 * @param name what it is
 * @param value the number
 */
public record Fact(String name, double value) {}
