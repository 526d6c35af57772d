package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

  private RunDirectory holding(String name, byte[]... parts) throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve(name));
    Files.createDirectories(directory.path());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.write(part);
    }
    Files.write(directory.journalFile(), bytes.toByteArray());
    return directory;
  }

  private static byte[] header(String schema) {
    return JournalLine.of(
        new JournalHeader(schema, "0.1.0", "1", Effort.QUICK, 0, List.of(), List.of(), null));
  }

  private static byte[] block(String claim, String probe, long from) {
    Subject<Double> subject = Subject.of(claim(1));
    List<Trial> trials = List.of(Trial.run(subject, 1, from), Trial.run(subject, 1, from + 1));
    Block block = Block.of(subject, from, trials);
    return JournalLine.of(
        new Block(
            claim,
            probe,
            from,
            block.outcomes(),
            block.families(),
            block.family(),
            block.redraws(),
            block.checks(),
            block.rows()));
  }

  @Test
  void aTornLastLineIsDroppedWhereverItIsTorn() throws IOException {
    byte[] header = header(JournalHeader.SCHEMA);
    byte[] first = block("a/b", "", 0);
    byte[] last = block("a/b", "", 2);
    int whole = header.length + first.length;
    for (int cut : new int[] {0, 1, last.length / 2, last.length - 1, last.length}) {
      JournalReader reader =
          JournalReader.read(holding("torn" + cut, header, first, Arrays.copyOf(last, cut)));
      boolean complete = cut == last.length;
      assertEquals(cut > 0 && !complete, reader.isTorn(), "cut at " + cut);
      assertEquals(complete ? whole + cut : whole, reader.wholeBytes());
      assertEquals(complete ? 4 : 2, reader.entries().size());
    }
    byte[] damaged = last.clone();
    damaged[5] ^= 1;
    JournalReader reader = JournalReader.read(holding("damaged last", header, first, damaged));
    assertTrue(reader.isTorn(), "a last line that never reached the disk whole");
    assertEquals(whole, reader.wholeBytes());
  }

  @Test
  void onlyTheLastLineMayBeTorn() throws IOException {
    byte[] header = header(JournalHeader.SCHEMA);
    byte[] line = block("a/b", "", 0);
    byte[] damaged = line.clone();
    damaged[5] ^= 1;
    RunDirectory middle = holding("middle", header, line, damaged, line);
    String message = assertThrows(IOException.class, () -> JournalReader.read(middle)).getMessage();
    assertTrue(message.contains("line 3,") && message.contains("checksum"), message);
    RunDirectory torn = holding("header", Arrays.copyOf(header, header.length - 1));
    message = assertThrows(IOException.class, () -> JournalReader.read(torn)).getMessage();
    assertTrue(message.contains("line 1,"), message);
    RunDirectory other = holding("other", header("plateau-journal/99"), line);
    message = assertThrows(IOException.class, () -> JournalReader.read(other)).getMessage();
    assertTrue(message.contains("plateau-journal/99"), message);
    assertTrue(message.contains(JournalHeader.SCHEMA), message);
    byte[] later = JournalLine.of(Map.of("journal", "plateau-journal/100", "climate", "fair"));
    RunDirectory unknown = holding("later", later, line);
    message = assertThrows(IOException.class, () -> JournalReader.read(unknown)).getMessage();
    assertTrue(message.contains("has the form 'plateau-journal/100'"), message);
  }

  /** As versions before wrote it. */
  @Test
  void aJournalWithoutACommandIsResumed() throws IOException {
    byte[] header =
        JournalLine.of(
            Map.of(
                "journal",
                JournalHeader.SCHEMA,
                "plateau",
                "0.1.0",
                "seed",
                "1",
                "effort",
                "QUICK",
                "tries",
                3,
                "claims",
                List.of(),
                "generators",
                List.of()));
    RunDirectory directory = holding("without a command", header);
    assertEquals("", Verifier.resuming(CATALOGUE, directory).run().environment().command());
  }

  @Test
  void entriesAreSortedByClaimProbeAndIndex() throws IOException {
    RunDirectory directory =
        holding(
            "sorted",
            header(JournalHeader.SCHEMA),
            block("b/a", "", 0),
            block("a/b", "p", 2),
            block("a/b", "p", 0),
            block("a/b", "", 4));
    assertEquals(
        List.of("a/b~4", "a/b~5", "a/b~p0", "a/b~p1", "a/b~p2", "a/b~p3", "b/a~0", "b/a~1"),
        JournalReader.read(directory).entries().stream()
            .map(e -> e.claim() + "~" + e.probe() + e.index())
            .toList());
  }

  @Test
  void whatIsAppendedIsOnTheDiskAtOnce() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("append/deep"));
    JournalHeader header =
        new JournalHeader(
            JournalHeader.SCHEMA, "0.1.0", "7", Effort.DEEP, 5, List.of("a/b"), List.of("0f"), "c");
    Subject<Double> subject = Subject.of(claim(1));
    Block block = Block.of(subject, 0, List.of(Trial.run(subject, 1, 0)));
    try (Journal journal = Journal.create(directory, header)) {
      assertEquals(header, JournalReader.read(directory).header());
      journal.append(block);
      assertEquals(block.entries(), JournalReader.read(directory).entries());
      journal.close();
    }
    long whole = Files.size(directory.journalFile());
    Files.write(directory.journalFile(), new byte[] {'{'}, StandardOpenOption.APPEND);
    try (Journal journal = Journal.resume(directory, whole)) {
      assertEquals(whole, Files.size(directory.journalFile()), "what was torn is cut off");
      journal.append(block);
    }
    assertEquals(2, JournalReader.read(directory).entries().size());
    Journal.resume(directory, whole).close();
    assertEquals(1, JournalReader.read(directory).entries().size(), "the lock was released");
  }

  @Test
  void aRunIsResumedAsTheSameRun() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("same"));
    RunRecord run =
        Verifier.of(List.of(claim(1)))
            .seed(-5)
            .effort(Effort.DEEP)
            .tries(30)
            .command("plateau verify --deep")
            .into(directory)
            .run();
    JournalHeader header = JournalReader.read(directory).header();
    assertEquals(List.of("example/changed"), header.claims());
    assertEquals(List.of(run.result().claims().get(0).generator()), header.generators());
    assertEquals(Version.current(), header.plateau());
    Verifier resumed = Verifier.resuming(Catalogue.of(List.of(claim(1))), directory);
    assertEquals(-5, resumed.seed());
    RunRecord again = resumed.run();
    assertEquals(run.result(), again.result());
    assertEquals(Effort.DEEP, again.result().effort());
    assertEquals(30, again.result().tries());
    assertEquals(List.of(), again.environment().notes());
    assertEquals("plateau verify --deep", again.environment().command());
    String missing =
        assertThrows(IOException.class, () -> Verifier.resuming(Catalogue.of(List.of()), directory))
            .getMessage();
    assertTrue(missing.contains("tried example/changed, which is not"), missing);
    String changed =
        assertThrows(
                IOException.class,
                () -> Verifier.resuming(Catalogue.of(List.of(claim(2))), directory).run())
            .getMessage();
    assertTrue(changed.contains("a generator has changed"), changed);
  }
}
