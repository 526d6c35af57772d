package org.plateau.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.landscape.Enclosure;
import org.plateau.landscape.Sharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomStream;

/** A peer that does other work than we do is no peer. */
class LibrarySharpnessTest {

  private static final List<LinearAlgebra<?, ?>> LIBRARIES =
      List.of(new HipparchusAlgebra(), new CommonsMathAlgebra(), new EjmlAlgebra());

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "2, 1", "8, 8", "5, 17"})
  void everyLibraryFindsTheSameSharpnessAndAsSmallAResidual(int depth, int d) {
    SharpnessWorkload workload = new SharpnessWorkload(depth, d);
    Enclosure own = workload.enclosure();
    for (LinearAlgebra<?, ?> library : LIBRARIES) {
      Enclosure other = workload.on(library).sharpness();
      String name = library.getClass().getSimpleName();
      assertEquals(own.value(), other.value(), 1e-13 * d * own.value(), name);
      assertTrue(other.error() <= 1e-13 * d * own.value(), () -> name + " " + other);
    }
  }

  /** The residual sees a network that is no minimizer: both bounds are the same number. */
  @ParameterizedTest
  @ValueSource(ints = {2, 6})
  void awayFromMinimizersTheResidualsAgree(int depth) {
    RandomStream stream = RandomStream.of(1, "residuals", depth);
    LeastSquaresData data = Networks.data(stream, 5);
    DeepLinearNetwork network = Networks.nearIdentity(stream, depth, 5);
    Enclosure own = Sharpness.atMinimizer(network, data);
    assertTrue(own.error() > 1e-3 * own.value(), own::toString);
    for (LinearAlgebra<?, ?> library : LIBRARIES) {
      Enclosure other = new LibrarySharpness<>(library, network, data).sharpness();
      assertEquals(own.error(), other.error(), 1e-9 * own.error());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hipparchus", "commons-math", "ejml"})
  void workloadsAreNamedByLibrary(String library) {
    double own = Workload.named("sharpness:3:4").run();
    assertEquals(own, Workload.named(library + ":sharpness:3:4").run(), 1e-12 * own);
    assertThrows(
        IllegalArgumentException.class, () -> Workload.named(library + ":product:8").run());
  }
}
