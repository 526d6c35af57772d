package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceIdTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sharpness/lower-bound@1:0",
        "sharpness/lower-bound@-9223372036854775808:17",
        "a/b~a-tenth-too-large-1.1@42:3",
        "a/b@1:2+depth=3,width%20of%20layer=0x1.8p3",
        "a/b~p@1:2+x=-0x1.0p-3#0123456789abcdef",
        "a/b@1:2#ffffffffffffffff"
      })
  void whatIsReadIsWritten(String text) {
    assertEquals(text, InstanceId.parse(text).toString());
  }

  @Test
  void everyCharacterSurvives() {
    Map<String, String> edits = new LinkedHashMap<>();
    edits.put("a,b=c+d#e@f", "%41 ~\n\ud83d\ude00\u0000");
    edits.put("", "");
    edits.remove("");
    InstanceId id = new InstanceId("a/b", "p", 5, 6, edits, 7L);
    assertEquals(id, InstanceId.parse(id.toString()));
    assertTrue(id.toString().matches("[!-~]+"), id.toString());
  }

  @Test
  void plainCharactersAreNotEncoded() {
    String plain = "azAZ09._-";
    InstanceId id = InstanceId.of("a/b", "", 1, 2).withEdits(Map.of(plain, plain));
    assertEquals("a/b@1:2+" + plain + "=" + plain, id.toString());
    assertEquals("a/b@1:2+%60=%7B", id.withEdits(Map.of("`", "{")).toString());
    assertEquals("a/b@1:2+%40=%5B", id.withEdits(Map.of("@", "[")).toString());
    assertEquals("a/b@1:2+%2F=%3A", id.withEdits(Map.of("/", ":")).toString());
  }

  @Test
  void seedsMayBeHexadecimal() {
    assertEquals(42, InstanceId.parse("a/b@0x2a:1").seed());
    assertEquals(-1, InstanceId.parseSeed("0XFFFFFFFFFFFFFFFF"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a/b",
        "a/b@1",
        "a/b@:1",
        "a/b@1:x",
        "a/b@1:-1",
        "a/b@1:99999999999999999999",
        "a/b@1:2+depth",
        "a/b@1:2+=3",
        "a/b@1:2+x=%zz",
        "a/b@1:2#xyz",
        "a/b@0x10000000000000000:1",
        "a/b@9223372036854775808:1",
        "a/b~@1:2"
      })
  void whatIsMalformedIsNamed(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> InstanceId.parse(text)).getMessage();
    assertTrue(message.contains("'"), message);
  }
}
