package org.plateau.verify;

import java.util.List;
import java.util.Map;

/**
 * Where and how long a run took: the part of {@code run.json} that no comparison of verdicts looks
 * at.
 *
 * @param command the command line that repeats the run, or an empty string
 * @param startedAt start, ISO 8601 in UTC
 * @param seconds wall time
 * @param cpuSeconds processor time of the whole process
 * @param threads number of worker threads
 * @param resumed whether the run continued an interrupted one
 * @param notes what happened on the way, such as a torn journal line that was dropped
 * @param properties JDK, operating system, cores, memory, locale, library versions: name to value,
 *     sorted
 * @param timings time of each claim and probe, in the order of {@code result.claims}
 */
public record EnvironmentRecord(
    String command,
    String startedAt,
    double seconds,
    double cpuSeconds,
    int threads,
    boolean resumed,
    List<String> notes,
    Map<String, String> properties,
    List<TimingRecord> timings) {}
