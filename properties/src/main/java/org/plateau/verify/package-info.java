/**
 * How a claim is tried, judged and written down.
 *
 * <p><b>The problem.</b> A claim is put to thousands of random instances, in parallel. The verdict
 * must be one that a skeptic accepts: the same bytes for the same seed on every machine, a false
 * alarm rarer than a stated level, a counterexample that anyone can replay, and nothing lost when
 * the process is killed.
 *
 * <p><b>Main types.</b> {@link org.plateau.verify.Verifier} runs claims and probes; {@link
 * org.plateau.verify.Judge} turns outcomes into verdicts; {@link org.plateau.verify.Journal} keeps
 * each result; {@code Shrinker} simplifies counterexamples; {@link org.plateau.verify.Replay}
 * repeats an instance by its {@link org.plateau.verify.InstanceId}; {@link
 * org.plateau.verify.RunDirectory} reads and writes what is stored.
 *
 * <p><b>The stored form.</b> A run directory holds:
 *
 * <ul>
 *   <li>{@code run.json}: one {@link org.plateau.verify.RunRecord}. Its {@code result} is
 *       canonical: field order as declared in the records, claims by id, doubles in their shortest
 *       exact decimal form whatever the JDK, NaN and infinities as the strings {@code "NaN"},
 *       {@code "Infinity"}, {@code "-Infinity"}, absent values left out. Its {@code environment}
 *       holds all that may differ between two runs of the same work.
 *   <li>{@code figures.json}: a list of {@link org.plateau.verify.FigureRecord}.
 *   <li>{@code journal.jsonl}: append-only, one JSON object a line, each with its CRC-32C. The
 *       first line says what was run; each further line holds a block of consecutive instances of
 *       one claim or probe. Blocks of different claims interleave in any order. {@link
 *       org.plateau.verify.JournalReader} turns them into {@link org.plateau.verify.JournalEntry}s,
 *       sorted. All instances are counted; those worth plotting have an entry: the first 2,062 of
 *       each claim, every sixteenth after them, whatever did not hold, and the tightest of each
 *       block.
 * </ul>
 */
@NullMarked
package org.plateau.verify;

import org.jspecify.annotations.NullMarked;
