package org.plateau.cli.input;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads the arrays of an NPZ file: a ZIP archive (stored or deflated, ZIP64 included) of NPY
 * entries (versions 1 to 3, C and Fortran order, both byte orders, float32, float64, integers up to
 * 2^53 in size).
 *
 * <p>Format: "A Simple File Format for NumPy Arrays" (NEP 1) and the notes on versions 2 and 3 in
 * {@code numpy.lib.format}.
 *
 * <p>Why not a library: the two on Maven Central are {@code org.openlca:npy} (0.0.3) and {@code
 * org.jetbrains.bio:npy} (0.3.5, with the Kotlin runtime). Both allocate what a header declares
 * before they look at the data, and neither checks the archive's checksums, which a front door for
 * foreign files must do.
 */
public final class NpzFile {

  /** The greatest number of elements over all arrays that are read: 512 MiB as doubles. */
  static final long MOST_ELEMENTS = 1L << 26;

  private static final int MOST_ENTRIES = 100_000;
  private static final int LONGEST_HEADER = 1 << 16;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** The greatest factor by which deflate can shrink data. */
  private static final long DEFLATE_LIMIT = 1032;

  private static final double LARGEST_EXACT = 0x1p53;

  private final Path path;
  private final Map<String, NpyArray> arrays = new TreeMap<>();
  private final Set<String> ignored = new LinkedHashSet<>();
  private long elements;

  private NpzFile(Path path) {
    this.path = path;
  }

  /**
   * Reads the arrays whose name the predicate accepts, and takes note of the names of the others.
   *
   * @throws BadInputException if there is no such file, or it is not an NPZ file, or it is damaged,
   *     or an accepted array is not of real numbers or is larger than {@code 2^26} elements
   */
  public static NpzFile read(Path path, Predicate<String> accepted) {
    requireArchive(path);
    NpzFile file = new NpzFile(path);
    try (ZipFile zip = new ZipFile(path.toFile())) {
      file.readAll(zip, accepted);
    } catch (IOException e) {
      throw damaged(path.toString(), "the archive is damaged or cut off");
    }
    return file;
  }

  /** Returns the arrays by name. */
  public Map<String, NpyArray> arrays() {
    return Map.copyOf(arrays);
  }

  /** Returns the names of the entries that were not read, in the order of the archive. */
  public Set<String> ignored() {
    return new LinkedHashSet<>(ignored);
  }

  private static void requireArchive(Path path) {
    if (!Files.exists(path)) {
      throw new BadInputException(path.toString(), "there is no such file", "check the path");
    }
    if (!Files.isRegularFile(path)) {
      throw new BadInputException(
          path.toString(),
          "is not a regular file",
          "give the path of a file that numpy.savez wrote");
    }
    byte[] start = new byte[MAGIC.length];
    int length;
    try (InputStream in = Files.newInputStream(path)) {
      length = in.readNBytes(start, 0, start.length);
    } catch (IOException e) {
      throw new BadInputException(path.toString(), "cannot be read", "check its permissions");
    }
    if (length == 0) {
      throw new BadInputException(path.toString(), "is empty", "write it again with numpy.savez");
    }
    if (Arrays.equals(start, MAGIC)) {
      throw new BadInputException(
          path.toString(),
          "is a single NPY array, not an NPZ archive",
          "write all arrays into one file with numpy.savez(file, W1=…, X=…, y=…)");
    }
    if (length < 4 || start[0] != 'P' || start[1] != 'K') {
      throw new BadInputException(
          path.toString(),
          "is not an NPZ file (a ZIP archive of NPY arrays)",
          "write it with numpy.savez(file, W1=…, X=…, y=…)");
    }
  }

  private void readAll(ZipFile zip, Predicate<String> accepted) throws IOException {
    if (zip.size() > MOST_ENTRIES) {
      throw new BadInputException(
          path.toString(),
          "holds " + zip.size() + " entries, more than " + MOST_ENTRIES,
          "keep only the arrays W1, W2, …, X, y and p");
    }
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    for (Iterator<? extends ZipEntry> all = zip.entries().asIterator(); all.hasNext(); ) {
      ZipEntry entry = all.next();
      String name = entry.getName();
      if (name.endsWith("/data.pkl") || name.equals("data.pkl")) {
        throw new BadInputException(
            path.toString(),
            "is a PyTorch checkpoint, not an NPZ file",
            "write the weights with numpy.savez(file, W1=layer.weight.detach().numpy(), …)");
      }
      if (!name.endsWith(".npy")) {
        ignored.add(ForeignText.printable(name));
        continue;
      }
      String array = name.substring(0, name.length() - ".npy".length());
      if (!accepted.test(array)) {
        ignored.add(ForeignText.printable(array));
      } else if (entries.put(array, entry) != null) {
        throw new BadInputException(
            path.toString(),
            "holds the array " + array + " twice",
            "write it again with numpy.savez");
      }
    }
    for (Map.Entry<String, ZipEntry> entry : entries.entrySet()) {
      arrays.put(entry.getKey(), readArray(zip, entry.getKey(), entry.getValue()));
    }
  }

  private NpyArray readArray(ZipFile zip, String name, ZipEntry entry) throws IOException {
    String array = path + ", array " + name;
    CRC32 checksum = new CRC32();
    try (InputStream in =
        new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), checksum)) {
      NpyHeader header = readHeader(array, in);
      int count = admit(array, header, entry);
      double[] values = readValues(array, header, in, count);
      if (in.read() >= 0) {
        throw damaged(array, "holds more bytes than its shape (" + header.shape() + ") needs");
      }
      if (checksum.getValue() != entry.getCrc()) {
        throw damaged(array, "its checksum does not match");
      }
      double[] rowMajor = header.fortranOrder() ? toRowMajor(values, header) : values;
      return new NpyArray(name, header.type(), header.shape(), rowMajor);
    } catch (IOException e) {
      throw damaged(array, "its data are cut off or damaged");
    }
  }

  private static NpyHeader readHeader(String array, InputStream in) throws IOException {
    byte[] start = readExactly(in, 8);
    if (!Arrays.equals(Arrays.copyOf(start, MAGIC.length), MAGIC)) {
      throw damaged(array, "is not in NPY form");
    }
    int version = start[6];
    if (version < 1 || version > 3) {
      throw new BadInputException(
          array,
          "has NPY version " + version + ", and versions 1 to 3 are known",
          "write it with numpy.savez");
    }
    ByteBuffer size =
        ByteBuffer.wrap(readExactly(in, version == 1 ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
    int length = version == 1 ? Short.toUnsignedInt(size.getShort()) : size.getInt();
    if (length < 0 || length > LONGEST_HEADER) {
      throw damaged(array, "its NPY header is longer than " + LONGEST_HEADER + " bytes");
    }
    byte[] text = readExactly(in, length);
    return NpyHeader.parse(
        array,
        new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
  }

  /** Refuses an array before memory is spent on it, and returns its number of elements. */
  private int admit(String array, NpyHeader header, ZipEntry entry) {
    long count;
    try {
      count = header.count();
      elements = Math.addExact(elements, count);
    } catch (ArithmeticException e) {
      elements = Long.MAX_VALUE;
      count = Long.MAX_VALUE;
    }
    if (elements > MOST_ELEMENTS) {
      throw new BadInputException(
          array,
          "with it the file declares more than " + MOST_ELEMENTS + " elements",
          "keep the network and the data below 512 MiB as float64");
    }
    long held =
        entry.getMethod() == ZipEntry.STORED
            ? entry.getCompressedSize()
            : entry.getCompressedSize() * DEFLATE_LIMIT;
    if (count * header.elementSize() > held) {
      throw damaged(
          array, "declares " + count + " elements, but the archive has no room for that many");
    }
    return (int) count;
  }

  private static double[] readValues(String array, NpyHeader header, InputStream in, int count)
      throws IOException {
    double[] values = new double[count];
    int size = header.elementSize();
    int perChunk = 8192;
    for (int from = 0; from < count; from += perChunk) {
      int to = Math.min(count, from + perChunk);
      ByteBuffer chunk = ByteBuffer.wrap(readExactly(in, (to - from) * size));
      chunk.order(header.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      for (int i = from; i < to; i++) {
        values[i] = next(array, header, chunk);
      }
    }
    return values;
  }

  private static double next(String array, NpyHeader header, ByteBuffer chunk) {
    if (header.kind() == 'f') {
      return header.elementSize() == 4 ? chunk.getFloat() : chunk.getDouble();
    }
    boolean signed = header.kind() == 'i';
    double value =
        switch (header.elementSize()) {
          case 1 -> signed ? chunk.get() : Byte.toUnsignedInt(chunk.get());
          case 2 -> signed ? chunk.getShort() : Short.toUnsignedInt(chunk.getShort());
          case 4 -> signed ? chunk.getInt() : Integer.toUnsignedLong(chunk.getInt());
          default -> {
            long bits = chunk.getLong();
            yield signed || bits >= 0 ? bits : 0x1p64;
          }
        };
    if (Math.abs(value) > LARGEST_EXACT) {
      throw new BadInputException(
          array,
          "holds an integer beyond 2^53, which a double cannot hold exactly",
          "scale it, or convert it with a.astype('float64')");
    }
    return value;
  }

  private static double[] toRowMajor(double[] columnMajor, NpyHeader header) {
    int dimensions = header.shape().size();
    if (dimensions < 2) {
      return columnMajor;
    }
    double[] rowMajor = new double[columnMajor.length];
    int[] index = new int[dimensions];
    for (int i = 0; i < rowMajor.length; i++) {
      int at = 0;
      for (int k = dimensions - 1; k >= 0; k--) {
        at = at * header.shape().get(k) + index[k];
      }
      rowMajor[i] = columnMajor[at];
      for (int k = dimensions - 1; k >= 0 && ++index[k] == header.shape().get(k); k--) {
        index[k] = 0;
      }
    }
    return rowMajor;
  }

  private static byte[] readExactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private static BadInputException damaged(String input, String rule) {
    return new BadInputException(input, rule, "write the file again with numpy.savez");
  }
}
