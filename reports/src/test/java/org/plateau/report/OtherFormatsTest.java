package org.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.InputStream;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class OtherFormatsTest {

  private static final String HOSTILE =
      "]]><x a=\"1\">&amp;'\u0000\u0007\u001b[31m\ud800\uffff|`*_[x](javascript:1)\n# @all <script>";

  @Test
  void sarifIsValid() throws Exception {
    assertEquals(Set.of(), sarifErrors(Sarif.of(FixtureRun.mixed())));
    assertEquals(Set.of(), sarifErrors(Sarif.of(FixtureRun.hostile(HOSTILE))));
  }

  @Test
  void theSchemaFindsMistakes() throws Exception {
    String broken =
        Sarif.of(FixtureRun.mixed()).replace("\"kind\" : \"fail\"", "\"kind\" : \"bad\"");
    assertNotEquals(Set.of(), sarifErrors(broken));
  }

  @Test
  void sarifHasAResultForEachClaimAndEachProbeThatDidNotBite() throws Exception {
    JsonNode run =
        JsonMapper.builder().build().readTree(Sarif.of(FixtureRun.mixed())).at("/runs/0");
    assertEquals(10, run.at("/tool/driver/rules").size());
    assertEquals(12, run.at("/results").size());
    int errors = 0;
    for (JsonNode result : run.at("/results")) {
      errors += result.path("level").asText().equals("error") ? 1 : 0;
      String rule =
          run.at("/tool/driver/rules").get(result.path("ruleIndex").asInt()).path("id").asText();
      assertEquals(rule, result.path("ruleId").asText());
    }
    assertEquals(3, errors);
  }

  @Test
  void junitCountsWhatItLists() throws Exception {
    Document xml = parsed(JunitXml.of(FixtureRun.mixed()));
    assertEquals("30", xpath(xml, "/testsuites/@tests"));
    assertEquals("30", xpath(xml, "count(//testcase)"));
    assertEquals(xpath(xml, "/testsuites/@failures"), xpath(xml, "count(//failure)"));
    assertEquals("2", xpath(xml, "count(//failure)"));
    assertEquals("1", xpath(xml, "count(//error)"));
    assertEquals("4", xpath(xml, "/testsuites/@skipped"));
    assertEquals("4", xpath(xml, "count(//skipped)"));
    assertEquals("4", xpath(xml, "count(//testsuite)"));
    assertTrue(xpath(xml, "//failure[@type='REFUTED']").contains("plateau replay"));
  }

  @Test
  void junitSurvivesHostileText() throws Exception {
    Document xml = parsed(JunitXml.of(FixtureRun.hostile(HOSTILE)));
    assertEquals("30", xpath(xml, "count(//testcase)"));
    assertEquals("0", xpath(xml, "count(//x)"));
    assertTrue(xpath(xml, "//failure[@type='REFUTED']").contains("]]><x a=\"1\">&amp;'"));
  }

  @Test
  void summaryIsMarkdownThatHostileTextDoesNotBreak() {
    String plain = Summary.of(FixtureRun.mixed());
    assertTrue(plain.startsWith("## 1 claim is refuted, 1 probe is toothless.\n"), plain);
    assertTrue(plain.contains("### Refuted"));
    String hostile = Summary.of(FixtureRun.hostile(HOSTILE));
    assertEquals(plain.lines().count(), hostile.lines().count());
    assertFalse(hostile.contains("<x"));
    assertFalse(hostile.contains("<script"));
    assertFalse(hostile.replace("\\]", "").contains("](javascript"));
    assertFalse(hostile.contains("@all"));
  }

  /** CommonMark with tables, which is what GitHub adds for summaries. */
  @ParameterizedTest
  @ValueSource(strings = {"", HOSTILE})
  void summaryRendersWithItsHeadingsAndTables(String text) {
    List<Extension> tables = List.of(TablesExtension.create());
    RunData data = text.isEmpty() ? FixtureRun.mixed() : FixtureRun.hostile(text);
    String html =
        HtmlRenderer.builder()
            .extensions(tables)
            .build()
            .render(Parser.builder().extensions(tables).build().parse(Summary.of(data)));
    assertTrue(html.startsWith("<h2>1 claim is refuted"), html);
    assertEquals(2, html.split("<table>", -1).length - 1, html);
    assertEquals(2 + 11, html.split("<tr>", -1).length - 1, "a row for each claim, and the heads");
    assertEquals(1, html.split("<details>", -1).length - 1);
    assertFalse(html.contains("<script") || html.contains("<a "), html);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void badgeIsGreenOnlyWhenTheRunIs(int size) throws Exception {
    JsonNode green = badge(FixtureRun.green(size));
    assertEquals(1, green.path("schemaVersion").asInt());
    assertEquals(size + " upheld", green.path("message").asText());
    assertEquals("brightgreen", green.path("color").asText());
    assertEquals("red", badge(FixtureRun.mixed()).path("color").asText());
  }

  private static JsonNode badge(RunData data) throws Exception {
    return JsonMapper.builder().build().readTree(ReportWriter.render(data).get("badge.json"));
  }

  private static Set<?> sarifErrors(String sarif) throws Exception {
    try (InputStream in = OtherFormatsTest.class.getResourceAsStream("sarif-2.1.0-rtm.5.json")) {
      JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(in);
      return schema.validate(JsonMapper.builder().build().readTree(sarif));
    }
  }

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static String xpath(Document xml, String path) throws Exception {
    XPath xpath = XPathFactory.newInstance().newXPath();
    return xpath.evaluate(path, xml);
  }
}
