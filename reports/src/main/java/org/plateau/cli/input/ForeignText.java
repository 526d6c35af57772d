package org.plateau.cli.input;

/** Text from a file that somebody else made, on its way to a terminal. */
final class ForeignText {

  private static final int LONGEST = 80;

  private ForeignText() {}

  /**
   * Returns the text without what a terminal would obey (control characters, and those that turn
   * the direction of writing), cut to 80 characters.
   */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> isObeyed(c) ? 0xFFFD : c)
        .forEach(printable::appendCodePoint);
    boolean whole = text.codePointCount(0, text.length()) <= LONGEST;
    return whole ? printable.toString() : printable.append('…').toString();
  }

  private static boolean isObeyed(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
