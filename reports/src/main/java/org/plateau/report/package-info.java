/**
 * What a person sees of a run: HTML, JUnit XML, Markdown, SARIF, a badge, and comparisons.
 *
 * <p><b>The problem.</b> A reader asks: do the claims hold, how sure is that, what changed, and how
 * do I repeat it. The answers are drawn from a run directory alone, so that an old run can be
 * rendered again, byte for byte the same, without running anything.
 *
 * <p><b>Main types.</b> {@link org.plateau.report.ReportWriter} renders a run directory; {@link
 * org.plateau.report.RunHistory} notes what came before a run; {@link
 * org.plateau.report.Comparison} says what differs between two runs.
 */
@NullMarked
package org.plateau.report;

import org.jspecify.annotations.NullMarked;
