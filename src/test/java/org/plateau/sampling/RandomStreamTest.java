package org.plateau.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  @Test
  void sameKeySameNumbers() {
    RandomStream a = RandomStream.of(7, "sharpness/lower-bound", 42);
    RandomStream b = RandomStream.of(7, "sharpness/lower-bound", 42);
    for (int i = 0; i < 100; i++) {
      assertEquals(a.nextLong(), b.nextLong());
    }
  }

  @Test
  void seedNameAndIndexAllMatter() {
    long base = RandomStream.key(7, "a", 1);
    assertNotEquals(base, RandomStream.key(8, "a", 1));
    assertNotEquals(base, RandomStream.key(7, "b", 1));
    assertNotEquals(base, RandomStream.key(7, "a", 2));
  }

  @Test
  void subStreamsConsumeNothing() {
    RandomStream a = RandomStream.of(1, "x", 0);
    RandomStream b = RandomStream.of(1, "x", 0);
    a.sub("weights").nextLong();
    a.sub(3).nextLong();
    assertEquals(a.nextLong(), b.nextLong());
  }

  @Test
  void goldenValuesHoldOverReleases() {
    RandomStream stream = RandomStream.of(2026, "golden", 5);
    long[] bits = new long[4];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = stream.nextLong();
    }
    double[] normals = stream.gaussian(new double[3]);
    assertEquals(
        "[-7743152508048113976, -6094613577718259845, -4591636897929046943, 3298990706403197280]",
        Arrays.toString(bits));
    assertEquals(
        "[-0x1.d93578f76d64ap-3, 0x1.8ff2541980b9fp-2, -0x1.a1ee39b2b7eeap-2]",
        Arrays.toString(Arrays.stream(normals).mapToObj(Double::toHexString).toArray()));
  }

  @Test
  void gaussianFollowsTheNormalLaw() {
    double[] sample = RandomStream.of(1, "ks", 0).gaussian(new double[20_000]);
    double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new NormalDistribution(), sample);
    assertTrue(p > 1e-6, "Kolmogorov-Smirnov p = " + p);
  }

  @Test
  void uniformIsUniform() {
    RandomStream stream = RandomStream.of(1, "uniform", 0);
    int above = 0;
    for (int i = 0; i < 100_000; i++) {
      double u = stream.nextDouble();
      assertTrue(u >= 0 && u < 1);
      above += u > 0.1 ? 1 : 0;
    }
    assertEquals(90_000, above, 600);
  }

  @Test
  void keysSpreadUniformly() {
    double sum = 0;
    for (long i = 0; i < 100_000; i++) {
      sum += RandomStream.uniformOfKey(RandomStream.key(3, "key", i));
    }
    assertEquals(0.5, sum / 100_000, 0.005);
  }

  @Test
  void permutationIsAPermutation() {
    int[] p = RandomStream.of(1, "perm", 0).permutation(new int[17]);
    Arrays.sort(p);
    for (int i = 0; i < p.length; i++) {
      assertEquals(i, p[i]);
    }
  }

  @Test
  void rejectsAnEmptyRange() {
    assertThrows(IllegalArgumentException.class, () -> RandomStream.ofKey(0).nextInt(0));
  }
}
