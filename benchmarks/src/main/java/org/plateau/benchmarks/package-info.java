/**
 * JMH benchmarks, one class a workload.
 *
 * <p><b>The problem.</b> Speed is claimed only where a benchmark shows it. Time is compared as a
 * ratio within one run, since shared machines are noisy; what a gate may hold is counted work and
 * bytes per operation.
 *
 * <p><b>Notation.</b> L is the depth, d the width, n the order of a square matrix.
 *
 * <p><b>Main types.</b> {@link org.plateau.benchmarks.KernelBenchmark} for the products of small
 * matrices against the flop limit of the core.
 */
@NullMarked
package org.plateau.benchmarks;

import org.jspecify.annotations.NullMarked;
