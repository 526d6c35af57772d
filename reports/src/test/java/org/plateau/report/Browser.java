package org.plateau.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The system's Chromium, headless, with a new profile and no network: every host name resolves to
 * nothing and a closed port is its proxy.
 */
final class Browser implements AutoCloseable {

  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> DRIVERS =
      List.of("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");

  private final ChromeDriver driver;
  private final Path profile;

  private Browser(ChromeDriver driver, Path profile) {
    this.driver = driver;
    this.profile = profile;
  }

  /**
   * Starts a browser. Where there is none the test fails in continuous integration (environment
   * variable {@code CI}), and where {@code -Dplateau.browser} names one; elsewhere it is aborted,
   * and reported as skipped.
   */
  static Browser start() throws IOException {
    String asked = System.getProperty("plateau.browser", "");
    Optional<String> browser = executable(asked.isEmpty() ? BROWSERS : List.of(asked));
    Optional<String> driver = executable(DRIVERS);
    if (browser.isEmpty() || driver.isEmpty()) {
      missing(asked, System.getenv("CI") != null);
    }
    Path profile = Files.createTempDirectory("plateau-browser");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.orElseThrow());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--proxy-server=127.0.0.1:9",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable("browser", Level.ALL);
    logs.enable("performance", Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Path.of(driver.orElseThrow()).toFile())
            .build();
    ChromeDriver chrome = new ChromeDriver(service, options);
    // An axe run over a whole report takes a busy machine longer than the usual half a minute.
    chrome.manage().timeouts().scriptTimeout(Duration.ofMinutes(4));
    return new Browser(chrome, profile);
  }

  private static Optional<String> executable(List<String> paths) {
    return paths.stream().filter(p -> Files.isExecutable(Path.of(p))).findFirst();
  }

  /** Fails where the tests must run, and aborts the test elsewhere; either way says why. */
  static void missing(String asked, boolean continuousIntegration) {
    String missing =
        "the report was not tried in a browser: "
            + (asked.isEmpty() ? "no Chromium with its driver here" : asked + " cannot be started")
            + "; remedy: apt-get install chromium chromium-driver";
    if (continuousIntegration || !asked.isEmpty()) {
      Assertions.fail(missing);
    }
    System.err.println("SKIPPED: " + missing);
    Assumptions.abort(missing);
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Opens a file, perhaps at an anchor; forgets what was logged before. */
  Browser open(Path file, String anchor) {
    driver.get("about:blank");
    driver.manage().logs().get("browser");
    driver.manage().logs().get("performance");
    driver.get(file.toUri() + (anchor.isEmpty() ? "" : "#" + anchor));
    return this;
  }

  /** Sets the width and height of the page in pixels. */
  Browser size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    return this;
  }

  /** Sets the preferred color scheme, {@code light} or {@code dark}. */
  Browser scheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    return this;
  }

  /** Lets pages run scripts, or not. */
  Browser scripts(boolean enabled) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !enabled));
    return this;
  }

  /** Returns the addresses that the page asked for since it was opened, other than itself. */
  List<String> requests(Path file) {
    List<String> addresses = new ArrayList<>();
    String mark = "\"method\":\"Network.requestWillBeSent\"";
    for (LogEntry entry : driver.manage().logs().get("performance")) {
      String message = entry.getMessage();
      if (message.contains(mark)) {
        String address = message.replaceFirst("(?s).*\"request\":\\{.*?\"url\":\"(.*?)\".*", "$1");
        if (!address.startsWith(file.toUri().toString())) {
          addresses.add(address);
        }
      }
    }
    return addresses;
  }

  /** Returns what the page's console said since it was opened. */
  List<String> console() {
    return driver.manage().logs().get("browser").getAll().stream().map(LogEntry::toString).toList();
  }

  /** Writes a picture of the visible part. */
  void picture(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
