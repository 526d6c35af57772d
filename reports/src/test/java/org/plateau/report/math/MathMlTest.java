package org.plateau.report.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Constant;
import org.xml.sax.InputSource;

class MathMlTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "x => <mi>x</mi>",
        "12.5a => <mn>12.5</mn><mi>a</mi>",
        "a-b => <mi>a</mi><mo>−</mo><mi>b</mi>",
        "x_i^2 => <msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>",
        "x^2_i => <msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>",
        "f' => <msup><mi>f</mi><mo lspace=\"0\" rspace=\"0\">′</mo></msup>",
        "\\frac12 => <mfrac><mn>1</mn><mn>2</mn></mfrac>",
        "x^23 => <msup><mi>x</mi><mn>2</mn></msup><mn>3</mn>",
        "\\sqrt[3]{x} => <mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>",
        "\\mathbb{R} => <mi>ℝ</mi>",
        "\\mathcal L => <mi>ℒ</mi>",
        "\\Sigma\\sigma => <mi mathvariant=\"normal\">Σ</mi><mi>σ</mi>",
        "\\operatorname{tr}(A) => <mi>tr</mi><mo stretchy=\"false\">(</mo><mi>A</mi><mo stretchy=\"false\">)</mo>",
        "\\text{a < b} => <mtext>a &lt; b</mtext>",
        "\\not\\in => <mo>∉</mo>",
      })
  void convertsTheSubset(String tex, String expected) {
    assertEquals(expected, new TexParser(tex).formula());
  }

  @Test
  void limitsOfSumsStandBelowAndAbove() {
    assertEquals(
        "<munderover><mo movablelimits=\"true\">∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow>"
            + "<mi>n</mi></munderover><mi>x</mi>",
        new TexParser("\\sum_{i=1}^n x").formula());
  }

  @Test
  void keepsTheSourceAsAnnotationAndLabel() {
    String math = MathMl.block("a < \\|b\\|");
    assertTrue(
        math.contains("<annotation encoding=\"application/x-tex\">a &lt; \\|b\\|</annotation>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "}",
        "x^",
        "x_",
        "\\frac{1}",
        "\\left( x",
        "\\right)",
        "\\nonsense",
        "\\begin{cases} a",
        "\\begin{cases} a \\end{matrix}",
        "\\begin{table}\\end{table}",
        "\\text{",
        "$x$",
        "x^2^3",
        "\\",
        "\\left",
        "\\mathbb",
        "\\not",
        "\\sqrt[3",
        "%",
        "a & b",
        "\\operatorname"
      })
  void saysWhatItCannotRead(String tex) {
    TexException e = assertThrows(TexException.class, () -> MathMl.block(tex));
    assertTrue(e.getMessage().contains("position"), e.getMessage());
  }

  @Test
  void refusesDeepNestingInsteadOfOverflowing() {
    assertThrows(TexException.class, () -> MathMl.block("{".repeat(100_000)));
    assertThrows(TexException.class, () -> MathMl.block("\\sqrt[".repeat(10_000) + "x"));
  }

  @Test
  void everyStatementAndConstantOfTheCatalogueIsReadable() {
    List<String> unreadable = new ArrayList<>();
    for (Claim<?> claim : Catalogue.scan().claims()) {
      check(claim.statement().id(), claim.statement().tex(), unreadable);
      for (Constant constant : claim.statement().constants()) {
        check(claim.statement().id(), constant.symbol(), unreadable);
      }
    }
    assertEquals(List.of(), unreadable);
  }

  private static void check(String id, String tex, List<String> unreadable) {
    try {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(MathMl.block(tex))));
    } catch (Exception e) {
      unreadable.add(id + ": " + e.getMessage());
    }
  }
}
