package org.plateau.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a run remembers of the machine that it ran on. */
public final class Environment {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Environment() {}

  /**
   * Returns JDK, operating system, processors, memory, locale and library versions, sorted. The
   * processor's name is there where the system tells it.
   */
  public static Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    for (String key :
        new String[] {
          "java.version", "java.vendor", "java.vm.name", "os.name", "os.version", "os.arch"
        }) {
      properties.put(key, System.getProperty(key, ""));
    }
    Runtime runtime = Runtime.getRuntime();
    properties.put("processors", Integer.toString(runtime.availableProcessors()));
    properties.put("memory.mebibytes", Long.toString(runtime.maxMemory() >> 20));
    processorName(PROCESSORS).ifPresent(name -> properties.put("processor.name", name));
    properties.put("locale", Locale.getDefault().toLanguageTag());
    properties.put("charset", Charset.defaultCharset().name());
    properties.put("timezone", TimeZone.getDefault().getID());
    properties.putAll(Version.libraries());
    return properties;
  }

  /** The name in the format of Linux, one "key : value" a line; empty where there is none. */
  static Optional<String> processorName(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .filter(name -> !name.isEmpty())
          .findFirst();
    } catch (IOException | UncheckedIOException | SecurityException e) {
      // A name that cannot be read is no reason to lose a run.
      return Optional.empty();
    }
  }

  static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() * 1e-9;
  }
}
