package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Statement;

class JournalTest {

  @TempDir Path folder;

  private static final Catalogue CATALOGUE = Catalogue.of(VerifierTest.mixture());

  private RunRecord whole(RunDirectory directory) throws IOException {
    return Verifier.of(CATALOGUE.claims()).effort(Effort.QUICK).seed(3).into(directory).run();
  }

  @Test
  @Tag("end-to-end")
  void aJournalCutAnywhereResumesToTheSameVerdicts() throws IOException {
    RunDirectory first = new RunDirectory(folder.resolve("first"));
    byte[] expected = RunDirectory.verdictBytes(whole(first));
    byte[] journal = Files.readAllBytes(first.journalFile());
    int header = indexOf(journal, '\n') + 1;
    RandomStream stream = RandomStream.of(4, "cut", 0);
    int torn = 0;
    for (int i = 0; i < 50; i++) {
      int cut = header + stream.nextInt(journal.length - header + 1);
      RunDirectory copy = new RunDirectory(folder.resolve("cut" + i));
      Files.createDirectories(copy.path());
      Files.write(copy.journalFile(), Arrays.copyOf(journal, cut));
      RunRecord resumed = Verifier.resuming(CATALOGUE, copy).threads(1 + i % 3).run();
      assertArrayEquals(expected, RunDirectory.verdictBytes(resumed), "cut at " + cut);
      assertEquals(
          JournalReader.read(first).entries(), JournalReader.read(copy).entries(), "entries");
      assertTrue(resumed.environment().resumed());
      torn += resumed.environment().notes().size();
    }
    assertTrue(torn > 30, "torn lines are said: " + torn);
  }

  @Test
  void aFinishedRunResumesToItself() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("finished"));
    byte[] expected = RunDirectory.verdictBytes(whole(directory));
    RunRecord again = Verifier.resuming(CATALOGUE, directory).run();
    assertArrayEquals(expected, RunDirectory.verdictBytes(again));
    assertTrue(again.environment().timings().stream().allMatch(t -> t.instances() == 0));
  }

  @Test
  void everyLineIsJsonWithItsChecksum() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("json"));
    whole(directory);
    ObjectMapper mapper = new ObjectMapper();
    for (String line : Files.readAllLines(directory.journalFile())) {
      JsonNode node = mapper.readTree(line);
      assertEquals(8, node.path("crc").asText().length());
    }
  }

  @Test
  void entriesTellWhatWasMeasured() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("entries"));
    ClaimRecord means =
        whole(directory).result().claims().stream()
            .filter(claim -> claim.id().equals("example/means"))
            .findFirst()
            .orElseThrow();
    List<JournalEntry> entries =
        JournalReader.read(directory).entries().stream()
            .filter(e -> e.claim().equals("example/means") && e.probe().isEmpty())
            .toList();
    assertEquals(means.tries(), entries.size());
    double least = entries.stream().mapToDouble(JournalEntry::margin).min().orElseThrow();
    assertEquals(means.leastMargin(), least);
    JournalEntry entry = entries.get(17);
    InstanceRecord instance = Replay.run(CATALOGUE, InstanceId.of("example/means", "", 3, 17));
    assertEquals(17, entry.index());
    assertEquals(instance.checks().get(0).value(), entry.value());
    assertEquals(instance.checks().get(0).slack(), entry.slack());
    assertEquals(instance.family(), entry.family());
    assertEquals(instance.choices().get(1).number(), entry.x());
    assertEquals(Outcome.HOLDS, entry.outcome());
  }

  @Test
  @Tag("end-to-end")
  void longClaimsAreThinnedButCounted() throws IOException {
    Claim<Double> claim =
        ExampleClaim.number("example/long", u -> Evidence.of(Check.atLeast("u", u, 0)));
    RunDirectory directory = new RunDirectory(folder.resolve("long"));
    RunRecord run = Verifier.of(List.of(claim)).tries(20_000).into(directory).run();
    List<JournalEntry> entries = JournalReader.read(directory).entries();
    assertEquals(20_000, run.result().claims().get(0).valid());
    assertTrue(entries.size() < 6_000, "entries: " + entries.size());
    double least = 1;
    for (long i = 0; i < 20_000; i++) {
      least = Math.min(least, Trial.run(Subject.of(claim), 1, i).headline().margin());
    }
    assertEquals(least, run.result().claims().get(0).leastMargin());
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("damaged"));
    whole(directory);
    byte[] journal = Files.readAllBytes(directory.journalFile());
    int second = indexOf(journal, '\n') + 40;
    journal[second] ^= 1;
    Files.write(directory.journalFile(), journal);
    IOException e = assertThrows(IOException.class, () -> Verifier.resuming(CATALOGUE, directory));
    assertTrue(e.getMessage().contains("line 2"), e.getMessage());
    Files.write(directory.journalFile(), new byte[0]);
    assertThrows(IOException.class, () -> JournalReader.read(directory));
    assertThrows(
        IOException.class, () -> JournalReader.read(new RunDirectory(folder.resolve("none"))));
  }

  @Test
  void twoRunsIntoOneDirectoryAreRefused() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("two"));
    whole(directory);
    byte[] before = Files.readAllBytes(directory.runFile());
    IOException e = assertThrows(IOException.class, () -> whole(directory));
    assertTrue(e.getMessage().contains("holds a run already"), e.getMessage());
    assertArrayEquals(before, Files.readAllBytes(directory.runFile()));
    long bytes = Files.size(directory.journalFile());
    try (Journal open = Journal.resume(directory, bytes)) {
      IOException busy =
          assertThrows(IOException.class, () -> Verifier.resuming(CATALOGUE, directory).run());
      assertTrue(busy.getMessage().contains("another run"), busy.getMessage());
    }
  }

  @Test
  void aChangedGeneratorOrCatalogueIsNotResumed() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("changed"));
    Verifier.of(List.of(claim(1))).into(directory).run();
    assertThrows(
        IOException.class,
        () -> Verifier.resuming(Catalogue.of(List.of(claim(2))), directory).run());
    assertThrows(IOException.class, () -> Verifier.resuming(CATALOGUE, directory));
    assertFalse(
        Verifier.resuming(Catalogue.of(List.of(claim(1))), directory).run().result().green());
  }

  private static Claim<Double> claim(double high) {
    return new ExampleClaim<>(
        Statement.lower("example/changed"),
        d -> d.uniform("x", 0, high),
        x -> Evidence.of(Check.atLeast("x", x, 2)),
        null);
  }

  private static int indexOf(byte[] bytes, char c) {
    int i = 0;
    while (bytes[i] != c) {
      i++;
    }
    return i;
  }
}
