package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Property;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Test;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Probe;

/** Every claim in the catalogue, and every probe, has a property. */
class PropertiesTest {

  private static final Catalogue CATALOGUE = Catalogue.scan();

  @Test
  void everyClaimAndProbeHasAProperty() throws ClassNotFoundException {
    TreeSet<String> expected = new TreeSet<>();
    TreeSet<String> classes = new TreeSet<>();
    for (Claim<?> claim : CATALOGUE.claims()) {
      expected.add(claim.statement().id());
      for (Probe<?> probe : claim.probes()) {
        expected.add(claim.statement().id() + "~" + probe.slug());
      }
      String key = claim.statement().paper().key();
      classes.add(
          "org.plateau.properties."
              + Character.toUpperCase(key.charAt(0))
              + key.substring(1)
              + "Properties");
    }
    TreeSet<String> found = new TreeSet<>();
    for (String name : classes) {
      for (Method method : Class.forName(name).getDeclaredMethods()) {
        for (Parameter parameter : method.getParameters()) {
          Tried tried = parameter.getAnnotation(Tried.class);
          if (tried != null && method.isAnnotationPresent(Property.class)) {
            found.add(tried.value());
          }
        }
      }
    }
    assertEquals(expected, found);
    assertTrue(expected.size() > 100, "properties: " + expected.size());
  }

  @Test
  void instancesShrinkThroughTheirChoices() {
    Drawn drawn = Drawn.of(Subject.of(ExampleClaim.wrongMeans()), new Random(3));
    List<Shrinkable<Drawn>> simpler = new ArrayList<>(drawn.shrink().toList());
    assertTrue(simpler.size() > 3, "simpler: " + simpler.size());
    for (Shrinkable<Drawn> one : simpler) {
      assertTrue(one.distance().compareTo(drawn.distance()) < 0, one.value().toString());
    }
  }

  @Test
  void seedsAreUniform() {
    Random random = new Random(1);
    int near = 0;
    for (int i = 0; i < 4_000; i++) {
      Drawn drawn = Drawn.of(Subject.of(ExampleClaim.means()), random);
      near += drawn.trial().family().equals("near") ? 1 : 0;
    }
    assertEquals(2_000, near, 160);
  }
}
