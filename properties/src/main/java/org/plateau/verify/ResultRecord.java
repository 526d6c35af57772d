package org.plateau.verify;

import java.util.List;
import java.util.Map;
import org.plateau.theorems.Effort;

/**
 * The canonical part of a run: free of time stamps and of everything that depends on the machine.
 *
 * @param plateau version of Plateau
 * @param seed the run's seed, decimal
 * @param effort the effort
 * @param tries the number of tries asked for instead of the effort's, or 0
 * @param complete whether every claim and probe got all its tries; false after an interruption or
 *     when a time budget ended
 * @param alpha the run's false-alarm budget: the probability that any true statistical claim is
 *     refuted
 * @param statisticalClaims K, the number of probabilistic and trend claims among which alpha is
 *     split
 * @param upholdingLevel the level at which the mirrored test upholds a probabilistic claim
 * @param green whether every claim is UPHELD and every probe BITES
 * @param counts number of claims per verdict; every verdict is present
 * @param probeCounts number of probes per verdict; every verdict is present
 * @param claims in the order of their ids
 */
public record ResultRecord(
    String plateau,
    String seed,
    Effort effort,
    int tries,
    boolean complete,
    double alpha,
    int statisticalClaims,
    double upholdingLevel,
    boolean green,
    Map<Verdict, Integer> counts,
    Map<ProbeVerdict, Integer> probeCounts,
    List<ClaimRecord> claims) {}
