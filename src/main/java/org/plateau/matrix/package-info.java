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
 * <p><b>Main types.</b> {@link org.plateau.matrix.Kernels} for products, {@code SymmetricEigen} and
 * {@code SingularValues} for spectra, and the roots and polar factors of square matrices.
 */
@NullMarked
package org.plateau.matrix;

import org.jspecify.annotations.NullMarked;
