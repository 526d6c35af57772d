package org.plateau.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

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
      throw new RefusedRunException(
          directory.journalFile()
              + " does not exist: "
              + directory.path()
              + " holds no run; give the directory that 'verify' printed");
    }
    return read(directory, Files.readAllBytes(directory.journalFile()));
  }

  private static JournalReader read(RunDirectory directory, byte[] bytes) throws IOException {
    int end = lineEnd(bytes, 0);
    if (!isWhole(bytes, 0, end)) {
      throw damaged(directory, 1);
    }
    JournalHeader header = JournalLine.header(Arrays.copyOf(bytes, end));
    if (!header.journal().equals(JournalHeader.SCHEMA)) {
      throw new RefusedRunException(
          directory.journalFile()
              + " has the form '"
              + header.journal()
              + "', this version reads '"
              + JournalHeader.SCHEMA
              + "'; start the run again");
    }
    List<Block> blocks = new ArrayList<>();
    int from = end + 1;
    for (int line = 2; from < bytes.length; line++) {
      end = lineEnd(bytes, from);
      if (!isWhole(bytes, from, end)) {
        if (end < bytes.length - 1) {
          throw damaged(directory, line);
        }
        break;
      }
      blocks.add(JournalLine.block(Arrays.copyOfRange(bytes, from, end)));
      from = end + 1;
    }
    return new JournalReader(header, blocks, from, from != bytes.length);
  }

  /** Returns the position of the next line feed, or the end of the file. */
  private static int lineEnd(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /** A line without its line feed is torn even if all else is there. */
  private static boolean isWhole(byte[] bytes, int from, int end) {
    return end < bytes.length && JournalLine.isWhole(Arrays.copyOfRange(bytes, from, end));
  }

  private static RefusedRunException damaged(RunDirectory directory, int line) {
    return new RefusedRunException(
        directory.journalFile()
            + ", line "
            + line
            + ", is damaged (its checksum does not match); start the run again in another"
            + " directory");
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
