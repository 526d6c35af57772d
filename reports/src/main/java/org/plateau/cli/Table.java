package org.plateau.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** A table for a terminal or a pipe: each column as wide as it needs, one of them wraps. */
final class Table {

  private static final int GAP = 2;
  private static final int NARROWEST = 24;

  private final Output output;
  private final int columns;
  private final List<Text[]> rows = new ArrayList<>();
  private final boolean[] right;
  private int flexible;

  Table(Output output, String... headings) {
    this.output = output;
    this.columns = headings.length;
    this.flexible = headings.length - 1;
    this.right = new boolean[headings.length];
    rows.add(Arrays.stream(headings).map(heading -> text("bold", heading)).toArray(Text[]::new));
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

  /** Adds a line over the whole width. */
  Table section(String title) {
    rows.add(new Text[] {text("bold", title)});
    return this;
  }

  /** Adds a row of plain cells. */
  Table row(String... cells) {
    return row(Arrays.stream(cells).map(cell -> text("", cell)).toArray(Text[]::new));
  }

  /** Adds a row of cells made with {@link #text}. */
  Table row(Text... cells) {
    rows.add(cells);
    return this;
  }

  /** Returns a cell with a style, which shows when color is on. */
  Text text(String style, String content) {
    String plain = output.plain(content);
    Ansi ansi = output.ansi();
    return style.isEmpty() || plain.isEmpty()
        ? ansi.new Text(0).concat(ansi.apply(plain, List.of()))
        : ansi.apply(plain, Arrays.asList(Ansi.Style.parse(style)));
  }

  /** Prints the table. */
  void print() {
    int[] widths = widths();
    Column[] layout = new Column[columns];
    for (int i = 0; i < columns; i++) {
      layout[i] =
          new Column(
              widths[i],
              i == 0 ? 0 : GAP,
              i == flexible ? Column.Overflow.WRAP : Column.Overflow.TRUNCATE);
    }
    List<Text[]> block = new ArrayList<>();
    for (Text[] row : rows) {
      if (row.length == 1 && columns > 1) {
        flush(block, layout, widths);
        output.out().println();
        output.out().println(row[0].toString());
      } else {
        block.add(row);
      }
    }
    flush(block, layout, widths);
  }

  private void flush(List<Text[]> block, Column[] layout, int[] widths) {
    if (block.isEmpty()) {
      return;
    }
    TextTable table = TextTable.forColumns(Help.defaultColorScheme(output.ansi()), layout);
    table.setAdjustLineBreaksForWideCJKCharacters(false);
    table.indentWrappedLines = 0;
    for (Text[] row : block) {
      table.addRowValues(aligned(row, widths));
    }
    output.out().print(table.toString().stripTrailing() + System.lineSeparator());
    block.clear();
  }

  private Text[] aligned(Text[] row, int[] widths) {
    Text[] cells = row.clone();
    for (int i = 0; i < columns; i++) {
      int missing = widths[i] - (i == 0 ? 0 : GAP) - length(cells[i]);
      if (right[i] && missing > 0) {
        cells[i] = output.ansi().apply(" ".repeat(missing), List.of()).concat(cells[i]);
      }
    }
    return cells;
  }

  private int[] widths() {
    int[] widths = new int[columns];
    for (Text[] row : rows) {
      if (row.length == columns) {
        for (int i = 0; i < columns; i++) {
          widths[i] = Math.max(widths[i], length(row[i]) + (i == 0 ? 0 : GAP));
        }
      }
    }
    int others = Arrays.stream(widths).sum() - widths[flexible];
    int room = output.terminal().columns() - others;
    widths[flexible] =
        Math.max(Math.min(widths[flexible], room), Math.min(widths[flexible], NARROWEST));
    return widths;
  }

  private static int length(Text text) {
    return text.plainString().length();
  }
}
