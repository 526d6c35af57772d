package org.plateau.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plateau.cli.input.BadInputException;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.ProbeVerdict;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.Verdict;

/**
 * Where runs are stored: {@code reports/runs/<timestamp>} beside the launcher, with a link {@code
 * latest}, unless {@code --out} says otherwise.
 */
final class Runs {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int MOST_IN_A_SECOND = 1_000;

  private final Path directory;

  Runs(Terminal terminal) {
    this.directory = terminal.home().resolve("reports").resolve("runs");
  }

  /** Returns where runs are stored by default. */
  Path directory() {
    return directory;
  }

  /** Returns the link to the last run. */
  Path latest() {
    return directory.resolve("latest");
  }

  /** Returns the last run's directory, if there is one that has a result. */
  Optional<RunDirectory> last() {
    RunDirectory last = new RunDirectory(latest());
    return Files.isRegularFile(last.runFile()) ? Optional.of(last) : Optional.empty();
  }

  /**
   * Returns the ids that were not green in the last run, or null when the selection does not ask.
   *
   * @throws BadInputException if there is no last run
   * @throws IOException if its stored result cannot be read
   */
  @Nullable Set<String> failed(Selection selection) throws IOException {
    if (!selection.lastFailed()) {
      return null;
    }
    RunDirectory last =
        last()
            .orElseThrow(
                () ->
                    new BadInputException(
                        "--last-failed",
                        "there is no last run at " + latest(),
                        "run 'plateau verify' first"));
    return last.readRun().result().claims().stream()
        .filter(claim -> !isGreen(claim))
        .map(ClaimRecord::id)
        .collect(Collectors.toSet());
  }

  /**
   * Makes the directory of a new run.
   *
   * @param given what {@code --out} says, or null
   * @throws BadInputException if it holds files already, or cannot be made or written
   */
  RunDirectory create(@Nullable Path given) {
    Path path = given;
    try {
      if (path == null) {
        path = Files.createDirectories(directory);
        return new RunDirectory(fresh(Instant.now()));
      }
      Files.createDirectories(path);
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
        if (entries.iterator().hasNext()) {
          throw new BadInputException(
              path.toString(),
              "holds files already, and a run never overwrites",
              "give another directory with --out, or continue that run with --resume " + path);
        }
      }
      return new RunDirectory(path);
    } catch (IOException e) {
      throw unwritable(String.valueOf(path), e);
    }
  }

  /** Returns what to say when a run's directory cannot be written. */
  static BadInputException unwritable(String path, IOException e) {
    return new BadInputException(
        "the run directory " + path,
        "cannot be written: " + rule(e),
        "give a directory that can be written, with enough space, with --out");
  }

  /** Returns what the file system does not allow; its own message is often the path alone. */
  static String rule(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "is a file, and a directory is needed";
    }
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : String.valueOf(e.getMessage());
  }

  private Path fresh(Instant now) throws IOException {
    String name = NAME.format(now);
    for (int i = 1; i <= MOST_IN_A_SECOND; i++) {
      try {
        return Files.createDirectory(directory.resolve(i == 1 ? name : name + "-" + i));
      } catch (FileAlreadyExistsException e) {
        continue;
      }
    }
    throw new FileAlreadyExistsException(directory.resolve(name).toString());
  }

  /**
   * Points the link {@code latest} to a run; a run elsewhere, or a system without links, has none.
   */
  void link(RunDirectory run) {
    Path target = run.path().toAbsolutePath().normalize();
    if (!target.startsWith(directory)) {
      return;
    }
    Path fresh = directory.resolve(".latest-" + ProcessHandle.current().pid());
    try {
      if (Files.exists(latest(), LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(latest())) {
        return;
      }
      Files.deleteIfExists(fresh);
      Files.createSymbolicLink(fresh, directory.relativize(target));
      Files.move(
          fresh, latest(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UnsupportedOperationException e) {
      // The link is a convenience; without it, runs are found by their names.
      return;
    }
  }

  private static boolean isGreen(ClaimRecord claim) {
    return claim.verdict() == Verdict.UPHELD
        && claim.probes().stream().allMatch(probe -> probe.verdict() == ProbeVerdict.BITES);
  }
}
