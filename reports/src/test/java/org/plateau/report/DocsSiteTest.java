package org.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.verify.RunDirectory;

class DocsSiteTest {

  private static final Pattern LINK = Pattern.compile("href=\"([^\"#:]*)(#[^\"]*)?\"");

  @Test
  void everyPageIsValidAndEveryLinkInsideTheSiteHasItsTarget() throws Exception {
    Map<String, String> site = DocsSite.render(Catalogue.scan());
    assertEquals(10, site.size());
    List<String> dead = new ArrayList<>();
    for (Map.Entry<String, String> file : site.entrySet()) {
      if (file.getKey().endsWith(".html")) {
        assertEquals(List.of(), HtmlChecker.errors(file.getValue()), file.getKey());
        Matcher link = LINK.matcher(file.getValue());
        while (link.find()) {
          if (!link.group(1).isEmpty() && !site.containsKey(link.group(1))) {
            dead.add(file.getKey() + " -> " + link.group(1));
          }
        }
      }
    }
    assertEquals(List.of(), dead);
  }

  @Test
  void theCataloguePageHasEveryClaim() throws Exception {
    Catalogue catalogue = Catalogue.scan();
    String page = DocsSite.render(catalogue).get("catalogue.html");
    for (Claim<?> claim : catalogue.claims()) {
      assertTrue(page.contains("id=\"" + claim.statement().id() + "\""), claim.statement().id());
    }
  }

  @Test
  void theSchemaAcceptsRunsAndNothingElse() throws Exception {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(RunSchema.json());
    ObjectMapper mapper = JsonMapper.builder().build();
    String run = RunDirectory.json(FixtureRun.mixed().run());
    assertEquals(Set.of(), schema.validate(mapper.readTree(run)));
    assertNotEquals(
        Set.of(), schema.validate(mapper.readTree(run.replace("\"UPHELD\"", "\"GOOD\""))));
    assertNotEquals(
        Set.of(), schema.validate(mapper.readTree(run.replace("\"tries\"", "\"trys\""))));
  }
}
