/**
 * Reproducible randomness: every random number of a run is a pure function of (seed, claim, index,
 * name).
 *
 * <p><b>The problem.</b> A verdict must not depend on the number of threads, on the order in which
 * claims run, or on the JDK. So no generator is shared. {@link org.plateau.sampling.RandomStream}
 * is a value with a 64-bit key; naming a sub-stream derives a new key and consumes nothing, so that
 * adding a choice to one place leaves all other numbers alone.
 *
 * <p><b>Notation.</b> {@code u} is uniform on [0, 1), {@code z} standard normal. Matrices are flat,
 * row-major.
 *
 * <p><b>Main types.</b> {@link org.plateau.sampling.RandomStream}, and {@link
 * org.plateau.sampling.RandomMatrices} for Gaussian, Haar and prescribed-spectrum matrices.
 */
@NullMarked
package org.plateau.sampling;

import org.jspecify.annotations.NullMarked;
