package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordingTest {

  @Test
  void countsHaveTheirPlural() {
    assertEquals("0 instances", Wording.count(0, "instance"));
    assertEquals("1 instance", Wording.count(1, "instance"));
    assertEquals("2,062 instances", Wording.count(2_062, "instance"));
  }

  @Test
  void numbersAreShortInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals("3.142", Wording.number(Math.PI));
      assertEquals("1.000e-05", Wording.number(1e-5));
      assertEquals("4.99 %", Wording.percent(0.0499));
      assertEquals("1e-9", Wording.level(1e-9));
      assertEquals("2e-11", Wording.level(2e-11));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theMachineIsDescribed() {
    Map<String, String> properties = Environment.properties();
    assertEquals(System.getProperty("java.version"), properties.get("java.version"));
    assertEquals(System.getProperty("os.arch"), properties.get("os.arch"));
    assertEquals(
        Runtime.getRuntime().maxMemory() / (1 << 20),
        Long.parseLong(properties.get("memory.mebibytes")));
    assertEquals(
        Runtime.getRuntime().availableProcessors(), Integer.parseInt(properties.get("processors")));
    for (String key : new String[] {"locale", "charset", "timezone", "os.name", "java.vendor"}) {
      assertTrue(!properties.get(key).isEmpty(), key);
    }
  }

  @Test
  void theProcessorIsNamedWhereTheSystemTells(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("cpuinfo");
    assertEquals(Optional.empty(), Environment.processorName(file));
    Files.writeString(
        file, "processor\t: 0\nmodel\t\t: 17\nmodel name\t:\nmodel name\t: A: B 1 \n");
    assertEquals(Optional.of("A: B 1"), Environment.processorName(file));
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
    assertEquals(Optional.empty(), Environment.processorName(file));
  }

  @Test
  void librariesAndVersionComeFromTheBuild() {
    Map<String, String> libraries = Version.libraries();
    assertTrue(libraries.size() >= 3, libraries.toString());
    libraries.forEach(
        (name, version) -> {
          assertTrue(version.matches("[0-9]+(\\.[0-9]+)+.*"), name + " " + version);
          assertEquals(version, Environment.properties().get(name));
        });
    assertTrue(Version.current().matches("[0-9]+\\.[0-9]+\\.[0-9]+"), Version.current());
  }

  @Test
  void processorTimeIsThatOfTheProcess() {
    double ours = Environment.cpuSeconds();
    long nanos =
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
    assertEquals(nanos * 1e-9, ours, 0.5);
  }
}
