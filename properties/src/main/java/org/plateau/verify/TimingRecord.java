package org.plateau.verify;

/**
 * How long a claim or one of its probes took.
 *
 * @param claim id of the claim
 * @param probe slug of the probe, or an empty string for the claim itself
 * @param instances number of instances that were drawn and examined in this process
 * @param seconds thread time, summed over threads
 */
public record TimingRecord(String claim, String probe, long instances, double seconds) {}
