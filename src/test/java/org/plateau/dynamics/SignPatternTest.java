package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.sampling.RandomStream;

class SignPatternTest {

  private static double[] values(RandomStream stream, int n, boolean zeros) {
    double[] out = stream.gaussian(new double[n]);
    for (int i = 0; zeros && i < n; i++) {
      out[i] = stream.nextInt(3) == 0 ? (stream.nextBoolean() ? 0.0 : -0.0) : out[i];
    }
    return out;
  }

  private static double[] signs(SignPattern pattern, int n) {
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = pattern.sign(i);
    }
    return out;
  }

  private static SignPattern of(double[] values) {
    SignPattern pattern = new SignPattern(values.length);
    for (int i = 0; i < values.length; i++) {
      pattern.set(i, values[i]);
    }
    return pattern;
  }

  private static double[] expected(double[] values) {
    return Arrays.stream(values).map(v -> v == 0 ? 0 : Math.signum(v)).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 128, 200})
  void keepsSignsAcrossWords(int n) {
    RandomStream stream = RandomStream.of(7, "pattern", n);
    double[] values = values(stream, n, true);
    assertArrayEquals(new double[n], signs(new SignPattern(n), n));
    SignPattern pattern = of(values);
    assertArrayEquals(expected(values), signs(pattern, n));
    double[] others = values(stream, n, false);
    pattern.takeNonzero(others);
    assertArrayEquals(expected(others), signs(pattern, n));
    SignPattern copy = new SignPattern(n);
    copy.take(pattern);
    assertArrayEquals(expected(others), signs(copy, n));
    copy.set(n - 1, 0);
    assertEquals(0, copy.sign(n - 1));
    assertEquals(Math.signum(others[n - 1]), pattern.sign(n - 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 65, 200})
  void listsThePlacesThatDiffer(int n) {
    RandomStream stream = RandomStream.of(8, "pattern", n);
    for (int t = 0; t < 50; t++) {
      double[] a = expected(values(stream, n, true));
      double[] b = t % 2 == 0 ? expected(values(stream, n, true)) : a.clone();
      b[stream.nextInt(n)] = stream.nextInt(3) - 1;
      int[] places = new int[n];
      int count = of(a).differences(of(b), places);
      int seen = 0;
      for (int i = 0; i < n; i++) {
        if (a[i] != b[i]) {
          assertEquals(i, places[seen++]);
        }
      }
      assertEquals(seen, count);
      assertEquals(seen, of(a).distance(of(b)));
    }
  }
}
