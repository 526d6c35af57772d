package org.plateau.report.math;

/** Converts TeX mathematics to MathML Core, with the TeX source kept as an annotation. */
public final class MathMl {

  private MathMl() {}

  /**
   * Returns a {@code math} element set as a formula of its own.
   *
   * @throws TexException if the TeX is outside of the subset that this converter reads
   */
  public static String block(String tex) {
    return element(tex, " display=\"block\"");
  }

  /**
   * Returns a {@code math} element that runs with the text.
   *
   * @throws TexException if the TeX is outside of the subset that this converter reads
   */
  public static String inline(String tex) {
    return element(tex, "");
  }

  private static String element(String tex, String display) {
    String source = escape(tex);
    return "<math"
        + display
        + "><semantics><mrow>"
        + new TexParser(tex).formula()
        + "</mrow><annotation encoding=\"application/x-tex\">"
        + source
        + "</annotation></semantics></math>";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
