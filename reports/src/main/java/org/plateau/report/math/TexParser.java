package org.plateau.report.math;

import java.util.Set;

/**
 * A recursive-descent reader of TeX mathematics that writes MathML as it goes. One object reads one
 * formula.
 */
final class TexParser {

  private static final int DEEPEST = 60;
  private static final String PRIME = "<mo lspace=\"0\" rspace=\"0\">′</mo>";
  private static final Set<String> ALPHABETS =
      Set.of("mathbb", "mathcal", "mathscr", "mathfrak", "mathbf", "boldsymbol", "bm");
  private static final Set<String> SIZES =
      Set.of(
          "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl",
          "Biggr", "bigm", "Bigm");

  private final String tex;
  private int at;
  private int depth;

  TexParser(String tex) {
    this.tex = tex;
  }

  /** Returns the whole formula. */
  String formula() {
    String row = row();
    if (at < tex.length()) {
      throw problem("unexpected '" + tex.substring(at, Math.min(at + 8, tex.length())) + "'");
    }
    return row;
  }

  /** Reads atoms up to something that ends a row, which stays unread. */
  private String row() {
    if (++depth > DEEPEST) {
      throw problem("nested deeper than " + DEEPEST);
    }
    StringBuilder out = new StringBuilder();
    for (skipSpace(); !atEndOfRow(); skipSpace()) {
      out.append(scripted());
    }
    depth--;
    return out.toString();
  }

  private boolean atEndOfRow() {
    return at >= tex.length()
        || tex.charAt(at) == '}'
        || tex.charAt(at) == '&'
        || tex.startsWith("\\\\", at)
        || isCommand("right")
        || isCommand("end");
  }

  /** Reads one atom with its sub- and superscripts. */
  private String scripted() {
    int start = at;
    boolean limits = takesLimits();
    String base = atom();
    String below = "";
    String above = "";
    for (skipSpace(); at < tex.length(); skipSpace()) {
      char c = tex.charAt(at);
      if (c == '_') {
        require(below.isEmpty(), "two subscripts");
        at++;
        below = argument();
      } else if (c == '^') {
        require(above.isEmpty() || above.equals(PRIME), "two superscripts");
        at++;
        above = joined(above, argument());
      } else if (c == '\'') {
        at++;
        above = joined(above, PRIME);
      } else {
        break;
      }
    }
    return withApplication(start, withScripts(base, below, above, limits));
  }

  private static String joined(String first, String second) {
    return first.isEmpty() ? second : "<mrow>" + first + second + "</mrow>";
  }

  private static String withScripts(String base, String below, String above, boolean limits) {
    if (below.isEmpty() && above.isEmpty()) {
      return base;
    }
    String name =
        below.isEmpty()
            ? limits ? "mover" : "msup"
            : above.isEmpty() ? limits ? "munder" : "msub" : limits ? "munderover" : "msubsup";
    return "<" + name + ">" + base + below + above + "</" + name + ">";
  }

  /** Sets the name of a function apart from an argument that has no parentheses. */
  private String withApplication(int start, String drawn) {
    String name = tex.charAt(start) == '\\' ? commandAt(start) : "";
    boolean function =
        Symbols.FUNCTIONS.contains(name)
            || Symbols.LIMITS.contains(name)
            || name.equals("operatorname");
    if (!function || at >= tex.length()) {
      return drawn;
    }
    boolean fenced = "([|,)]}.=<>+-&".indexOf(tex.charAt(at)) >= 0 || isCommand("left");
    return fenced ? drawn : drawn + "<mspace width=\"0.167em\"></mspace>";
  }

  private boolean takesLimits() {
    String name = tex.charAt(at) == '\\' ? commandAt(at) : "";
    return Symbols.LARGE.containsKey(name)
        || Symbols.LIMITS.contains(name)
        || name.equals("underbrace")
        || name.equals("overbrace")
        || tex.startsWith("\\operatorname*", at);
  }

  /** Reads the argument of a script or command: one atom, or a group. */
  private String argument() {
    skipSpace();
    if (at >= tex.length() || atEndOfRow() || "^_".indexOf(tex.charAt(at)) >= 0) {
      throw problem("an argument is missing");
    }
    return isDigit(at) ? "<mn>" + tex.charAt(at++) + "</mn>" : atom();
  }

  private String atom() {
    char c = tex.charAt(at);
    if (c == '{') {
      at++;
      String row = row();
      expect('}');
      return "<mrow>" + row + "</mrow>";
    }
    if (c == '\\') {
      return command();
    }
    if (c >= '0' && c <= '9') {
      return number();
    }
    if (c == '^' || c == '_') {
      return "<mrow></mrow>";
    }
    int codePoint = tex.codePointAt(at);
    at += Character.charCount(codePoint);
    return character(codePoint);
  }

  private String character(int c) {
    return switch (c) {
      case '-' -> "<mo>−</mo>";
      case '*' -> "<mo>∗</mo>";
      case '/' -> "<mo lspace=\"0\" rspace=\"0\">/</mo>";
      case ':' -> "<mo>:</mo>";
      case '(', '[', ')', ']' -> "<mo stretchy=\"false\">" + (char) c + "</mo>";
      case '|' -> bar("|");
      case '~' -> space("0.333");
      case '$', '#', '%' -> throw problem("unexpected '" + (char) c + "'");
      default -> {
        String sign = MathMl.escape(Character.toString(c));
        yield Character.isLetter(c) ? "<mi>" + sign + "</mi>" : "<mo>" + sign + "</mo>";
      }
    };
  }

  private static String bar(String sign) {
    return "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">" + sign + "</mo>";
  }

  private static String space(String em) {
    return "<mspace width=\"" + em + "em\"></mspace>";
  }

  private String number() {
    int start = at;
    while (at < tex.length() && isPartOfNumber(at)) {
      at++;
    }
    return "<mn>" + tex.substring(start, at) + "</mn>";
  }

  private boolean isPartOfNumber(int position) {
    char c = tex.charAt(position);
    return isDigit(position) || c == '.' && isDigit(position + 1);
  }

  private boolean isDigit(int position) {
    return position < tex.length() && tex.charAt(position) >= '0' && tex.charAt(position) <= '9';
  }

  private String command() {
    int start = at;
    String name = commandAt(at);
    at += 1 + name.length();
    if (Symbols.LETTERS.containsKey(name)) {
      return letter(Symbols.LETTERS.get(name));
    }
    if (Symbols.DELIMITERS.containsKey(name)) {
      return bar(Symbols.DELIMITERS.get(name));
    }
    if (Symbols.OPERATORS.containsKey(name)) {
      return "<mo>" + MathMl.escape(Symbols.OPERATORS.get(name)) + "</mo>";
    }
    if (Symbols.LARGE.containsKey(name)) {
      return "<mo movablelimits=\"true\">" + Symbols.LARGE.get(name) + "</mo>";
    }
    if (Symbols.INTEGRALS.containsKey(name)) {
      return "<mo>" + Symbols.INTEGRALS.get(name) + "</mo>";
    }
    if (Symbols.FUNCTIONS.contains(name) || Symbols.LIMITS.contains(name)) {
      return upright(
          name.startsWith("arg") && name.length() > 3 ? "arg " + name.substring(3) : name);
    }
    if (Symbols.SPACES.containsKey(name)) {
      return space(Symbols.SPACES.get(name));
    }
    if (Symbols.ACCENTS.containsKey(name)) {
      return accent(name);
    }
    if (ALPHABETS.contains(name)) {
      return "<mi>" + MathMl.escape(Symbols.inAlphabet(name, letters())) + "</mi>";
    }
    return construct(name, start);
  }

  /** Capital Greek letters stand upright in TeX. */
  private static String letter(String sign) {
    boolean capital = sign.charAt(0) >= 'Α' && sign.charAt(0) <= 'Ω';
    return capital ? upright(sign) : "<mi>" + sign + "</mi>";
  }

  private String construct(String name, int start) {
    if (SIZES.contains(name)) {
      return "<mo stretchy=\"true\" minsize=\"1.4em\">" + delimiter() + "</mo>";
    }
    return switch (name) {
      case " " -> space("0.333");
      case "%", "#", "&", "_", "$" -> "<mo>" + MathMl.escape(name) + "</mo>";
      case "frac", "tfrac", "dfrac" -> "<mfrac>" + argument() + argument() + "</mfrac>";
      case "binom" ->
          "<mrow><mo>(</mo><mfrac linethickness=\"0\">"
              + argument()
              + argument()
              + "</mfrac><mo>)</mo></mrow>";
      case "sqrt" -> root();
      case "left" -> fenced();
      case "text", "textrm", "mbox", "textit", "textbf" ->
          "<mtext>" + MathMl.escape(spaced(words())) + "</mtext>";
      case "mathrm", "mathsf", "mathit" -> upright(words());
      case "operatorname" -> {
        skip('*');
        yield upright(words());
      }
      case "overset", "stackrel" -> {
        String above = argument();
        yield "<mover>" + argument() + above + "</mover>";
      }
      case "underset" -> {
        String below = argument();
        yield "<munder>" + argument() + below + "</munder>";
      }
      case "underbrace" -> "<munder>" + argument() + "<mo>⏟</mo></munder>";
      case "overbrace" -> "<mover>" + argument() + "<mo>⏞</mo></mover>";
      case "not" -> negated();
      case "begin" -> environment();
      case "displaystyle", "textstyle", "nolimits", "limits" -> "<mrow></mrow>";
      default -> {
        at = start;
        throw problem("unknown command \\" + name);
      }
    };
  }

  private static String upright(String name) {
    String drawn = MathMl.escape(name).replace(" ", "\u2009");
    return name.codePointCount(0, name.length()) == 1
        ? "<mi mathvariant=\"normal\">" + drawn + "</mi>"
        : "<mi>" + drawn + "</mi>";
  }

  private String accent(String name) {
    String stretchy = Symbols.WIDE.contains(name) ? "true" : "false";
    return "<mover accent=\"true\">"
        + argument()
        + "<mo stretchy=\""
        + stretchy
        + "\">"
        + Symbols.ACCENTS.get(name)
        + "</mo></mover>";
  }

  private String root() {
    skipSpace();
    if (at >= tex.length() || tex.charAt(at) != '[') {
      return "<msqrt>" + argument() + "</msqrt>";
    }
    int close = tex.indexOf(']', at);
    if (close < 0) {
      throw problem("the index of a root is not closed");
    }
    String index = new TexParser(tex.substring(at + 1, close)).formula();
    at = close + 1;
    return "<mroot>" + argument() + "<mrow>" + index + "</mrow></mroot>";
  }

  private String fenced() {
    String open = delimiter();
    String body = row();
    if (!isCommand("right")) {
      throw problem("\\left without \\right");
    }
    at += "\\right".length();
    String close = delimiter();
    return "<mrow>" + fence(open, "prefix") + body + fence(close, "postfix") + "</mrow>";
  }

  private static String fence(String sign, String form) {
    return sign.isEmpty()
        ? ""
        : "<mo fence=\"true\" stretchy=\"true\" form=\"" + form + "\">" + sign + "</mo>";
  }

  private String delimiter() {
    skipSpace();
    if (at >= tex.length()) {
      throw problem("a delimiter is missing");
    }
    if (tex.charAt(at) == '\\') {
      String name = commandAt(at);
      String sign = Symbols.DELIMITERS.get(name);
      if (sign == null) {
        throw problem("\\" + name + " is no delimiter");
      }
      at += 1 + name.length();
      return sign;
    }
    char c = tex.charAt(at++);
    if ("()[]|./".indexOf(c) < 0) {
      throw problem("'" + c + "' is no delimiter");
    }
    return c == '.' ? "" : String.valueOf(c);
  }

  private String negated() {
    skipSpace();
    String sign = argument();
    int end = sign.lastIndexOf("</mo>");
    if (end < 0) {
      throw problem("\\not needs a relation");
    }
    return sign.substring(0, end) + "\u0338" + sign.substring(end);
  }

  /** Reads a group as plain words. */
  private String words() {
    skipSpace();
    expect('{');
    int start = at;
    int open = 1;
    while (at < tex.length()) {
      char c = tex.charAt(at);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (open == 0) {
        return tex.substring(start, at++).replace("{", "").replace("}", "").replace("~", "\u00a0");
      }
      at++;
    }
    throw problem("a group is not closed");
  }

  /** Browsers trim the text of a formula, so that spaces at its ends must not break. */
  private static String spaced(String words) {
    int first = words.length() - words.stripLeading().length();
    String body = words.strip();
    int last = words.length() - first - body.length();
    return "\u00a0".repeat(first) + body + "\u00a0".repeat(last);
  }

  /** Reads the letters that an alphabet applies to. */
  private String letters() {
    skipSpace();
    if (at >= tex.length()) {
      throw problem("an argument is missing");
    }
    String letters;
    if (tex.charAt(at) == '{') {
      letters = words().strip();
    } else if (tex.charAt(at) == '\\') {
      letters = "\\" + commandAt(at);
      at += letters.length();
    } else {
      letters = tex.substring(at, ++at);
    }
    return letters.startsWith("\\")
        ? Symbols.LETTERS.getOrDefault(letters.substring(1), letters)
        : letters;
  }

  private String environment() {
    String name = words();
    String open =
        switch (name) {
          case "cases" -> "{";
          case "pmatrix" -> "(";
          case "bmatrix" -> "[";
          case "vmatrix" -> "|";
          case "matrix", "aligned" -> "";
          default -> throw problem("unknown environment " + name);
        };
    String close = open.equals("{") ? "" : open.replace('(', ')').replace('[', ']');
    String rows = rows();
    at += "\\end".length();
    if (!words().equals(name)) {
      throw problem("\\begin{" + name + "} is closed by another \\end");
    }
    return "<mrow>"
        + fence(open, "prefix")
        + "<mtable>"
        + rows
        + "</mtable>"
        + fence(close, "postfix")
        + "</mrow>";
  }

  private String rows() {
    StringBuilder out = new StringBuilder("<mtr><mtd>");
    while (true) {
      out.append(row());
      if (tex.startsWith("\\\\", at)) {
        at += 2;
        out.append("</mtd></mtr><mtr><mtd>");
      } else if (at < tex.length() && tex.charAt(at) == '&') {
        at++;
        out.append("</mtd><mtd>");
      } else if (isCommand("end")) {
        return out.append("</mtd></mtr>").toString();
      } else {
        throw problem("an environment is not closed");
      }
    }
  }

  private boolean isCommand(String name) {
    return at < tex.length() && tex.charAt(at) == '\\' && commandAt(at).equals(name);
  }

  /** Returns the name of the command whose backslash is at the position: letters, or one sign. */
  private String commandAt(int position) {
    int end = position + 1;
    while (end < tex.length() && isLatin(tex.charAt(end))) {
      end++;
    }
    if (end == position + 1 && end < tex.length()) {
      end++;
    }
    return tex.substring(position + 1, end);
  }

  private static boolean isLatin(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private void skipSpace() {
    while (at < tex.length() && Character.isWhitespace(tex.charAt(at))) {
      at++;
    }
  }

  private void skip(char c) {
    if (at < tex.length() && tex.charAt(at) == c) {
      at++;
    }
  }

  private void require(boolean good, String problem) {
    if (!good) {
      throw problem(problem);
    }
  }

  private void expect(char c) {
    if (at >= tex.length() || tex.charAt(at) != c) {
      throw problem("'" + c + "' is missing");
    }
    at++;
  }

  private TexException problem(String what) {
    return new TexException(what, tex, at);
  }
}
