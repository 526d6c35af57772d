package org.plateau.theorems;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ScanResult;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All claims and figures on the class path, in the order of their ids. */
public final class Catalogue {

  private final List<Claim<?>> claims;
  private final List<Figure> figures;

  private Catalogue(List<Claim<?>> claims, List<Figure> figures) {
    this.claims = sorted(claims, claim -> claim.statement().id());
    this.figures = sorted(figures, Figure::id);
  }

  /**
   * Scans {@code org.plateau.theorems} and its sub-packages.
   *
   * @throws IllegalStateException if a claim cannot be created, or two share an id
   */
  public static Catalogue scan() {
    try (ScanResult scan =
        new ClassGraph()
            .acceptPackages(Catalogue.class.getPackageName())
            .enableClassInfo()
            .ignoreClassVisibility()
            .scan()) {
      List<Claim<?>> claims = new ArrayList<>();
      for (ClassInfo info : scan.getClassesImplementing(Claim.class)) {
        if (isCandidate(info)) {
          claims.add((Claim<?>) create(info.loadClass()));
        }
      }
      List<Figure> figures = new ArrayList<>();
      for (ClassInfo info : scan.getClassesImplementing(Figure.class)) {
        if (isCandidate(info)) {
          figures.add((Figure) create(info.loadClass()));
        }
      }
      return new Catalogue(claims, figures);
    }
  }

  /** Returns a catalogue of the given claims, without figures. */
  public static Catalogue of(List<Claim<?>> claims) {
    return new Catalogue(claims, List.of());
  }

  /** Returns all claims in the order of their ids. */
  public List<Claim<?>> claims() {
    return claims;
  }

  /** Returns all figures in the order of their ids. */
  public List<Figure> figures() {
    return figures;
  }

  /** Returns the claim with the given id. */
  public Optional<Claim<?>> claim(String id) {
    return claims.stream().filter(claim -> claim.statement().id().equals(id)).findFirst();
  }

  private static boolean isCandidate(ClassInfo info) {
    return !info.isAbstract() && !info.isInnerClass();
  }

  private static Object create(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " needs a constructor without arguments", e);
    }
  }

  private static <T> List<T> sorted(List<T> items, Function<T, String> id) {
    Map<String, Long> counts =
        items.stream().collect(Collectors.groupingBy(id, Collectors.counting()));
    counts.forEach(
        (key, count) -> {
          if (count > 1) {
            throw new IllegalStateException("the id " + key + " is used by " + count + " classes");
          }
        });
    return items.stream().sorted(Comparator.comparing(id)).toList();
  }
}
