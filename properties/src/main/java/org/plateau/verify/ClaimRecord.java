package org.plateau.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One claim of a run.
 *
 * @param id the claim's id
 * @param statement what was claimed, as it stood at the time of the run
 * @param generator a number that changes when the claim's generator does: the fingerprint of its
 *     instance 0 at seed 0, hexadecimal
 * @param verdict the verdict
 * @param reason one sentence that says why, with its numbers
 * @param tries number of instances drawn
 * @param valid how many of them satisfied the hypotheses
 * @param discarded how many did not, including those for which re-drawing gave up
 * @param redraws attempts thrown away inside draws
 * @param violations valid instances with a violated check; for a probabilistic claim, failures
 * @param doubtful valid instances whose numerical error was too large to tell
 * @param faults instances that ended in an exception or a NaN
 * @param excludedFailureRate the failure rate that zero violations in {@code valid} instances rule
 *     out at {@code confidence}: 1 - (1 - confidence)^(1/valid); null unless the claim is
 *     deterministic, has at least one valid instance, and every one of them is known to hold
 * @param confidence of {@code excludedFailureRate}
 * @param leastMargin least slack divided by scale over all checks that speak for valid instances;
 *     null when there is none
 * @param probability the statistics of a probabilistic claim, else null
 * @param trend the statistics of a trend, else null
 * @param families breakdown by kind of instance, in the order of first appearance; one entry with
 *     an empty name when the claim draws no families
 * @param smallest the counterexample with the simplest choices, or null
 * @param worst the counterexample with the largest violation, or null
 * @param tightest up to five valid instances with the least margins that were not violated,
 *     ascending
 * @param probes in the order of the claim
 */
public record ClaimRecord(
    String id,
    StatementRecord statement,
    String generator,
    Verdict verdict,
    String reason,
    int tries,
    int valid,
    int discarded,
    long redraws,
    int violations,
    int doubtful,
    int faults,
    @Nullable Double excludedFailureRate,
    double confidence,
    @Nullable Double leastMargin,
    @Nullable ProbabilityRecord probability,
    @Nullable TrendRecord trend,
    List<FamilyRecord> families,
    @Nullable InstanceRecord smallest,
    @Nullable InstanceRecord worst,
    List<InstanceRecord> tightest,
    List<ProbeRecord> probes) {}
