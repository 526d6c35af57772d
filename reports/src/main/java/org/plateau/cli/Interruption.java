package org.plateau.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run end in good order when the process is told to end: the run is stopped, what it has is
 * judged and written, and the process then ends with the signal's own exit code (130, 143), as the
 * JVM does by itself.
 */
final class Interruption implements AutoCloseable {

  private static final long LONGEST_SECONDS = 60;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean requested;

  Interruption(Runnable stop) {
    hook = new Thread(() -> interrupt(stop), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupt(Runnable stop) {
    requested = true;
    stop.run();
    try {
      done.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells whether the process was told to end. */
  boolean requested() {
    return requested;
  }

  /** Says that everything is written. */
  @Override
  public void close() {
    done.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process began to end just now, with nothing left to write.
        return;
      }
    }
  }
}
