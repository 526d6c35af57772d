package org.plateau.theorems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  @Test
  void statementsAreComplete() {
    for (Claim<?> claim : Catalogue.scan().claims()) {
      Statement statement = claim.statement();
      assertFalse(statement.title().isBlank(), statement.id() + " has no title");
      assertFalse(
          statement.title().endsWith("."),
          statement.id() + ": the title is no sentence with a full stop");
      assertFalse(statement.tex().isBlank(), statement.id() + " has no TeX");
      assertFalse(statement.where().isBlank(), statement.id() + " does not say where in the paper");
      assertFalse(statement.spec().isBlank(), statement.id() + " has no specification");
      assertTrue(
          statement.id().startsWith(statement.paper().key() + "/"),
          statement.id() + " lies in a wrong family");
    }
  }

  @Test
  void everyClaimHasAProbe() {
    for (Claim<?> claim : Catalogue.scan().claims()) {
      assertFalse(
          claim.probes().isEmpty(),
          claim.statement().id() + " has no probe: nothing shows that its check has power");
    }
  }

  @Test
  void probesHaveNamesOfTheirOwn() {
    for (Claim<?> claim : Catalogue.scan().claims()) {
      List<String> slugs = claim.probes().stream().map(Probe::slug).toList();
      assertEquals(
          slugs.size(), new HashSet<>(slugs).size(), claim.statement().id() + ": " + slugs);
    }
  }

  @Test
  @Tag("end-to-end")
  void claimsDrawAndExamine() {
    for (Claim<?> claim : Catalogue.scan().claims()) {
      drawsAndExamines(claim);
    }
  }

  private static <I> void drawsAndExamines(Claim<I> claim) {
    String id = claim.statement().id();
    I instance = claim.draw(Draws.of(2026, id, 0));
    Evidence evidence = claim.examine(instance);
    boolean trend = claim.statement().direction() == Direction.TREND;
    assertEquals(
        trend, evidence.point() != null, id + ": a trend gives points, anything else gives checks");
    assertTrue(trend || !evidence.checks().isEmpty(), id + " compares nothing");
    assertEquals(evidence, claim.examine(instance), id + " is not a pure function of its instance");
  }

  @Test
  void orderIsThatOfTheIds() {
    List<String> ids =
        Catalogue.scan().claims().stream().map(claim -> claim.statement().id()).toList();
    assertEquals(ids.stream().sorted().toList(), ids);
  }

  @Test
  void twoClaimsMayNotShareAnId() {
    Claim<?> claim = new Nothing();
    assertThrows(IllegalStateException.class, () -> Catalogue.of(List.of(claim, claim)));
    assertEquals(claim, Catalogue.of(List.of(claim)).claim("test/nothing").orElseThrow());
    assertTrue(Catalogue.of(List.of(claim)).claim("test/else").isEmpty());
  }

  private static final class Nothing implements Claim<Integer> {
    @Override
    public Statement statement() {
      return Statement.identity("test/nothing");
    }

    @Override
    public Integer draw(Draws draws) {
      return 0;
    }

    @Override
    public Evidence examine(Integer instance) {
      return Evidence.of(Check.equal("0", 0, 0));
    }

    @Override
    public List<Probe<Integer>> probes() {
      return List.of();
    }
  }

  @Test
  void theScanFindsWhatIsThere() {
    Catalogue catalogue = Catalogue.scan();
    for (Paper paper :
        List.of(Paper.MARION_CHIZAT, Paper.DING_ET_AL, Paper.BARTLETT_ET_AL, Paper.MA_FATTAHI)) {
      String family = paper.key() + "/";
      assertTrue(
          catalogue.claims().stream().filter(c -> c.statement().id().startsWith(family)).count()
              >= 10,
          "claims of " + family);
      assertTrue(
          catalogue.figures().stream().anyMatch(f -> f.id().startsWith(family)),
          "figures of " + family);
    }
    assertTrue(catalogue.claim("test/nothing").isEmpty(), "nested classes are no claims");
    List<String> figures = catalogue.figures().stream().map(Figure::id).toList();
    assertEquals(figures.stream().sorted().toList(), figures);
    assertEquals(List.of(), Catalogue.of(catalogue.claims()).figures());
  }
}
