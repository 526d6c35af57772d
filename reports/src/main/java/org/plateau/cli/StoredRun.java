package org.plateau.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.plateau.cli.input.BadInputException;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.RunRecord;

/** Reads stored runs that users name. */
final class StoredRun {

  private StoredRun() {}

  /**
   * Reads the result of a run.
   *
   * @throws BadInputException if there is no such directory, or no whole run in it
   */
  static RunRecord read(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new BadInputException(
          directory.toString(),
          "is no run directory",
          "give the directory that 'plateau verify' printed");
    }
    try {
      return new RunDirectory(directory).readRun();
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      int remedy = message.indexOf(';');
      throw new BadInputException(
          directory.toString(),
          remedy < 0 ? message : message.substring(0, remedy),
          remedy < 0
              ? "give the directory that 'plateau verify' printed"
              : message.substring(remedy + 1).strip());
    }
  }
}
