package org.plateau.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plateau.theorems.Effort;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.ProbeVerdict;
import org.plateau.verify.Verdict;
import org.plateau.verify.Verifier;

/** The worked example of the documentation does what its page says. */
class ProductBoundTest {

  @Test
  void isUpheldAndItsProbesBite() throws Exception {
    ClaimRecord claim =
        Verifier.of(List.of(new ProductBound()))
            .seed(1)
            .effort(Effort.QUICK)
            .run()
            .result()
            .claims()
            .get(0);
    assertEquals(Verdict.UPHELD, claim.verdict(), claim.reason());
    assertEquals(405, claim.valid());
    claim.probes().forEach(p -> assertEquals(ProbeVerdict.BITES, p.verdict(), p.reason()));
  }

  @Test
  void standsInTheDocumentationAsItIsHere() throws Exception {
    String source =
        Files.readString(Path.of("src/test/java/org/plateau/example/ProductBound.java"));
    String body = source.substring(source.indexOf("/** The mean"));
    for (String page : List.of("docs/add-a-claim.md", "../README.md")) {
      assertTrue(
          Files.readString(Path.of(page)).contains("```java\n" + body + "```"),
          page + " shows an older example");
    }
  }
}
