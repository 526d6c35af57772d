package org.plateau.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The version of Plateau, as the build wrote it. */
public final class Version {

  private static final String CURRENT = read();

  private Version() {}

  /** Returns the version, such as {@code 0.1.0}. */
  public static String current() {
    return CURRENT;
  }

  /** Returns the versions of the libraries that numbers and texts come from: name to version. */
  public static Map<String, String> libraries() {
    Properties properties = new Properties();
    try (InputStream in = resource("libraries.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> libraries = new TreeMap<>();
    properties.stringPropertyNames().forEach(n -> libraries.put(n, properties.getProperty(n)));
    return libraries;
  }

  private static InputStream resource(String name) {
    InputStream in = Version.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is missing from the class path");
    }
    return in;
  }

  private static String read() {
    try (InputStream in = resource("version.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
