/**
 * Claims on deep linear networks and the sharpness of their minimizers (Marion, Chizat 2024).
 *
 * <p><b>The problem.</b> A network W_L ... W_1 is fitted to (X, y) by least squares. Which
 * sharpness S(W), the largest Hessian eigenvalue, can a minimizer have, and which one do gradient
 * methods find?
 *
 * <p><b>Notation.</b> R = |y - X w|^2 / n; w = W_1^T ... W_L^T p end-to-end vector; w*
 * least-squares solution of minimum norm; Sigma = X^T X / n with eigenvalues lambda .. Lambda; beta
 * = w*^T Sigma w*; a = beta / |w*|^2; alpha = w*^T Sigma^2 w* / beta; pi = |p|, 1 for the plain
 * network; L depth.
 *
 * <p><b>Main types.</b> {@code Minimizer} is the instance of the claims on minimizers, {@code
 * AnyPoint} that of the claims on derivatives; {@code Regression} draws data. {@code SmallStart} is
 * where a gradient flow of a plain network starts, {@code ResidualStart} that of a residual one,
 * {@code Descent} a run of gradient descent; {@code PaperSetting} draws what the paper's
 * experiments do, and {@code FigureRun}, {@code ScaleSweep} and {@code GeneralizationRun} are the
 * runs behind its figures.
 */
@NullMarked
package org.plateau.theorems.sharpness;

import org.jspecify.annotations.NullMarked;
