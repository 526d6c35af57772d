package org.plateau.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes float64 arrays in C order as an NPZ file, the form in which instances go to the peers. */
final class NpzWriter {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private NpzWriter() {}

  static void write(Path file, Map<String, Workload.Array> arrays) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, Workload.Array> entry : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey() + ".npy"));
        writeArray(zip, entry.getValue());
        zip.closeEntry();
      }
    }
  }

  private static void writeArray(OutputStream out, Workload.Array array) throws IOException {
    String shape =
        Arrays.stream(array.shape()).mapToObj(n -> n + ",").collect(Collectors.joining());
    String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + shape + "), }";
    int unpadded = MAGIC.length + Short.BYTES + header.length() + 1;
    int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
    byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer buffer =
        ByteBuffer.allocate(
                MAGIC.length + Short.BYTES + text.length + Double.BYTES * array.values().length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(MAGIC)
            .putShort((short) text.length)
            .put(text);
    for (double value : array.values()) {
      buffer.putDouble(value);
    }
    out.write(buffer.array());
  }
}
