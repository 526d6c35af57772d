package org.plateau.verify;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;

/** What a run remembers of the machine that it ran on. */
public final class Environment {

  private Environment() {}

  /** Returns JDK, operating system, processors, memory, locale and library versions, sorted. */
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
    properties.put("locale", Locale.getDefault().toLanguageTag());
    properties.put("charset", Charset.defaultCharset().name());
    properties.put("timezone", TimeZone.getDefault().getID());
    properties.putAll(Version.libraries());
    return properties;
  }

  static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() * 1e-9;
  }
}
