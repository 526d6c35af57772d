package org.plateau.report.math;

/** Converts TeX mathematics to MathML Core. */
public final class MathMl {

  private MathMl() {}

  /**
   * Returns a {@code math} element set as a formula of its own, with its TeX source.
   *
   * @throws TexException if the TeX is outside of the subset that this converter reads
   */
  public static String block(String tex) {
    return "<math display=\"block\"><semantics><mrow>"
        + new TexParser(tex).formula()
        + "</mrow><annotation encoding=\"application/x-tex\">"
        + escape(tex)
        + "</annotation></semantics></math>";
  }

  /**
   * Returns a {@code math} element that runs with the text.
   *
   * @throws TexException if the TeX is outside of the subset that this converter reads
   */
  public static String inline(String tex) {
    return "<math><mrow>" + new TexParser(tex).formula() + "</mrow></math>";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
