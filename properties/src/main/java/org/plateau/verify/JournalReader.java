package org.plateau.verify;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code journal.jsonl}. */
public final class JournalReader {

  private final JournalHeader header;
  private final List<Block> blocks;
  private final long wholeBytes;
  private final boolean torn;

  private JournalReader(JournalHeader header, List<Block> blocks, long wholeBytes, boolean torn) {
    this.header = header;
    this.blocks = blocks;
    this.wholeBytes = wholeBytes;
    this.torn = torn;
  }

  /**
   * Reads the journal of a run. A torn last line, as a killed process leaves it, is dropped.
   *
   * @throws IOException if there is none, its form is of another version, or a line before the last
   *     is damaged; the message names file, line and remedy
   */
  public static JournalReader read(RunDirectory directory) throws IOException {
    if (!Files.isRegularFile(directory.journalFile())) {
      throw new IOException(
          directory.journalFile() + " does not exist: " + directory.path() + " holds no run");
    }
    try (InputStream in =
        new BufferedInputStream(Files.newInputStream(directory.journalFile()), 1 << 16)) {
      return read(directory, in);
    }
  }

  private static JournalReader read(RunDirectory directory, InputStream in) throws IOException {
    byte @Nullable [] first = line(in);
    if (first == null || !JournalLine.isWhole(first)) {
      throw damaged(directory, 1, "start the run again in another directory");
    }
    JournalHeader header = JournalLine.header(first);
    if (!header.journal().equals(JournalHeader.SCHEMA)) {
      throw new IOException(
          directory.journalFile()
              + " has the form '"
              + header.journal()
              + "', this version reads '"
              + JournalHeader.SCHEMA
              + "'; start the run again");
    }
    List<Block> blocks = new ArrayList<>();
    long bytes = first.length + 1L;
    int broken = 0;
    int number = 1;
    for (byte @Nullable [] line = line(in); line != null; line = line(in)) {
      number++;
      if (broken > 0) {
        throw damaged(directory, broken, "start the run again in another directory");
      }
      if (JournalLine.isWhole(line)) {
        blocks.add(JournalLine.block(line));
        bytes += line.length + 1L;
      } else {
        broken = number;
      }
    }
    boolean torn = Files.size(directory.journalFile()) != bytes;
    return new JournalReader(header, blocks, bytes, torn);
  }

  /**
   * Returns the bytes up to the next line feed, null at the end; a last line without one counts.
   */
  private static byte @Nullable [] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 12);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toByteArray();
      }
      line.write(b);
    }
    return line.size() == 0 ? null : cut(line.toByteArray());
  }

  /** A line without its line feed is torn even if all else is there. */
  private static byte[] cut(byte[] line) {
    return Arrays.copyOf(line, line.length - 1);
  }

  private static IOException damaged(RunDirectory directory, int line, String remedy) {
    return new IOException(
        directory.journalFile()
            + ", line "
            + line
            + ", is damaged (its checksum does not match); "
            + remedy);
  }

  /** Returns what was run. */
  public JournalHeader header() {
    return header;
  }

  /** Tells whether a torn last line was dropped. */
  public boolean isTorn() {
    return torn;
  }

  /**
   * Returns the plottable instances, by claim, probe and index; whatever a block holds beyond the
   * claim's decision is included.
   */
  public List<JournalEntry> entries() {
    List<JournalEntry> entries = new ArrayList<>();
    for (Block block : blocks) {
      entries.addAll(block.entries());
    }
    entries.sort(
        Comparator.comparing(JournalEntry::claim)
            .thenComparing(JournalEntry::probe)
            .thenComparing(JournalEntry::index));
    return entries;
  }

  List<Block> blocks() {
    return blocks;
  }

  /** Returns the length of the file without a torn last line. */
  long wholeBytes() {
    return wholeBytes;
  }
}
