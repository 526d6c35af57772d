package org.plateau.verify;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of one instance, from which it can be drawn again: {@code claim@seed:index}, of a probe
 * {@code claim~probe@seed:index}, with edited choices {@code +name=value,name=value}, and with the
 * fingerprint of its draws {@code #0123456789abcdef}, by which a changed generator is noticed.
 *
 * <p>In names and values of choices, everything but letters, digits, point, hyphen and underscore
 * is percent-encoded (UTF-8), so an id never needs quotes in a shell.
 *
 * @param claim id of the claim
 * @param probe slug of the probe, or an empty string for the claim itself
 * @param seed the run's seed
 * @param index number of the instance
 * @param edits choices that are replaced, name to value, in order
 * @param fingerprint of the draws, or null when it is not known
 */
public record InstanceId(
    String claim,
    String probe,
    long seed,
    long index,
    Map<String, String> edits,
    @Nullable Long fingerprint) {

  private static final Pattern FORM =
      Pattern.compile(
          "([^@~+#]+)(?:~([^@+#]+))?@([^:+#]+):([0-9]+)(?:\\+([^#]*))?(?:#([0-9a-fA-F]{1,16}))?");

  /** Copies the edits. */
  public InstanceId {
    edits = edits.isEmpty() ? Map.of() : new LinkedHashMap<>(edits);
  }

  /** Returns the id of an instance of a claim, without edits and fingerprint. */
  public static InstanceId of(String claim, String probe, long seed, long index) {
    return new InstanceId(claim, probe, seed, index, Map.of(), null);
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException if the text has another form; the message names the text, the
   *     rule and an example
   */
  public static InstanceId parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no instance: it must read claim@seed:index, as in sharpness/lower-bound@1:17,"
              + " optionally with +choice=value,... and #fingerprint");
    }
    long index;
    try {
      index = Long.parseLong(matcher.group(4));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the index " + matcher.group(4) + " of '" + text + "' is too large", e);
    }
    String probe = matcher.group(2);
    String edits = matcher.group(5);
    String fingerprint = matcher.group(6);
    return new InstanceId(
        matcher.group(1),
        probe == null ? "" : probe,
        parseSeed(matcher.group(3)),
        index,
        edits == null ? Map.of() : parseEdits(text, edits),
        fingerprint == null ? null : Long.parseUnsignedLong(fingerprint, 16));
  }

  /**
   * Reads a seed, decimal or hexadecimal with {@code 0x}.
   *
   * @throws IllegalArgumentException if it is neither, or has more than 64 bits
   */
  public static long parseSeed(String text) {
    try {
      return text.toLowerCase(Locale.ROOT).startsWith("0x")
          ? Long.parseUnsignedLong(text.substring(2), 16)
          : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the seed '"
              + text
              + "' must be a 64-bit integer, decimal or hexadecimal, as in 42 or 0x2a",
          e);
    }
  }

  /** Returns this id with the given fingerprint. */
  public InstanceId withFingerprint(long newFingerprint) {
    return new InstanceId(claim, probe, seed, index, edits, newFingerprint);
  }

  /** Returns this id with the given edits and without a fingerprint. */
  public InstanceId withEdits(Map<String, String> newEdits) {
    return new InstanceId(claim, probe, seed, index, newEdits, null);
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(claim);
    if (!probe.isEmpty()) {
      text.append('~').append(probe);
    }
    text.append('@').append(seed).append(':').append(index);
    char separator = '+';
    for (Map.Entry<String, String> edit : edits.entrySet()) {
      text.append(separator).append(encode(edit.getKey())).append('=');
      text.append(encode(edit.getValue()));
      separator = ',';
    }
    if (fingerprint != null) {
      text.append('#').append(hex(fingerprint));
    }
    return text.toString();
  }

  static String hex(long bits) {
    String digits = Long.toHexString(bits);
    return "0".repeat(16 - digits.length()) + digits;
  }

  private static Map<String, String> parseEdits(String text, String edits) {
    Map<String, String> parsed = new LinkedHashMap<>();
    for (String edit : edits.split(",", -1)) {
      int equals = edit.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException(
            "the edit '" + edit + "' of '" + text + "' must read name=value");
      }
      parsed.put(decode(text, edit.substring(0, equals)), decode(text, edit.substring(equals + 1)));
    }
    return parsed;
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (c >= 'a' && c <= 'z'
          || c >= 'A' && c <= 'Z'
          || c >= '0' && c <= '9'
          || "._-".indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        encoded.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return encoded.toString();
  }

  private static String decode(String text, String encoded) {
    try {
      return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the edit '" + encoded + "' of '" + text + "' has a broken percent code", e);
    }
  }
}
