package org.plateau.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Remembers why writing failed, which {@link java.io.PrintStream} does not. */
final class ResultStream extends FilterOutputStream {

  private @Nullable IOException failure;

  ResultStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /**
   * Returns why the result is not whole, or an empty string when it is. A reader that had enough,
   * as {@code head} has, is no failure.
   */
  String failure() {
    String message = failure == null ? "" : String.valueOf(failure.getMessage());
    return message.contains("Broken pipe") ? "" : message;
  }
}
