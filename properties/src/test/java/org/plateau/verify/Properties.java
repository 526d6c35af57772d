package org.plateau.verify;

import java.lang.reflect.Parameter;
import java.util.Optional;
import net.jqwik.api.lifecycle.MethodLifecycleContext;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Effort;

/** What all properties share: the catalogue, and the settings given as system properties. */
final class Properties {

  private static final Catalogue CATALOGUE = Catalogue.scan();

  private Properties() {}

  /** Returns the claim {@code id}, or the probe {@code claim~probe}. */
  static Subject<?> subject(String id) {
    int tilde = id.indexOf('~');
    String claim = tilde < 0 ? id : id.substring(0, tilde);
    Catalogue catalogue = claim.startsWith("example/") ? ExampleClaim.all() : CATALOGUE;
    return Subject.of(
        catalogue.claim(claim).orElseThrow(() -> new IllegalArgumentException("no claim " + claim)),
        tilde < 0 ? "" : id.substring(tilde + 1));
  }

  /** Returns what a property method tries. */
  static Optional<Subject<?>> subject(MethodLifecycleContext context) {
    for (Parameter parameter : context.targetMethod().getParameters()) {
      Tried tried = parameter.getAnnotation(Tried.class);
      if (tried != null) {
        return Optional.of(subject(tried.value()));
      }
    }
    return Optional.empty();
  }

  /** Returns {@code -Dplateau.seed}; 1 by default. */
  static String seed() {
    return Long.toString(InstanceId.parseSeed(System.getProperty("plateau.seed", "1")));
  }

  /** Returns {@code -Dplateau.effort}; QUICK by default. */
  static Effort effort() {
    return Effort.valueOf(System.getProperty("plateau.effort", "QUICK"));
  }

  /** Returns the number of tries: {@code -Dplateau.tries} for claims, else as the verifier has. */
  static int tries(Subject<?> subject) {
    return subject.planned(effort(), Integer.getInteger("plateau.tries", 0));
  }

  static PropertyCourse course(Subject<?> subject) {
    long statistical =
        CATALOGUE.claims().stream()
            .filter(claim -> !claim.statement().direction().isDeterministic())
            .count();
    return new PropertyCourse(subject, effort(), (int) statistical);
  }
}
