package org.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.plateau.theorems.Catalogue;

/** The report as a reader meets it: opened from disk in a browser without network. */
class ReportInBrowserIT {

  private static final Path FOLDER = Path.of("target", "browser").toAbsolutePath();
  private static final Path REPORT = FOLDER.resolve("report.html");
  private static final Path HOSTILE = FOLDER.resolve("hostile.html");
  private static Browser browser;

  @BeforeAll
  static void open() throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(REPORT, HtmlReport.of(FixtureRun.mixed()));
    browser = Browser.start();
  }

  @AfterAll
  static void close() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void usual() {
    browser.scripts(true).scheme("light").size(1400, 1000).open(REPORT, "");
  }

  @Test
  void asksForNothingAndComplainsOfNothing() {
    assertEquals(List.of(), browser.requests(REPORT));
    assertEquals(List.of(), browser.console());
  }

  @Test
  void theLogOfRequestsSeesRequests() throws IOException {
    Path page = FOLDER.resolve("asking.html");
    Files.writeString(page, "<!DOCTYPE html><title>x</title><img src='https://example.org/x.png'>");
    browser.open(page, "");
    assertEquals(List.of("https://example.org/x.png"), browser.requests(page));
    assertNotEquals(List.of(), browser.console());
  }

  @Test
  void thePolicyStopsInjectedScriptsAndImages() {
    Object ran =
        run(
            "const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
                + "document.body.append(s); const i = new Image();"
                + "i.src = 'https://example.org/x.png'; document.body.append(i);"
                + "return window.ran;");
    assertNull(ran);
    List<String> refused = browser.console();
    assertEquals(2, refused.size(), refused.toString());
    assertTrue(refused.stream().allMatch(line -> line.contains("Content Security Policy")));
  }

  @Test
  void filtersByWordsAndByVerdict() {
    WebElement filter = browser.driver().findElement(By.id("filter"));
    assertEquals(10, shownRows().size());
    filter.sendKeys("identityinit floor");
    assertEquals(List.of("identityinit/failure-floor"), shownRows());
    assertEquals("1 of 10 claims", browser.driver().findElement(By.id("shown")).getText());
    filter.clear();
    filter.sendKeys("x");
    filter.clear();
    run(
        "const v = document.getElementById('verdict'); v.value = 'toothless';"
            + "v.dispatchEvent(new Event('change'));");
    run("document.getElementById('filter').dispatchEvent(new Event('input'));");
    assertEquals(List.of("subgradient/decrease-rate"), shownRows());
  }

  @Test
  void sortsByEachColumnBothWays() {
    List<String> before = shownRows();
    List<WebElement> heads = browser.driver().findElements(By.cssSelector("#index thead button"));
    assertEquals(7, heads.size());
    heads.get(2).click();
    List<String> ascending = shownRows();
    assertEquals("identityinit/root-residual", ascending.get(0));
    assertEquals("ascending", attribute("#index thead th:nth-child(3)", "aria-sort"));
    heads.get(2).click();
    assertEquals("identityinit/root-residual", shownRows().get(9));
    assertEquals("descending", attribute("#index thead th:nth-child(3)", "aria-sort"));
    heads.get(0).click();
    assertEquals(before, shownRows());
  }

  @Test
  void copiesACommand() {
    browser
        .driver()
        .executeCdpCommand(
            "Browser.grantPermissions",
            Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    WebElement button = browser.driver().findElement(By.cssSelector(".repeat .copy"));
    button.click();
    Object copied =
        browser
            .driver()
            .executeAsyncScript(
                "const done = arguments[0]; navigator.clipboard.readText().then(done, e => done('' + e));");
    assertEquals("./plateau verify --standard --seed 20240513", copied);
    assertEquals("Copied", button.getText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sharpness/upper-bound", "paper/sharpness", "figure/sharpness/figure-1", "limits"})
  void anchorsLeadToTheirPlace(String anchor) throws IOException {
    browser.open(REPORT, anchor);
    browser.picture(FOLDER.resolve("at-" + anchor.replace('/', '-') + ".png"));
    Number top =
        (Number)
            run(
                "return document.getElementById(arguments[0]).getBoundingClientRect().top;",
                anchor);
    assertTrue(top.doubleValue() >= 0 && top.doubleValue() < 990, anchor + " is at " + top);
  }

  @Test
  void everyLinkInsideThePageHasItsTarget() {
    Object dead =
        run(
            "return [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))"
                + ".filter(id => !document.getElementById(id));");
    assertEquals(List.of(), dead);
  }

  @Test
  void isReadableWithoutScript() {
    browser.scripts(false).open(REPORT, "");
    browser.scripts(true);
    String text = browser.driver().findElement(By.tagName("main")).getText();
    assertTrue(text.contains("1 claim is refuted"), text);
    assertTrue(text.contains("What green does not mean"), text);
    assertTrue(browser.driver().findElements(By.cssSelector("#index button, .copy")).isEmpty());
    assertEquals(false, browser.driver().findElement(By.id("controls")).isDisplayed());
    assertEquals(11, browser.driver().findElements(By.cssSelector("#index tr")).size());
    assertTrue(browser.driver().findElements(By.cssSelector("math")).size() >= 10);
  }

  @ParameterizedTest
  @CsvSource({"320, light", "320, dark", "768, light", "1400, light", "1400, dark"})
  void fitsTheWindow(int width, String scheme) throws IOException {
    browser.scheme(scheme).size(width, 1000).open(REPORT, "");
    run("document.querySelectorAll('details').forEach(d => d.open = true);");
    browser.picture(FOLDER.resolve("first-" + scheme + "-" + width + ".png"));
    Number scroll = (Number) run("return document.documentElement.scrollWidth;");
    assertTrue(
        scroll.intValue() <= width, "the page is " + scroll + " wide in a window of " + width);
  }

  /** A column that nobody sees is worse than none. */
  @Test
  void benchmarksFitAnOrdinaryWindow() throws IOException {
    Path report = FOLDER.resolve("benchmarks.html");
    Files.writeString(report, HtmlReport.of(FixtureRun.withAllBenchmarks(FixtureRun.green(1))));
    browser.size(1300, 1000).open(report, "benchmarks");
    browser.picture(FOLDER.resolve("benchmarks-1300.png"));
    Object hidden =
        run(
            "return [...document.querySelectorAll('#benchmarks > .scroll')]"
                + ".filter(s => s.scrollWidth > s.clientWidth)"
                + ".map(s => s.ariaLabel + ': ' + s.scrollWidth + ' in ' + s.clientWidth);");
    assertEquals(List.of(), hidden);
    assertEquals(2L, run("return document.querySelectorAll('#benchmarks > .scroll').length;"));
  }

  @Test
  void darkIsDarkAndLightIsLight() {
    browser.scheme("dark").open(REPORT, "");
    String dark = run("return getComputedStyle(document.body).backgroundColor;").toString();
    browser.scheme("light").open(REPORT, "");
    String light = run("return getComputedStyle(document.body).backgroundColor;").toString();
    assertNotEquals(dark, light);
  }

  @ParameterizedTest
  @CsvSource({"light, 1400", "dark, 1400", "light, 320"})
  void axeFindsNoViolation(String scheme, int width) throws IOException {
    browser.scheme(scheme).size(width, 1000).open(REPORT, "");
    assertEquals(List.of(), violations());
  }

  @Test
  void axeFindsNoViolationWithEverythingOpen() throws IOException {
    run("document.querySelectorAll('details').forEach(d => d.open = true);");
    assertEquals(List.of(), violations());
  }

  @Test
  void axeFindsViolationsWhereThereAreSome() throws IOException {
    run("const i = document.createElement('img'); document.querySelector('main').append(i);");
    assertNotEquals(List.of(), violations());
  }

  @ParameterizedTest
  @ValueSource(strings = {"index", "add-a-claim", "verdicts", "exit-codes"})
  void theDocumentationIsAsQuietAndAccessible(String page) throws IOException {
    Path site = FOLDER.resolve("docs");
    DocsSite.write(site, Catalogue.of(List.of()));
    Path file = site.resolve(page + ".html");
    browser.size(320, 900).open(file, "");
    assertEquals(List.of(), browser.requests(file));
    assertEquals(List.of(), browser.console());
    Number scroll = (Number) run("return document.documentElement.scrollWidth;");
    assertTrue(scroll.intValue() <= 320, page + " is " + scroll + " wide");
    assertEquals(List.of(), violations());
  }

  @Test
  void hostileTextStaysText() throws IOException {
    String hostile =
        "</title></style></script></svg></math>\"'><img src=x onerror=\"window.pwned=1\">"
            + "<script>window.pwned=1</script>&lt;b&gt;\u0000\u001b]0;\u202e\ud800${1+1}{{1}}`";
    Files.writeString(HOSTILE, HtmlReport.of(FixtureRun.hostile(hostile)));
    browser.open(HOSTILE, "");
    assertNull(run("return window.pwned;"));
    assertEquals(List.of(), browser.requests(HOSTILE));
    assertEquals(List.of(), browser.console());
    Object strangers =
        run(
            "return document.querySelectorAll('img, script:not(body > script), b:not(.counts b), iframe').length;");
    assertEquals(0L, strangers);
    Object scripts = run("return document.scripts.length;");
    assertEquals(1L, scripts);
  }

  private static Object run(String script, Object... arguments) {
    return browser.driver().executeScript(script, arguments);
  }

  @SuppressWarnings("unchecked")
  private static List<String> shownRows() {
    return (List<String>)
        run(
            "return [...document.querySelectorAll('#index tbody tr')].filter(r => !r.hidden)"
                + ".map(r => r.querySelector('.id').textContent);");
  }

  private static String attribute(String selector, String name) {
    return browser.driver().findElement(By.cssSelector(selector)).getDomAttribute(name);
  }

  private static List<String> violations() throws IOException {
    try (InputStream in = ReportInBrowserIT.class.getResourceAsStream("/axe.min.js")) {
      run(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    Object found =
        browser
            .driver()
            .executeAsyncScript(
                "const done = arguments[0]; axe.run().then(r => done(r.violations.flatMap(v =>"
                    + "v.nodes.slice(0, 3).map(n => v.id + ' ' + n.html.slice(0, 160)))), e => done(['' + e]));");
    List<String> violations = new ArrayList<>();
    ((List<?>) found).forEach(violation -> violations.add(violation.toString()));
    return violations;
  }
}
