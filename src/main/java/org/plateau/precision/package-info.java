/**
 * Fifty-digit arithmetic with outward rounding: the final word on a violation.
 *
 * <p><b>The problem.</b> In double precision a small violation may be rounding. Before a claim is
 * called refuted, both sides are computed again with so many digits, and with a bound on what
 * rounding could have done, that the sign of the slack is a fact.
 *
 * <p><b>How.</b> A {@link org.plateau.precision.Precise} number is a ball: a decimal midpoint of 64
 * digits ({@link org.hipparchus.dfp.Dfp}) and a radius, rounded outward, that bounds its distance
 * from the exact result of the formula. Of the 64 digits, 60 are sure in each operation and 50 in
 * transcendental functions. {@link org.plateau.precision.PreciseMatrix} does small dense linear
 * algebra over such balls; eigenvalues are verified afterwards by a perturbation bound instead of
 * trusting the iteration.
 *
 * <p><b>Notation.</b> x = (m, r) encloses every real within r of m. Doubles come in exactly (to 57
 * digits, the rest in the radius); {@link org.plateau.precision.Precise#toDouble} and {@link
 * org.plateau.precision.Precise#distance} bring a result back.
 */
@NullMarked
package org.plateau.precision;

import org.jspecify.annotations.NullMarked;
