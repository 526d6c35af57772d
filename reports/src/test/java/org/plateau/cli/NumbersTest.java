package org.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same text in every locale. */
class NumbersTest {

  private final Locale before = Locale.getDefault();

  @BeforeEach
  void hostileLocale() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "0.1, 0.1",
    "123456, 123456",
    "1234567, 1.23457e6",
    "0.00012345678, 0.000123457",
    "0.00001, 1e-5",
    "-2.5e-300, -2.5e-300",
    "9999999, 1e7",
    "0.99999999, 1",
    "NaN, NaN",
    "-Infinity, -Infinity"
  })
  void sixDigits(double value, String text) {
    assertEquals(text, Numbers.text(value));
  }

  @Test
  void tiesGoToEven() {
    assertEquals("0.12", Numbers.digits(0.125, 2));
    assertEquals("0.38", Numbers.digits(0.375, 2));
  }

  @ParameterizedTest
  @CsvSource({"2.0E-3, 0.002", "2e23, 2.0E23", "5e-324, 4.9E-324", "0.1, 0.1"})
  void exactReadsBack(double value, String text) {
    assertEquals(text, Numbers.exact(value));
    assertEquals(value, Double.parseDouble(Numbers.exact(value)));
  }

  @Test
  void countsAndDurations() {
    assertEquals("20,713", Numbers.count(20_713));
    assertEquals("250 ms", Numbers.duration(0.25));
    assertEquals("1.5 s", Numbers.duration(1.5));
    assertEquals("3 min 5 s", Numbers.duration(185));
    assertEquals("2 h 30 min", Numbers.duration(9000));
  }
}
