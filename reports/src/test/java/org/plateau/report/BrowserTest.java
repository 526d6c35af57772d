package org.plateau.report;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Without a browser the browser tests fail where they must run, and never pass anywhere. */
class BrowserTest {

  @Test
  void aMissingBrowserFailsInContinuousIntegration() {
    AssertionFailedError failure =
        assertThrows(AssertionFailedError.class, () -> Browser.missing("", true));
    assertTrue(failure.getMessage().contains("apt-get install chromium"), failure.getMessage());
  }

  @Test
  void aMissingBrowserFailsWhereOneWasNamed() {
    AssertionFailedError failure =
        assertThrows(AssertionFailedError.class, () -> Browser.missing("/no/browser", false));
    assertTrue(failure.getMessage().contains("/no/browser cannot be started"));
  }

  @Test
  void elsewhereTheTestIsReportedAsSkipped() {
    assertThrows(TestAbortedException.class, () -> Browser.missing("", false));
  }
}
