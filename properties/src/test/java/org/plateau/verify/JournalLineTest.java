package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plateau.theorems.Effort;

class JournalLineTest {

  private static final JournalHeader HEADER =
      new JournalHeader(
          JournalHeader.SCHEMA, "0.1.0", "1", Effort.QUICK, 0, List.of("a/b"), List.of("00"), "c");

  /** CRC-32C bit by bit, from the polynomial of RFC 3720 in reversed order. */
  private static long crc(byte[] bytes, int length) {
    int crc = -1;
    for (int i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82F63B78);
      }
    }
    return ~crc & 0xFFFFFFFFL;
  }

  private static byte[] withoutFeed(byte[] line) {
    return Arrays.copyOf(line, line.length - 1);
  }

  @Test
  void theOracleKnowsTheCheckValue() {
    assertEquals(0xE3069283L, crc("123456789".getBytes(StandardCharsets.US_ASCII), 9));
  }

  @Test
  void theChecksumIsThatOfAllBefore() {
    int zeros = 0;
    for (int i = 0; i < 200; i++) {
      byte[] line = JournalLine.of(Map.of("n", i));
      String text = new String(line, StandardCharsets.UTF_8);
      String body = "{\"n\":" + i;
      String digits = String.format("%08x", crc(line, body.length()));
      zeros += digits.startsWith("0") ? 1 : 0;
      assertEquals(body + ",\"crc\":\"" + digits + "\"}\n", text);
      assertTrue(JournalLine.isWhole(withoutFeed(line)));
    }
    assertTrue(zeros > 0, "leading zeros were seen");
  }

  @Test
  void anyDamageIsSeen() {
    byte[] line = withoutFeed(JournalLine.of(HEADER));
    assertTrue(JournalLine.isWhole(line));
    int close = line.length - 2;
    for (int i = 0; i < close; i++) {
      byte[] damaged = line.clone();
      damaged[i] ^= 1;
      assertFalse(JournalLine.isWhole(damaged), "byte " + i);
    }
    for (int length = 0; length < line.length; length++) {
      assertFalse(JournalLine.isWhole(Arrays.copyOf(line, length)), "cut after " + length);
    }
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    assertEquals(HEADER, JournalLine.header(withoutFeed(JournalLine.of(HEADER))));
  }

  @Test
  void whatIsNoRecordIsRefused() {
    Object hostile =
        new Object() {
          public Object getItself() {
            return this;
          }
        };
    assertThrows(IllegalArgumentException.class, () -> JournalLine.of(hostile));
    assertThrows(IllegalArgumentException.class, () -> RunDirectory.json(hostile));
  }
}
