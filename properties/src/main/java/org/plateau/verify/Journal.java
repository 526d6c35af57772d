package org.plateau.verify;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * The append-only file of a run's results. Each line reaches the operating system as soon as it is
 * appended, so a killed process loses nothing that was appended; the disk is forced once a second,
 * so a power cut loses little. The file is locked against a second run.
 */
final class Journal implements Closeable {

  private static final long FORCE_EVERY = TimeUnit.SECONDS.toNanos(1);

  private final FileChannel channel;
  private long forcedAt = System.nanoTime();

  private Journal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Starts the journal of a new run.
   *
   * @throws IOException if the directory holds a run already, or cannot be written
   */
  static Journal create(RunDirectory directory, JournalHeader header) throws IOException {
    Files.createDirectories(directory.path());
    Path file = directory.journalFile();
    if (Files.exists(file)) {
      throw occupied(directory);
    }
    FileChannel channel;
    try {
      channel = lock(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw occupied(directory);
    }
    Journal journal = new Journal(channel);
    journal.append(JournalLine.of(header));
    return journal;
  }

  private static RefusedRunException occupied(RunDirectory directory) {
    return new RefusedRunException(
        directory.path() + " holds a run already; give another directory, or resume that run");
  }

  /**
   * Continues the journal of an interrupted run, after the last whole line.
   *
   * @throws IOException if another run has it open, or it cannot be written
   */
  static Journal resume(RunDirectory directory, long wholeBytes) throws IOException {
    FileChannel channel = lock(directory.journalFile(), StandardOpenOption.WRITE);
    channel.truncate(wholeBytes);
    channel.position(wholeBytes);
    return new Journal(channel);
  }

  private static FileChannel lock(Path file, StandardOpenOption... options) throws IOException {
    FileChannel channel = FileChannel.open(file, options);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new RefusedRunException(
          "another run is writing " + file + "; wait for it, or give another directory");
    }
    return channel;
  }

  /** Appends a block. */
  synchronized void append(Block block) throws IOException {
    append(JournalLine.of(block));
  }

  private void append(byte[] line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    long now = System.nanoTime();
    if (now - forcedAt > FORCE_EVERY) {
      channel.force(false);
      forcedAt = now;
    }
  }

  /** Forces everything to the disk and releases the file. */
  @Override
  public synchronized void close() throws IOException {
    if (channel.isOpen()) {
      channel.force(true);
      channel.close();
    }
  }
}
