/**
 * Claims about deep linear residual networks that start at the identity (Bartlett, Helmbold, Long
 * 2018).
 *
 * <p><b>The problem.</b> L layers of shape d x d start at the identity, and gradient descent with
 * one step size moves all of them at once. Which linear maps Φ does it learn, how fast, and which
 * never? It learns maps near the identity and symmetric positive definite ones without a price in
 * L, fails for a symmetric map with a negative eigenvalue, and a projected variant learns every map
 * whose symmetric part is positive definite.
 *
 * <p><b>Notation.</b> Θ_1 … Θ_L are the layers, P = Θ_L…Θ_1, E = P - Φ, l = ½‖E‖_F², η the step
 * size, ρ = ‖Φ - I‖_F. For a symmetric Φ: μ_j its eigenvalues, M = max(1, μ_max), m = min(1,
 * μ_min). θ is a layer's eigenvalue, p = θ^L the product's.
 *
 * <p><b>Provenance.</b> Of the paper only the abstract was at hand. Every explicit constant here
 * was derived for this suite; each is at least as strong as the abstract in the setting stated.
 *
 * <p><b>Main types.</b> {@link org.plateau.theorems.identityinit.Descent} for matrix runs, {@link
 * org.plateau.theorems.identityinit.Spectrum} for scalar recursions.
 */
@NullMarked
package org.plateau.theorems.identityinit;

import org.jspecify.annotations.NullMarked;
