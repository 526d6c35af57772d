/**
 * Low-rank recovery by flat minima: measurement ensembles, the weighted nuclear norm that flatness
 * amounts to, and solvers that come with proofs of what they return.
 *
 * <p><b>The problem.</b> A matrix M of shape d1 x d2 and rank r is seen through m linear
 * measurements b_i = &lt;A_i, M&gt;. A factorized model L R^T with loss f(L, R) = (1/m) |A(L R^T) -
 * b|² interpolates them in many ways; among the interpolators the flat ones, those of least scaled
 * Hessian trace, are claimed to equal M (L. Ding, D. Drusvyatskiy, M. Fazel, Z. Harchaoui, "Flat
 * minima generalize for low-rank matrix recovery", arXiv 2203.03756).
 *
 * <p><b>Notation.</b> D1 = ((1/(m d2)) sum A_i A_i^T)^(1/2) and D2 = ((1/(m d1)) sum A_i^T
 * A_i)^(1/2). The scaled trace of the Hessian at (L, R) is 2 |D1 L|² + 2 |D2 R|²; its least value
 * over the factorizations of X is four times the nuclear norm of D1 X D2. So X is flat if and only
 * if Z = D1 X D2 has least nuclear norm among the interpolators. Matrices are flat, row-major; L
 * has shape d1 x k and R shape d2 x k.
 *
 * <p><b>Main types.</b> {@link org.plateau.recovery.Measurements} and its ensembles; {@link
 * org.plateau.recovery.Scaling} for D1 and D2; {@link org.plateau.recovery.FlatMinimum}, which
 * solves for a flat minimum; {@link org.plateau.recovery.UniquenessCertificate}, a proof by linear
 * algebra that M is the only one; and the second routes {@link
 * org.plateau.recovery.FactoredLagrangian} and {@link org.plateau.recovery.GaussNewton}.
 */
@NullMarked
package org.plateau.recovery;

import org.jspecify.annotations.NullMarked;
