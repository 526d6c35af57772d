package org.plateau.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * One line of a journal: a JSON object whose last field {@code crc} is the CRC-32C, eight
 * hexadecimal digits, of all bytes of the line before {@code ,"crc"}.
 */
final class JournalLine {

  private static final byte[] CRC_FIELD = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);

  /** Length of {@code ,"crc":"01234567"}}. */
  private static final int TAIL = CRC_FIELD.length + 8 + 2;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final ObjectWriter WRITER = MAPPER.writer();
  private static final ObjectReader BLOCKS = MAPPER.readerFor(Block.class);
  private static final ObjectReader HEADERS = MAPPER.readerFor(JournalHeader.class);

  private JournalLine() {}

  /** Returns the line of a block or header, with its line feed. */
  static byte[] of(Object content) {
    byte[] json;
    try {
      json = WRITER.writeValueAsBytes(content);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be journaled: " + content.getClass(), e);
    }
    int body = json.length - 1;
    byte[] line = Arrays.copyOf(json, body + TAIL + 1);
    System.arraycopy(CRC_FIELD, 0, line, body, CRC_FIELD.length);
    byte[] crc = crc(line, body).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(crc, 0, line, body + CRC_FIELD.length, crc.length);
    line[line.length - 3] = '"';
    line[line.length - 2] = '}';
    line[line.length - 1] = '\n';
    return line;
  }

  /** Tells whether the bytes of a line, without its line feed, carry the right checksum. */
  static boolean isWhole(byte[] line) {
    int body = line.length - TAIL;
    if (body < 1
        || !Arrays.equals(line, body, body + CRC_FIELD.length, CRC_FIELD, 0, CRC_FIELD.length)) {
      return false;
    }
    int from = body + CRC_FIELD.length;
    return crc(line, body).equals(new String(line, from, 8, StandardCharsets.US_ASCII));
  }

  /** Reads a whole line that holds a header. */
  static JournalHeader header(byte[] line) throws IOException {
    return HEADERS.readValue(closed(line));
  }

  /** Reads a whole line that holds a block. */
  static Block block(byte[] line) throws IOException {
    return BLOCKS.readValue(closed(line));
  }

  private static byte[] closed(byte[] line) {
    byte[] json = Arrays.copyOf(line, line.length - TAIL + 1);
    json[json.length - 1] = '}';
    return json;
  }

  private static String crc(byte[] line, int length) {
    CRC32C crc = new CRC32C();
    crc.update(line, 0, length);
    String digits = Long.toHexString(crc.getValue());
    return "0".repeat(8 - digits.length()) + digits;
  }
}
