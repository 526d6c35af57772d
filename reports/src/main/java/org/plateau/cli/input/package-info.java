/**
 * What users hand in: networks and data in NumPy's NPZ form, and the one way in which input is
 * refused.
 *
 * <p><b>The problem.</b> A file from elsewhere may be anything: another format, cut off, hostile,
 * or a network whose layers do not fit. Every such input must end in one sentence that names the
 * input, the rule and a remedy, before memory is spent on it.
 *
 * <p><b>Notation.</b> Layer k is {@code W_k}, of shape {@code d_k x d_(k-1)}, and is applied in the
 * order 1 to L; {@code X} is {@code n x d_0}; {@code y} has n entries; {@code p} has {@code d_L}
 * entries, and without it {@code d_L = 1}. All arrays are flat and row-major.
 *
 * <p>{@link org.plateau.cli.input.NpzFile} reads arrays, {@link org.plateau.cli.input.NetworkFile}
 * makes a network and its data of them, and {@link org.plateau.cli.input.BadInputException} says
 * what is wrong.
 */
@NullMarked
package org.plateau.cli.input;

import org.jspecify.annotations.NullMarked;
