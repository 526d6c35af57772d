/**
 * HTML and numbers as text.
 *
 * <p><b>The problem.</b> A report shows strings that come from claims, exceptions and file names.
 * None of them may become markup, and the same run must give the same bytes on every machine.
 *
 * <p><b>Main types.</b> {@link org.plateau.report.markup.Markup} writes elements and escapes all
 * text and attributes by construction; {@link org.plateau.report.markup.Numbers} writes numbers
 * without locale and without the differences between JDKs.
 */
@NullMarked
package org.plateau.report.markup;

import org.jspecify.annotations.NullMarked;
