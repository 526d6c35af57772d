package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Fact;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Point;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Relation;
import org.plateau.theorems.Statement;

class RunDirectoryTest {

  private static final String HOSTILE = "</script>\u0000\u2028]]>\"\\\ud83d\ude00 & <b> \u202e";

  @TempDir Path folder;

  @Test
  void everyFieldComesBackBitForBit() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("new/run"));
    RunRecord run = run();
    directory.write(run);
    RunRecord read = directory.readRun();
    assertEquals(run, read);
    assertArrayEquals(RunDirectory.verdictBytes(run), RunDirectory.verdictBytes(read));
  }

  @Test
  void figuresComeBack() throws IOException {
    RunDirectory directory = new RunDirectory(folder);
    assertEquals(List.of(), directory.readFigures());
    Chart chart =
        new Chart(
            HOSTILE,
            Chart.Axis.linear("x"),
            Chart.Axis.log("y"),
            List.of(
                new Chart.Series(
                    "s", Chart.Style.BOUND, new double[] {0, 1}, new double[] {Double.NaN, 2})),
            new Chart.Cells("c", new double[] {1}, new double[] {2}, new double[] {3}, 0, 1));
    FigureRecord figure =
        new FigureRecord("sharpness/f", Paper.MARION_CHIZAT, "t", "c", List.of(chart), "");
    directory.writeFigures(List.of(figure));
    assertEquals(RunDirectory.json(List.of(figure)), RunDirectory.json(directory.readFigures()));
  }

  @Test
  void doublesAreWrittenInTheirShortestForm() {
    // Double.toString prints 2^-44 as 5.6843418860808015E-14 before JDK 19.
    assertEquals("5.684341886080802E-14", RunDirectory.json(0x1p-44));
    assertEquals("2.0E23", RunDirectory.json(2.0e23));
    assertEquals("4.9E-324", RunDirectory.json(Double.MIN_VALUE));
    assertEquals("\"NaN\"", RunDirectory.json(Double.NaN));
    assertEquals("\"-Infinity\"", RunDirectory.json(Double.NEGATIVE_INFINITY));
    assertEquals("-0.0", RunDirectory.json(-0.0));
  }

  @Test
  void badFilesAreNamed() throws IOException {
    RunDirectory directory = new RunDirectory(folder);
    assertTrue(
        assertThrows(IOException.class, directory::readRun).getMessage().contains("run.json"));
    Files.writeString(directory.runFile(), "{\"schema\":\"plateau-run/99\"}");
    assertTrue(
        assertThrows(IOException.class, directory::readRun).getMessage().contains("plateau-run/1"));
    Files.writeString(directory.runFile(), "{\"schema\":\"plateau-r");
    assertTrue(
        assertThrows(IOException.class, directory::readRun).getMessage().contains("damaged"));
  }

  static RunRecord run() {
    InstanceRecord instance =
        new InstanceRecord(
            "sharpness/x@1:2",
            HOSTILE,
            true,
            Outcome.VIOLATED,
            List.of(new ChoiceRecord("depth", "3", 3, "integer")),
            List.of(
                new CheckRecord(
                    HOSTILE, Relation.EQUAL, 1, Double.NaN, 0.1, -0.0, 0, 0, 1, Outcome.FAULTY)),
            List.of(),
            List.of(new HypothesisRecord("h", Double.POSITIVE_INFINITY, true)),
            List.of(new Fact("f", 1e-300)),
            new Point(1, 2),
            "");
    Statement statement =
        Statement.lower("sharpness/x")
            .title(HOSTILE)
            .tex("\\frac{1}{2}")
            .source(Paper.MARION_CHIZAT, "here", Provenance.PAPER)
            .constant("c", "m", Provenance.DERIVED)
            .hypothesis("h")
            .tag("t");
    ProbeRecord probe =
        new ProbeRecord("p", "p", "", ProbeVerdict.BITES, "r", 30, 1, 1, 0, 0, -1.5, instance);
    ClaimRecord claim =
        new ClaimRecord(
            "sharpness/x",
            StatementRecord.of(statement),
            "0123456789abcdef",
            Verdict.REFUTED,
            HOSTILE,
            10,
            9,
            1,
            5_000_000_000L,
            1,
            0,
            0,
            null,
            0.999999999,
            -0.25,
            new ProbabilityRecord(0.99, 0.05, 1, 2, 3, 20.7, 5, 6.9, 0.1, 0.9, 0.99),
            new TrendRecord(
                Double.NEGATIVE_INFINITY, 1, 2, 3, 4, 5, 0.99, 6, 7, List.of(new Point(0, 1))),
            List.of(new FamilyRecord("", 1, 2, 3, null)),
            instance,
            instance,
            List.of(instance),
            List.of(probe));
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, 0);
    }
    counts.put(Verdict.REFUTED, 1);
    ResultRecord result =
        new ResultRecord(
            "0.1.0",
            "-9223372036854775808",
            Effort.QUICK,
            0,
            true,
            1e-9,
            2,
            1e-3,
            false,
            counts,
            new EnumMap<>(Map.of(ProbeVerdict.BITES, 1, ProbeVerdict.TOOTHLESS, 0)),
            List.of(claim));
    EnvironmentRecord environment =
        new EnvironmentRecord(
            "plateau verify",
            "2026-01-01T00:00:00Z",
            1.5,
            2.5,
            2,
            false,
            List.of("note"),
            new TreeMap<>(Map.of("jdk", "17")),
            List.of(new TimingRecord("sharpness/x", "", 10, 0.5)));
    return new RunRecord(RunRecord.SCHEMA, result, environment);
  }
}
