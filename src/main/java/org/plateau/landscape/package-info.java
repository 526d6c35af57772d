/**
 * Curvature of the loss of deep linear networks, and the flattest minimizers.
 *
 * <p><b>The problem.</b> The Hessian has P x P entries, P the number of parameters; its largest
 * eigenvalue (the sharpness), trace and spectrum follow from d x d matrices at a minimizer, and
 * from vectors of layer size anywhere.
 *
 * <p><b>Notation.</b> S(W) sharpness; M = sum_k |g_k|^2 B_{k-1}^T B_{k-1} the tangent kernel; Sigma
 * = C^T C; beta, a, alpha, lambda, Lambda as in {@link org.plateau.network.LeastSquaresData}; pi =
 * |p|.
 *
 * <p><b>Main types.</b> {@link org.plateau.landscape.Sharpness}, {@link
 * org.plateau.landscape.MinimizerSpectrum} and {@link org.plateau.landscape.HessianTrace} measure a
 * network; {@link org.plateau.landscape.MinimalSharpness} and {@link
 * org.plateau.landscape.MinimalTrace} give the least value over all minimizers; {@link
 * org.plateau.landscape.Enclosure} is a value with an error bound. {@link
 * org.plateau.landscape.RobustRegression} is the l1 loss of a regression with gross outliers, and
 * {@link org.plateau.landscape.DecreaseRate} certifies how fast it falls at a true solution. {@link
 * org.plateau.landscape.SquareHessian} is the full Hessian of square layers against a target.
 */
@NullMarked
package org.plateau.landscape;

import org.jspecify.annotations.NullMarked;
