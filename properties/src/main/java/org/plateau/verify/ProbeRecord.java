package org.plateau.verify;

import org.jspecify.annotations.Nullable;

/**
 * One probe of a claim: a wrong version that must be refuted.
 *
 * @param name what is dropped or perturbed, in words
 * @param slug the name as a short word, unique within the claim
 * @param family the only family that it draws from, or an empty string
 * @param verdict the verdict
 * @param reason one sentence that says why
 * @param allowed number of tries within which it must bite
 * @param tries number of instances drawn until it bit, or all
 * @param violations how many instances were violated
 * @param discarded instances that satisfied no hypotheses
 * @param faults instances that ended in an exception or a NaN, which is no bite
 * @param leastMargin least slack divided by scale, or null
 * @param witness the first violated instance; null when there is none, and for trends
 */
public record ProbeRecord(
    String name,
    String slug,
    String family,
    ProbeVerdict verdict,
    String reason,
    int allowed,
    int tries,
    int violations,
    int discarded,
    int faults,
    @Nullable Double leastMargin,
    @Nullable InstanceRecord witness) {}
