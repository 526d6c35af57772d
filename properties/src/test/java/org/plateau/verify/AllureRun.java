package org.plateau.verify;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A process that tries some properties, named {@code class#method}, with Allure listening. */
final class AllureRun {

  private AllureRun() {}

  public static void main(String[] args) {
    LauncherDiscoveryRequestBuilder request =
        LauncherDiscoveryRequestBuilder.request().filters(includeEngines("jqwik"));
    for (String method : args) {
      request.selectors(selectMethod(method));
    }
    LauncherFactory.create().execute(request.build());
  }
}
