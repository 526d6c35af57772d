/**
 * Depth and the l1 landscape: claims after Ma and Fattahi, "Blessing of Nonconvexity in Deep Linear
 * Models" (arXiv 2207.07612).
 *
 * <p><b>The problem.</b> Rows y_i = x_i theta* + eps_i are measured; a share p of them carries
 * gross outliers. With more unknowns than clean rows, theta* does not minimize the l1 loss. Writing
 * theta as a product of N layers flattens the loss around the balanced true solution, and the
 * sub-gradient method goes there and stays.
 *
 * <p><b>What is from the paper.</b> Only its abstract was read. Every constant here is derived or
 * measured in this project, so each claim is labeled as a derived form of the abstract's claim,
 * never as a theorem of the paper.
 *
 * <p><b>Notation.</b> m rows, d coordinates, k nonzero ones; S the corrupted rows, K of them, C the
 * others; s = sign(eps); F(theta) = |X theta - y|_1 / m; W the N x d layers; P_j the product of all
 * layers but the j-th; R(W) the first-order decrease rate; alpha the size of an initialization.
 *
 * <p><b>Main types.</b> {@link org.plateau.theorems.subgradient.RegressionLaw} draws regressions;
 * {@link org.plateau.theorems.subgradient.PerturbedSolution} is a true solution with a direction;
 * {@link org.plateau.theorems.subgradient.Training} is a run of the sub-gradient method.
 */
@NullMarked
package org.plateau.theorems.subgradient;

import org.jspecify.annotations.NullMarked;
