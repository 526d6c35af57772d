package org.plateau.cli.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Right files; wrong ones are rows of {@code BadInputTest}. */
class NetworkFileTest {

  private static final Path EXAMPLES = Path.of("examples");

  @Test
  void plainExample() {
    NetworkFile file = NetworkFile.read(EXAMPLES.resolve("diabetes-depth3-small-init.npz"));

    assertArrayEquals(new int[] {10, 10, 10, 1}, file.widths());
    assertEquals(3, file.depth());
    assertEquals(442, file.samples());
    assertNull(file.output());
    assertTrue(file.notes().isEmpty());
  }

  @Test
  void residualExample() {
    NetworkFile file = NetworkFile.read(EXAMPLES.resolve("diabetes-depth6-residual.npz"));

    assertEquals(6, file.depth());
    double[] p = file.output();
    assertNotNull(p);
    double square = 0;
    for (double entry : p) {
      square += entry * entry;
    }
    assertEquals(1, square, 1e-14);
  }

  @Test
  void columnVectorsServe(@TempDir Path directory) {
    Path path =
        NpzBuilder.network()
            .array("y", new int[] {4, 1}, 1, 2, 3, 5)
            .array("p", new int[] {1, 1}, 2)
            .write(directory.resolve("column.npz"));

    NetworkFile file = NetworkFile.read(path);

    assertArrayEquals(new double[] {1, 2, 3, 5}, file.targets());
    assertArrayEquals(new double[] {2}, file.output());
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6, 0.5, -1}, file.parameters());
  }

  @Test
  void singlePrecisionAndIgnoredArraysAreSaid(@TempDir Path directory) {
    NetworkFile single = NetworkFile.read(Path.of("src/test/resources/npz/float32.npz"));
    assertTrue(
        single.notes().get(0).startsWith("float32 in W1, W2, X, y"), single.notes()::toString);

    Path path =
        NpzBuilder.network().array("bias", new int[] {1}, 1).write(directory.resolve("more.npz"));
    assertTrue(NetworkFile.read(path).notes().get(0).startsWith("ignored bias"));
  }
}
