package org.plateau.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Fact;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Point;

/**
 * One instance with everything that was measured on it.
 *
 * @param id the replay id, as {@link InstanceId} reads it; {@code plateau replay} takes it
 * @param family the kind of instance, or an empty string
 * @param valid whether all measured hypotheses hold
 * @param outcome worst outcome of the checks
 * @param choices the recorded choices, in the order of drawing
 * @param checks the comparisons in double precision
 * @param preciseChecks the same comparisons at 50 digits, rounded to double; empty where they were
 *     not needed or do not exist
 * @param hypotheses the measured hypotheses
 * @param facts further numbers
 * @param point the instance's point of a trend, or null
 * @param error the exception's class and message when the instance could not be examined, or an
 *     empty string
 */
public record InstanceRecord(
    String id,
    String family,
    boolean valid,
    Outcome outcome,
    List<ChoiceRecord> choices,
    List<CheckRecord> checks,
    List<CheckRecord> preciseChecks,
    List<HypothesisRecord> hypotheses,
    List<Fact> facts,
    @Nullable Point point,
    String error) {}
