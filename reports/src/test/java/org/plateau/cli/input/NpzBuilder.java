package org.plateau.cli.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small NPZ files for tests, right ones and wrong ones. */
public final class NpzBuilder {

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /** A right network: layers 3 -> 2 -> 1 on four samples. */
  public static NpzBuilder network() {
    return new NpzBuilder()
        .array("W1", new int[] {2, 3}, 1, 2, 3, 4, 5, 6)
        .array("W2", new int[] {1, 2}, 0.5, -1)
        .array("X", new int[] {4, 3}, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1)
        .array("y", new int[] {4}, 1, 2, 3, 5);
  }

  public NpzBuilder array(String name, int[] shape, double... values) {
    return raw(name, header("<f8", shape), doubles(values));
  }

  public NpzBuilder raw(String name, String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer all =
        ByteBuffer.allocate(10 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    all.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    all.putShort((short) text.length).put(text).put(data);
    return entry(name + ".npy", all.array());
  }

  public NpzBuilder entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  public NpzBuilder without(String name) {
    entries.remove(name + ".npy");
    return this;
  }

  public static String header(String type, int... shape) {
    StringBuilder extents = new StringBuilder();
    for (int extent : shape) {
      extents.append(extent).append(", ");
    }
    return "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + extents + "), }\n";
  }

  public static byte[] doubles(double... values) {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      data.putDouble(value);
    }
    return data.array();
  }

  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public Path write(Path path) {
    try {
      return Files.write(path, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
