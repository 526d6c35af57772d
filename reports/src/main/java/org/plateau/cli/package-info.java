/**
 * The command line: the front door.
 *
 * <p><b>The problem.</b> A person wants to put claims on trial, or one network under the lens, and
 * to script it. So stdout carries the result only (text, or one JSON document), stderr carries
 * progress and messages, the exit code says how it ended, and nothing depends on the locale, the
 * JDK, or the width of a terminal.
 *
 * <p><b>Main types.</b> {@link org.plateau.cli.Main} reads the arguments and picks the command;
 * each command is one class; {@link org.plateau.cli.Output} is where all of them print; {@link
 * org.plateau.cli.ExitCode} lists how a command can end.
 */
@NullMarked
package org.plateau.cli;

import org.jspecify.annotations.NullMarked;
