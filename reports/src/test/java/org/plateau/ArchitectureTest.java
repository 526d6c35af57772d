package org.plateau;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the house plan: one direction of data flow, and what must not be used where. */
class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.plateau");

  private static final String[] CORE = {
    "org.plateau.network..",
    "org.plateau.landscape..",
    "org.plateau.dynamics..",
    "org.plateau.recovery..",
    "org.plateau.matrix..",
    "org.plateau.sampling..",
    "org.plateau.precision.."
  };

  private static final String[] NUMERIC = {
    CORE[0],
    CORE[1],
    CORE[2],
    CORE[3],
    CORE[4],
    CORE[5],
    CORE[6],
    "org.plateau.theorems..",
    "org.plateau.verify.."
  };

  /** These may differ in the last place between JDKs; sqrt, fma, abs, max, min do not. */
  private static final Set<String> TRANSCENDENTAL =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos",
          "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot");

  @Test
  void allRoomsAreThere() {
    for (String folder : NUMERIC) {
      String name = folder.substring(0, folder.length() - 2);
      assertTrue(
          MAIN.stream().anyMatch(type -> type.getPackageName().startsWith(name)), "no " + name);
    }
    assertTrue(MAIN.containPackage("org.plateau.report"));
    assertTrue(MAIN.containPackage("org.plateau.cli"));
  }

  @Test
  void theSolverCoreKnowsNothingOfWhatIsBuiltOnIt() {
    none(CORE).dependOnClassesThat(in("theorems", "verify", "report", "cli")).check(MAIN);
  }

  @Test
  void theoremsKnowNothingOfHowTheyAreTried() {
    none("org.plateau.theorems..").dependOnClassesThat(in("verify", "report", "cli")).check(MAIN);
  }

  @Test
  void theVerifierKnowsNothingOfReports() {
    none("org.plateau.verify..").dependOnClassesThat(in("report", "cli")).check(MAIN);
  }

  @Test
  void reportsAreNotDrawnByTheCommandLine() {
    none("org.plateau.report..").dependOnClassesThat(in("cli")).check(MAIN);
  }

  @Test
  void matricesAndStreamsKnowNothingOfLearning() {
    none("org.plateau.matrix..", "org.plateau.sampling..", "org.plateau.precision..")
        .dependOnClassesThat(in("network", "landscape", "dynamics", "recovery"))
        .check(MAIN);
  }

  @Test
  void testLibrariesStayInTests() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "net.jqwik..", "org.junit..", "org.apache.commons.math3..", "io.qameta..")
        .check(MAIN);
  }

  @Test
  void noTranscendentalThatDiffersBetweenJdks() {
    none(NUMERIC)
        .callMethodWhere(
            call(
                "Math or StrictMath transcendentals",
                c ->
                    (owner(c).equals("java.lang.Math") || owner(c).equals("java.lang.StrictMath"))
                        && TRANSCENDENTAL.contains(c.getName())))
        .check(MAIN);
  }

  @Test
  void noRandomnessButOurStreams() {
    none(NUMERIC)
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)")
        .check(MAIN);
    none(NUMERIC)
        .callMethodWhere(
            call(
                "Math.random",
                c -> owner(c).equals("java.lang.Math") && c.getName().equals("random")))
        .check(MAIN);
  }

  @Test
  void nothingDependsOnTheDefaultLocale() {
    noClasses()
        .should()
        .callMethodWhere(
            call(
                "String methods without a locale",
                c ->
                    owner(c).equals("java.lang.String")
                        && (c.getName().equals("formatted")
                            || Set.of("format", "toLowerCase", "toUpperCase").contains(c.getName())
                                && c.getTarget().getRawParameterTypes().stream()
                                    .noneMatch(p -> p.getName().equals("java.util.Locale")))))
        .check(MAIN);
  }

  @Test
  void noGlobalState() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(NUMERIC)
        .and()
        .areStatic()
        .should()
        .beFinal()
        .check(MAIN);
  }

  @Test
  void theNumericRoomsNeitherPrintNorLog() {
    none(NUMERIC)
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "java.util.logging..")
        .check(MAIN);
    none(NUMERIC).accessField(System.class, "out").check(MAIN);
    none(NUMERIC).accessField(System.class, "err").check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : MAIN) {
      JavaPackage room = type.getPackage();
      if (!room.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(room.getName());
      }
    }
    assertEquals(Set.of(), unmarked);
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(MAIN);
  }

  @Test
  void eachRuleCanFail() {
    assertThrows(
        AssertionError.class,
        () ->
            none("org.plateau.theorems..")
                .dependOnClassesThat(in("matrix", "network"))
                .check(MAIN));
    assertThrows(
        AssertionError.class,
        () ->
            none(NUMERIC)
                .callMethodWhere(call("sqrt", c -> c.getName().equals("sqrt")))
                .check(MAIN));
  }

  private static ClassesShould none(String... packages) {
    return noClasses().that().resideInAnyPackage(packages).should();
  }

  private static DescribedPredicate<JavaClass> in(String... rooms) {
    String[] packages =
        Arrays.stream(rooms).map(r -> "org.plateau." + r + "..").toArray(String[]::new);
    return JavaClass.Predicates.resideInAnyPackage(packages);
  }

  private static DescribedPredicate<JavaMethodCall> call(
      String description, Predicate<JavaMethodCall> predicate) {
    return DescribedPredicate.describe(description, predicate);
  }

  private static String owner(JavaMethodCall call) {
    return call.getTargetOwner().getName();
  }
}
