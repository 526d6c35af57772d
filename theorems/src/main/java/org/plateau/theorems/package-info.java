/**
 * What is claimed: each claim of a theorem as one small class.
 *
 * <p><b>The problem.</b> A theorem about a loss landscape says: under these hypotheses, this
 * quantity is at least (at most, equal to) that one, or this event has at least that probability.
 * To put it on trial one needs random instances that satisfy the hypotheses, a way to measure both
 * sides with an error bound, and wrong versions that must be refuted, so that a pass means
 * something.
 *
 * <p><b>The one abstraction.</b> A {@link org.plateau.theorems.Claim} states ({@link
 * org.plateau.theorems.Statement}), draws ({@link org.plateau.theorems.Draws}), examines ({@link
 * org.plateau.theorems.Evidence}), and lists what must break: {@link org.plateau.theorems.Probe}s,
 * which drop a hypothesis or perturb a constant, and {@link org.plateau.theorems.Mutant}s, wrong
 * encodings that the verifier must catch. {@link org.plateau.theorems.Catalogue} finds all claims
 * on the class path: adding a theorem is adding one file. A {@link org.plateau.theorems.Figure}
 * redraws a figure of a paper from runs of our own.
 *
 * <p><b>Notation.</b> A check compares a measured value with a bound; its slack is signed so that
 * positive is good. It is violated only beyond its tolerance (from the statement) plus its error
 * (from the numerics).
 */
@NullMarked
package org.plateau.theorems;

import org.jspecify.annotations.NullMarked;
