/**
 * JMH benchmarks, one class a workload.
 *
 * <p><b>The problem.</b> Speed is claimed only where a benchmark shows it. Time is compared as a
 * ratio within one run, since shared machines are noisy; what a gate may hold is counted work and
 * bytes per operation.
 *
 * <p><b>Notation.</b> L is the depth, d the width, n the order of a square matrix.
 *
 * <p><b>Main types.</b> {@link org.plateau.benchmarks.SharpnessBenchmark}, {@link
 * org.plateau.benchmarks.FlowBenchmark}, {@link org.plateau.benchmarks.SubgradientBenchmark} and
 * {@link org.plateau.benchmarks.RecoveryBenchmark} time the solver core; {@link
 * org.plateau.benchmarks.KernelBenchmark} and {@link org.plateau.benchmarks.LimitsBenchmark} say
 * how far it is from what the core can do. {@link org.plateau.benchmarks.PeerServer} does the same
 * work on request, so that other libraries can be timed in between.
 */
@NullMarked
package org.plateau.benchmarks;

import org.jspecify.annotations.NullMarked;
