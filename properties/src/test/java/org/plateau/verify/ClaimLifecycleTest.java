package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The adapter between jqwik and the judge can fail in every way in which it must. */
class ClaimLifecycleTest {

  private static final Map<String, TestExecutionResult> RESULTS = new TreeMap<>();

  @BeforeAll
  static void run() {
    Launcher launcher =
        LauncherFactory.create(
            LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build());
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(AdaptedExamples.class))
            .filters(includeEngines("jqwik"))
            .configurationParameter("jqwik.reporting.onlyfailures", "true")
            .build(),
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .ifPresent(source -> RESULTS.put(source.getMethodName(), result));
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "trueClaim, SUCCESSFUL, ''",
    "falseClaim, FAILED, VIOLATED",
    "bitingProbe, SUCCESSFUL, ''",
    "toothlessProbe, FAILED, TOOTHLESS",
    "throwingProbe, FAILED, TOOTHLESS",
    "faultyClaim, FAILED, FAULTY",
    "vacuousClaim, FAILED, VACUOUS",
    "likelyEvent, SUCCESSFUL, ''",
    "unlikelyEvent, FAILED, REFUTED",
    "undecidedEvent, ABORTED, INCONCLUSIVE",
    "eventsProbe, SUCCESSFUL, ''",
    "line, SUCCESSFUL, ''",
    "steepLine, FAILED, REFUTED"
  })
  void propertiesEndAsTheyMust(String method, Status status, String said) {
    TestExecutionResult result = RESULTS.get(method);
    assertEquals(status, result.getStatus(), () -> "" + result.getThrowable());
    String message = result.getThrowable().map(Throwable::getMessage).orElse("");
    assertTrue(message.contains(said), message);
  }

  @Test
  void aFalsePropertyNamesAnInstanceToReplay() {
    String message = RESULTS.get("falseClaim").getThrowable().orElseThrow().getMessage();
    assertTrue(message.contains("example/wrong-means@"), message);
  }
}
