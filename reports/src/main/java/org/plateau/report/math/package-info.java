/**
 * Mathematics in HTML without a script: TeX to presentation MathML.
 *
 * <p><b>The problem.</b> A report must show each statement as mathematics from one file, without a
 * network and without a script. Browsers draw MathML Core by themselves. The converters on Maven
 * Central write the older MathML 3, whose {@code mfenced} and {@code mathvariant} browsers no
 * longer draw (SnuggleTeX 1.3.0, the only maintained one, also refuses {@code \|}, {@code \text}
 * and {@code \operatorname}), and KaTeX needs a script engine. The subset of TeX in which
 * statements are written is small, so {@link org.plateau.report.math.MathMl} converts it here.
 *
 * <p><b>Main types.</b> {@link org.plateau.report.math.MathMl} is the way in; {@link
 * org.plateau.report.math.TexException} says what it could not read, and where.
 */
@NullMarked
package org.plateau.report.math;

import org.jspecify.annotations.NullMarked;
