package org.plateau.cli.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what NumPy itself wrote (src/test/resources/npz/make.py), and damaged archives. */
class NpzFileTest {

  private static final Path FIXTURES = Path.of("src/test/resources/npz");
  private static final double[] W1 = {1.5, -2.25, 0.1, 3.0, 1e-300, -7.0};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c-order",
        "fortran-order",
        "big-endian",
        "big-endian-fortran-compressed",
        "compressed",
        "version-1",
        "version-2",
        "version-3"
      })
  void sameNumbersInEveryForm(String form) {
    Map<String, NpyArray> arrays = read(form).arrays();

    assertEquals(List.of(2, 3), arrays.get("W1").shape());
    assertArrayEquals(W1, arrays.get("W1").values());
    assertArrayEquals(new double[] {0.5, 4.0}, arrays.get("W2").values());
    assertEquals(0.875, arrays.get("X").values()[11]);
    assertEquals(-0.5 + 1 / 8.0, arrays.get("X").values()[1]);
    assertEquals(List.of(4), arrays.get("y").shape());
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "big-endian-float32"})
  void singlePrecisionIsWidenedExactly(String form) {
    NpyArray w1 = read(form).arrays().get("W1");

    double[] rounded = Arrays.stream(W1).map(value -> (float) value).toArray();
    assertArrayEquals(rounded, w1.values());
    assertTrue(w1.isSinglePrecision());
  }

  @Test
  void integersOfEveryWidth() {
    Map<String, NpyArray> arrays = read("integers").arrays();

    assertEquals(8, arrays.size());
    for (NpyArray array : arrays.values()) {
      assertArrayEquals(new double[] {1, 2, 3, 4, 5, 100}, array.values(), array.name());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"objects", "float16", "complex"})
  void otherElementTypesAreRefused(String form) {
    BadInputException e = assertThrows(BadInputException.class, () -> read(form));

    assertTrue(e.input().contains("array W1"), e.getMessage());
    assertTrue(e.remedy().contains("float64"), e.getMessage());
  }

  @Test
  void fortranOrderOfThreeIndices(@TempDir Path directory) {
    // a[i][j][k] = 100 i + 10 j + k of shape 2 x 2 x 3, first index fastest in the file
    double[] columnMajor = {0, 100, 10, 110, 1, 101, 11, 111, 2, 102, 12, 112};
    String header = NpzBuilder.header("<f8", 2, 2, 3).replace("False", "True");
    Path file =
        new NpzBuilder()
            .raw("a", header, NpzBuilder.doubles(columnMajor))
            .write(directory.resolve("a.npz"));

    double[] values = NpzFile.read(file, name -> true).arrays().get("a").values();

    assertArrayEquals(new double[] {0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112}, values);
  }

  @Test
  void everyTruncationIsRefused(@TempDir Path directory) throws IOException {
    byte[] whole = Files.readAllBytes(FIXTURES.resolve("compressed.npz"));
    for (int length = 0; length < whole.length; length += 7) {
      Path cut = Files.write(directory.resolve("cut.npz"), Arrays.copyOf(whole, length));
      assertThrows(BadInputException.class, () -> NpzFile.read(cut, name -> true), "at " + length);
    }
  }

  @Test
  void everyFlippedByteOfTheDataIsNoticed(@TempDir Path directory) throws IOException {
    Path sound = NpzBuilder.network().write(directory.resolve("sound.npz"));
    Map<String, NpyArray> expected = NpzFile.read(sound, name -> true).arrays();
    byte[] bytes = Files.readAllBytes(sound);
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 0x20;
      Path file = Files.write(directory.resolve("changed.npz"), changed);
      Map<String, NpyArray> read;
      try {
        read = NpzFile.read(file, name -> true).arrays();
      } catch (BadInputException e) {
        continue;
      }
      // What is still readable (a changed time stamp, another entry name) holds the same numbers.
      for (NpyArray array : read.values()) {
        NpyArray original = expected.get(array.name());
        if (original != null) {
          assertArrayEquals(original.values(), array.values(), "byte " + at);
        }
      }
    }
  }

  @Test
  void aBombIsRefusedBeforeMemoryIsSpent(@TempDir Path directory) {
    Path declaresMuch =
        new NpzBuilder()
            .raw("W1", NpzBuilder.header("<f8", 60_000_000), new byte[8])
            .write(directory.resolve("declares.npz"));
    Path holdsMuch =
        new NpzBuilder()
            .raw("W1", NpzBuilder.header("<i1", 100_000_000), new byte[100_000_000])
            .write(directory.resolve("holds.npz"));
    Path overflows =
        new NpzBuilder()
            .raw(
                "W1",
                NpzBuilder.header("<f8", 2_000_000_000, 2_000_000_000, 2_000_000_000),
                new byte[8])
            .write(directory.resolve("overflows.npz"));

    assertTrue(refusal(declaresMuch).rule().contains("no room"));
    assertTrue(refusal(holdsMuch).rule().contains("more than 67108864 elements"));
    assertTrue(refusal(overflows).rule().contains("more than 67108864 elements"));
  }

  @Test
  void integersBeyondDoublesAreRefused(@TempDir Path directory) {
    byte[] allOnes = new byte[8];
    Arrays.fill(allOnes, (byte) 0xff);
    Path unsigned =
        new NpzBuilder()
            .raw("a", NpzBuilder.header("<u8", 1), allOnes)
            .write(directory.resolve("u8.npz"));
    Path signed =
        new NpzBuilder()
            .raw("a", NpzBuilder.header("<i8", 1), allOnes)
            .write(directory.resolve("i8.npz"));

    assertTrue(refusal(unsigned).rule().contains("2^53"));
    assertEquals(-1, NpzFile.read(signed, name -> true).arrays().get("a").values()[0]);
  }

  private static BadInputException refusal(Path file) {
    return assertThrows(BadInputException.class, () -> NpzFile.read(file, name -> true));
  }

  private static NpzFile read(String form) {
    return NpzFile.read(FIXTURES.resolve(form + ".npz"), name -> true);
  }
}
