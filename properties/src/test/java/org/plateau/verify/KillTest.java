package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plateau.sampling.RandomStream;

/**
 * {@code kill -9} at random moments, then resume. Three kills here; {@code -Dplateau.kills=50} for
 * the long form.
 */
@Tag("end-to-end")
class KillTest {

  @TempDir Path folder;

  @Test
  void aKilledRunResumesToTheSameVerdicts() throws IOException, InterruptedException {
    RunDirectory whole = new RunDirectory(folder.resolve("whole"));
    KilledRun.main(new String[] {whole.path().toString()});
    byte[] expected = RunDirectory.verdictBytes(whole.readRun());
    RandomStream stream = RandomStream.of(6, "kill", 0);
    int kills = Integer.getInteger("plateau.kills", 3);
    int midway = 0;
    for (int i = 0; i < kills; i++) {
      RunDirectory directory = new RunDirectory(folder.resolve("kill" + i));
      Process process = start(directory);
      await(directory, process);
      Thread.sleep(stream.nextInt(500));
      process.destroyForcibly().waitFor();
      midway += Files.exists(directory.runFile()) ? 0 : 1;
      assertEquals(0, start(directory).waitFor(), "the resumed process ends well");
      assertArrayEquals(
          expected, RunDirectory.verdictBytes(directory.readRun()), "kill number " + i);
    }
    assertTrue(2 * midway > kills, "most kills came before the end: " + midway);
  }

  private static Process start(RunDirectory directory) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledRun.class.getName(),
            directory.path().toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void await(RunDirectory directory, Process process)
      throws IOException, InterruptedException {
    while (process.isAlive()
        && (!Files.exists(directory.journalFile()) || Files.size(directory.journalFile()) == 0)) {
      process.waitFor(5, TimeUnit.MILLISECONDS);
    }
  }
}
