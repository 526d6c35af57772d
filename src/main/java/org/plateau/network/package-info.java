/**
 * Models as plain mathematical objects, and the data they are fitted to.
 *
 * <p><b>The problem.</b> A linear network of depth L is fitted to data by least squares; its loss
 * depends on the layers only through their product, yet its curvature depends on every layer.
 *
 * <p><b>Notation.</b> W_k is d_k x d_{k-1}, k = 1 .. L, applied from W_1 on; p is the output
 * vector; w = W_1^T ... W_L^T p. R = |y - X w|^2 / n (a mean, without a factor 1/2).
 *
 * <p><b>Main types.</b> {@link org.plateau.network.DeepLinearNetwork} and {@link
 * org.plateau.network.LeastSquaresData} are immutable values; {@link
 * org.plateau.network.LeastSquaresLoss} evaluates loss, gradient and Hessian-vector products in
 * place. {@link org.plateau.network.Parametrization} is a map from layers to the parameter vector
 * of a regression: {@link org.plateau.network.DiagonalLinearNetwork} and {@link
 * org.plateau.network.FactorizedMatrix}. {@link org.plateau.network.ReluNetwork} runs on batches.
 * {@link org.plateau.network.SquareLayers} is the residual network of identity initialization.
 */
@NullMarked
package org.plateau.network;

import org.jspecify.annotations.NullMarked;
