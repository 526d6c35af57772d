package org.plateau.benchmarks;

/**
 * The work of one run of a workload, which no machine changes: what the algorithm counts itself,
 * and the least numbers of flops and of bytes that it takes in its present form.
 *
 * @param steps how often the algorithm did its main step
 * @param unit that step, in words
 * @param flops least number of flops; 0 where it is not known
 * @param bytes least number of bytes moved between memory, or a cache, and registers; 0 where it is
 *     not known
 */
record WorkCount(long steps, String unit, long flops, long bytes) {}
