package org.plateau.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A run's directory can be read and written, and yet not be used as asked: it holds another run or
 * none, a file in it is damaged, another process writes there, or what it ran is no longer the
 * same.
 */
public final class RefusedRunException extends IOException {

  private static final long serialVersionUID = 1;

  /**
   * Says why.
   *
   * @param message names the place and the rule, and after a semicolon the remedy
   */
  public RefusedRunException(String message) {
    super(message);
  }

  /**
   * Returns what to say of a file that holds no JSON of its form.
   *
   * @param file the file
   * @param e what the parser said
   * @param remedy how to get a good one
   */
  public static RefusedRunException damaged(Path file, JsonProcessingException e, String remedy) {
    return new RefusedRunException(
        file + " is damaged: " + e.getOriginalMessage().replace(';', ',') + "; " + remedy);
  }
}
