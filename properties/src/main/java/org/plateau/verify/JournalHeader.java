package org.plateau.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Effort;

/**
 * The first line of a journal: what is run. A run can be resumed only as the same run.
 *
 * @param journal the version of the form, {@link #SCHEMA}
 * @param plateau version of Plateau
 * @param seed the run's seed, decimal
 * @param effort the effort
 * @param tries the number of tries asked for instead of the effort's, or 0
 * @param claims ids of the claims, in order
 * @param generators fingerprint of instance 0 at seed 0 of each claim, hexadecimal
 * @param command the command line that repeats the run, or null when nobody gave one
 */
public record JournalHeader(
    String journal,
    String plateau,
    String seed,
    Effort effort,
    int tries,
    List<String> claims,
    List<String> generators,
    @Nullable String command) {

  /** The version of the form that this code reads and writes. */
  public static final String SCHEMA = "plateau-journal/1";
}
