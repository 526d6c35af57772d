/**
 * Small dense matrices on flat, row-major {@code double[]}: what Hipparchus lacks, or does slowly
 * at sizes 1 to 128.
 *
 * <p><b>The problem.</b> Nearly all instances are small, and a claim is tried on thousands of them.
 * Loops over {@code RealMatrix} spend their time in accessors and allocation, so inner loops work
 * on flat arrays with {@code Math.fma} in a fixed order: results are bit-equal over threads, JDKs
 * and vector widths.
 *
 * <p><b>Notation.</b> Entry (i, j) of an m x n matrix lies at {@code a[i * n + j]}. Nothing in here
 * knows about learning.
 *
 * <p><b>Main types.</b> {@link org.plateau.matrix.Kernels} for products, {@link
 * org.plateau.matrix.SymmetricEigen}, {@link org.plateau.matrix.TopEigenpair} and {@link
 * org.plateau.matrix.SingularValues} for spectra, {@link org.plateau.matrix.LargestEigenvalues} for
 * eight matrices at once, {@link org.plateau.matrix.PolarFactors}, {@link
 * org.plateau.matrix.OrthogonalPower} and {@link org.plateau.matrix.PrincipalRoot} for polar
 * factors and roots of square matrices, {@link org.plateau.matrix.MarginCone} for the projection on
 * a given margin.
 */
@NullMarked
package org.plateau.matrix;

import org.jspecify.annotations.NullMarked;
