package org.plateau.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table for a terminal or a pipe: each column as wide as it needs, one of them wraps at words.
 */
final class Table {

  private static final String GAP = "  ";
  private static final int NARROWEST = 24;

  private final Output output;
  private final int columns;
  private final List<List<Cell>> rows = new ArrayList<>();
  private final boolean[] right;
  private int flexible;

  /**
   * A cell.
   *
   * @param style how it looks when color is on; empty for plain
   * @param text what it says
   */
  record Cell(String style, String text) {}

  Table(Output output, String... headings) {
    this.output = output;
    this.columns = headings.length;
    this.flexible = headings.length - 1;
    this.right = new boolean[headings.length];
    rows.add(Arrays.stream(headings).map(heading -> cell("bold", heading)).toList());
  }

  /** Says which column wraps; the last one by default. */
  Table flexible(int column) {
    flexible = column;
    return this;
  }

  /** Aligns columns of numbers to the right. */
  Table right(int... numeric) {
    for (int column : numeric) {
      right[column] = true;
    }
    return this;
  }

  /** Adds a line over the whole width, with an empty line before it. */
  Table section(String title) {
    rows.add(List.of(cell("bold", title)));
    return this;
  }

  /** Adds a row of plain cells. */
  Table row(String... cells) {
    return row(Arrays.stream(cells).map(text -> cell("", text)).toArray(Cell[]::new));
  }

  /** Adds a row of cells made with {@link #cell}. */
  Table row(Cell... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** Returns a cell with a style. */
  Cell cell(String style, String text) {
    return new Cell(style, output.plain(text));
  }

  /** Prints the table. */
  void print() {
    int[] widths = widths();
    for (List<Cell> row : rows) {
      if (row.size() == 1 && columns > 1) {
        output.line("");
        output.line(output.styled(row.get(0).style(), row.get(0).text()));
      } else {
        print(row, widths);
      }
    }
  }

  private void print(List<Cell> row, int[] widths) {
    List<String> wrapped = wrap(row.get(flexible).text(), widths[flexible]);
    for (int i = 0; i < wrapped.size(); i++) {
      StringBuilder line = new StringBuilder();
      int trailing = 0;
      for (int column = 0; column < columns; column++) {
        String text = column == flexible ? wrapped.get(i) : i == 0 ? row.get(column).text() : "";
        String padding = " ".repeat(Math.max(0, widths[column] - length(text)));
        String styled =
            text.isEmpty() || row.get(column).style().isEmpty()
                ? text
                : output.styled(row.get(column).style(), text);
        line.append(column == 0 ? "" : GAP).append(right[column] ? padding : "").append(styled);
        if (!text.isEmpty()) {
          trailing = line.length();
        }
        line.append(right[column] ? "" : padding);
      }
      line.setLength(trailing);
      output.line(line.toString());
    }
  }

  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String indent = " ".repeat(text.length() - text.stripLeading().length());
    String rest = text;
    while (length(rest) > width) {
      int end = rest.lastIndexOf(' ', rest.offsetByCodePoints(0, width));
      end = end <= indent.length() ? rest.indexOf(' ', width) : end;
      if (end < 0) {
        break;
      }
      lines.add(rest.substring(0, end));
      rest = indent + rest.substring(end + 1);
    }
    lines.add(rest);
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[columns];
    for (List<Cell> row : rows) {
      if (row.size() == columns) {
        for (int i = 0; i < columns; i++) {
          widths[i] = Math.max(widths[i], length(row.get(i).text()));
        }
      }
    }
    int others = Arrays.stream(widths).sum() - widths[flexible] + (columns - 1) * GAP.length();
    int room = Math.max(NARROWEST, output.terminal().columns() - others);
    widths[flexible] = Math.min(widths[flexible], room);
    return widths;
  }

  private static int length(CharSequence text) {
    return (int) text.codePoints().count();
  }
}
