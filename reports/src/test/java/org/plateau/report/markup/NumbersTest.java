package org.plateau.report.markup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-1.5, -1.5",
    "1234567, 1.235e6",
    "123456, 123500",
    "0.00012345, 0.0001234",
    "0.000012345, 1.234e-5",
    "1e-300, 1e-300",
    "NaN, NaN",
    "Infinity, ∞",
    "-Infinity, −∞",
    "999999.9, 1e6",
    "9.9996e-5, 0.0001"
  })
  void fourDigits(double value, String text) {
    assertEquals(text, Numbers.shortly(value));
  }

  @Test
  void exactNumbersReadBackAsTheyWere() {
    for (double value :
        new double[] {0.1, 2e-3, 1.0 / 3, Double.MIN_VALUE, 1e23, 12.345678901234567}) {
      assertEquals(value, Double.parseDouble(Numbers.exactly(value)));
    }
    assertEquals("7", Numbers.exactly(7));
  }

  @Test
  void unitsAndGroups() {
    assertEquals("1,234,567", Numbers.grouped(1234567));
    assertEquals("-1,234", Numbers.grouped(-1234));
    assertEquals("999", Numbers.grouped(999));
    assertEquals("5\u202f%", Numbers.percent(0.05));
    assertEquals("20 µs", Numbers.seconds(2e-5));
    assertEquals("1.5 s", Numbers.seconds(1.5));
    assertEquals("3 min", Numbers.seconds(180));
    assertEquals("10⁻¹²", Numbers.powerOfTen(-12));
    assertEquals("0.001", Numbers.powerOfTen(-3));
  }

  @Test
  void markupEscapesTextAndAttributesAndMustBeClosed() {
    String html = new Markup().element("p", "<b>&'\u0007", "title", "\"<\ud800").finish();
    assertEquals("<p title=\"&quot;&lt;\ufffd\">&lt;b&gt;&amp;&#39;\ufffd</p>", html);
    assertThrows(IllegalStateException.class, () -> new Markup().open("p").finish());
  }
}
