/**
 * Claims about flat minima and low-rank recovery (Ding, Drusvyatskiy, Fazel, Harchaoui, arXiv
 * 2203.03756).
 *
 * <p><b>The problem.</b> A matrix M of rank r is seen through m linear measurements b = A(M). Many
 * factorizations L R^T interpolate them. The flat ones, of least scaled Hessian trace, are claimed
 * to equal M in six settings: Gaussian sensing, bilinear sensing, completion, robust principal
 * components, covariance estimation, and a network with one hidden layer of quadratic units.
 *
 * <p><b>Notation.</b> f(L, R) = (1/m) |A(L R^T) - b|²; D1 = ((1/(m d2)) sum A_i A_i^T)^(1/2), D2 =
 * ((1/(m d1)) sum A_i^T A_i)^(1/2); the scaled trace is 2 |D1 L|² + 2 |D2 R|², and X is flat if and
 * only if |D1 X D2|_* is least among the interpolators. kappa is the ratio of the greatest to the
 * least eigenvalue of D1 and D2 together; |.|_* is the nuclear norm.
 *
 * <p><b>Provenance.</b> The text of the paper that was at hand had lost most displayed equations.
 * Formulas marked derived were proved in the specification; sample sizes are measured ones with a
 * margin, since the paper's constants are not specified. The paper's restricted isometry cannot
 * hold at the sizes tried here, so each recovery is proved by a certificate of its own.
 *
 * <p><b>Main types.</b> {@link org.plateau.theorems.flatminima.Sensing}, the instance of most
 * recovery claims.
 */
@NullMarked
package org.plateau.theorems.flatminima;

import org.jspecify.annotations.NullMarked;
