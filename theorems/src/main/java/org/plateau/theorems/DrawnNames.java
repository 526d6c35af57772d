package org.plateau.theorems;

import java.util.Arrays;

/**
 * The names that one instance has drawn, as the hashes that key their streams. Two names with the
 * same hash would get the same numbers, so they count as one.
 */
final class DrawnNames {

  private static final int ROOM = 64;

  private long[] inOrder = new long[ROOM / 2];
  private long[] table = new long[ROOM];
  private int size;

  /** Adds a name; returns false if it is there already. */
  boolean add(long hash) {
    if (!insert(hash)) {
      return false;
    }
    if (size == inOrder.length) {
      inOrder = Arrays.copyOf(inOrder, 2 * size);
      table = new long[4 * size];
      reinsert();
      insert(hash);
    }
    inOrder[size++] = hash;
    return true;
  }

  /** Returns the number of names. */
  int size() {
    return size;
  }

  /** Forgets all names but the first {@code kept}. */
  void forgetAfter(int kept) {
    size = kept;
    Arrays.fill(table, 0);
    reinsert();
  }

  private void reinsert() {
    for (int i = 0; i < size; i++) {
      insert(inOrder[i]);
    }
  }

  /** Linear probing; the table is at most half full, and 0 marks a free place. */
  private boolean insert(long hash) {
    long entry = hash == 0 ? 1 : hash;
    int at = (int) (entry >>> 32) & table.length - 1;
    while (table[at] != 0) {
      if (table[at] == entry) {
        return false;
      }
      at = at + 1 & table.length - 1;
    }
    table[at] = entry;
    return true;
  }
}
