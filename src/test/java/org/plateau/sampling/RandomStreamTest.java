package org.plateau.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.L64X128Mix;
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
        "[0x1.8cb69a27f3bdbp-3, -0x1.970426acdaeffp-2, 0x1.1698b5ce82cd2p-3]",
        Arrays.toString(Arrays.stream(normals).mapToObj(Double::toHexString).toArray()));
  }

  /** Seeded by SplitMix64, which is the JDK's SplittableRandom. */
  @Test
  void wordsAndIntegersAreThoseOfCommonsRng() {
    for (long key : new long[] {0, 1, -1, 0x9E3779B97F4A7C15L, Long.MIN_VALUE}) {
      SplittableRandom seeds = new SplittableRandom(key);
      UniformRandomProvider expected =
          new L64X128Mix(
              new long[] {seeds.nextLong(), seeds.nextLong(), seeds.nextLong(), seeds.nextLong()});
      RandomStream stream = RandomStream.ofKey(key);
      for (int i = 0; i < 200; i++) {
        int bound = i % 4 == 0 ? Integer.MAX_VALUE - i : 3 << 29 | i;
        assertEquals(expected.nextInt(bound), stream.nextInt(bound));
        assertEquals(expected.nextInt(i + 1), stream.nextInt(i + 1));
        if (i % 3 == 0) {
          assertEquals(expected.nextInt(7), stream.nextInt(7));
        }
        assertEquals(expected.nextLong(), stream.nextLong());
      }
    }
    assertThrows(IllegalArgumentException.class, () -> RandomStream.ofKey(1).nextInt(0));
  }

  /** Numbers at once and one by one, and what follows them, are the same. */
  @Test
  void manyNumbersAreThoseOfOneByOne() {
    RandomStream single = RandomStream.of(3, "bulk", 0);
    RandomStream bulk = RandomStream.of(3, "bulk", 0);
    double[] expected = new double[20_000];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = single.nextGaussian();
    }
    double[] actual = new double[expected.length];
    for (int at = 0; at < actual.length; at += 1000) {
      bulk.gaussian(actual, at, 1000);
    }
    assertArrayEquals(expected, actual);
    assertEquals(single.nextLong(), bulk.nextLong());
    double[] edge = {5, 5, 5};
    bulk.gaussian(edge, 1, 1);
    assertEquals(5, edge[0]);
    assertNotEquals(5, edge[1]);
    assertEquals(5, edge[2]);
  }

  /** What is added are the numbers of the stream times their deviation, and nothing elsewhere. */
  @Test
  void addedNumbersAreThoseOfTheStream() {
    double[] drawn = RandomStream.of(3, "bulk", 1).gaussian(new double[500]);
    RandomStream adding = RandomStream.of(3, "bulk", 1);
    double[] sums = new double[502];
    Arrays.fill(sums, 7);
    adding.addGaussian(0.25, sums, 1, 200);
    adding.addGaussian(-3, sums, 201, 300);
    assertEquals(7, sums[0]);
    assertEquals(7, sums[501]);
    for (int i = 0; i < 500; i++) {
      assertEquals(7 + (i < 200 ? 0.25 : -3) * drawn[i], sums[i + 1]);
    }
  }

  /** About 1 of 100 numbers takes the way through exponentials, 1 of 4000 the way of the tail. */
  @Test
  void goldenValuesReachTheWedgesAndTheTail() {
    double[] sample = RandomStream.of(2026, "golden", 6).gaussian(new double[50_000]);
    ByteBuffer bytes = ByteBuffer.allocate(8 * sample.length);
    bytes.asDoubleBuffer().put(sample);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    assertEquals(4254309488L, sum.getValue());
  }

  @Test
  void goldenIntegersAndCoinsHoldOverReleases() {
    RandomStream stream = RandomStream.of(2026, "golden", 7);
    long coins = 0;
    int[] integers = new int[64];
    for (int i = 0; i < 64; i++) {
      coins = 2 * coins + (stream.nextBoolean() ? 1 : 0);
      integers[i] = stream.nextInt(1000);
    }
    assertEquals(7422740369297525645L, coins);
    assertEquals(-1464855983, Arrays.hashCode(integers));
  }

  /** The JDK's SplittableRandom is SplitMix64 with the same constants. */
  @Test
  void uniformOfKeyIsTheFirstNumberOfSplitMix() {
    for (long key : new long[] {0, 1, -1, 0x9E3779B97F4A7C15L, Long.MIN_VALUE}) {
      double expected = (new SplittableRandom(key).nextLong() >>> 11) * 0x1p-53;
      assertEquals(expected, RandomStream.uniformOfKey(key));
    }
  }

  @Test
  void streamsTellTheirKey() {
    assertEquals(-3, RandomStream.ofKey(-3).key());
    RandomStream stream = RandomStream.of(7, "a", 1);
    assertEquals(RandomStream.key(7, "a", 1), stream.key());
    assertEquals(RandomStream.derive(stream.key(), "b"), stream.sub("b").key());
    assertEquals(RandomStream.derive(stream.key(), 4), stream.sub(4).key());
  }

  @Test
  void gaussianFollowsTheNormalLaw() {
    double[] sample = RandomStream.of(1, "ks", 0).gaussian(new double[200_000]);
    double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new NormalDistribution(), sample);
    assertTrue(p > 1e-6, "Kolmogorov-Smirnov p = " + p);
  }

  @Test
  void gaussianHasTheRightMomentsAndTails() {
    RandomStream stream = RandomStream.of(5, "moments", 0);
    int n = 4_000_000;
    double sum = 0;
    double sumOfSquares = 0;
    double sumOfFourths = 0;
    double[] outer = new double[n];
    int beyond = 0;
    int beyondTail = 0;
    for (int i = 0; i < n; i++) {
      double z = stream.nextGaussian();
      sum += z;
      sumOfSquares += z * z;
      sumOfFourths += z * z * z * z;
      if (Math.abs(z) > 3) {
        outer[beyond++] = z;
      }
      beyondTail += Math.abs(z) > 3.6541528853610088 ? 1 : 0;
    }
    // Five standard deviations each; P(|z| > 3) = 2.69980e-3 and P(|z| > 3.65415...) = 2.58031e-4
    // by the error function.
    NormalDistribution normal = new NormalDistribution();
    assertEquals(0, sum / n, 5 / Math.sqrt(n));
    assertEquals(1, sumOfSquares / n, 5 * Math.sqrt(2.0 / n));
    assertEquals(3, sumOfFourths / n, 5 * Math.sqrt(96.0 / n));
    assertEquals(2 * normal.cumulativeProbability(-3) * n, beyond, 5 * Math.sqrt(0.0027 * n));
    assertEquals(
        2 * normal.cumulativeProbability(-3.6541528853610088) * n,
        beyondTail,
        5 * Math.sqrt(2.58e-4 * n));
    assertOuterLaw(Arrays.copyOf(outer, beyond));
  }

  /** Beyond 3 lie few layers, so a wrong density between their ends would show. */
  private static void assertOuterLaw(double[] outer) {
    NormalDistribution normal = new NormalDistribution();
    double[] uniform =
        Arrays.stream(outer)
            .map(z -> normal.cumulativeProbability(-Math.abs(z)))
            .map(p -> p / normal.cumulativeProbability(-3))
            .toArray();
    double p =
        new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new UniformRealDistribution(), uniform);
    assertTrue(p > 1e-6, "Kolmogorov-Smirnov p = " + p);
    long negative = Arrays.stream(outer).filter(z -> z < 0).count();
    assertEquals(outer.length / 2.0, negative, 2.5 * Math.sqrt(outer.length));
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
  void integersCoinsAndIntervalsAreUniform() {
    RandomStream stream = RandomStream.of(2, "uniform", 0);
    int draws = 60_000;
    int[] counts = new int[6];
    int heads = 0;
    double sum = 0;
    for (int i = 0; i < draws; i++) {
      counts[stream.nextInt(6)]++;
      heads += stream.nextBoolean() ? 1 : 0;
      double u = stream.uniform(-3, 5);
      assertTrue(u >= -3 && u < 5);
      sum += u;
    }
    for (int count : counts) {
      assertEquals(draws / 6.0, count, 5 * Math.sqrt(draws * 5 / 36.0));
    }
    assertEquals(draws / 2.0, heads, 2.5 * Math.sqrt(draws));
    assertEquals(1, sum / draws, 5 * 8 / Math.sqrt(12.0 * draws));
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
    for (int bound : new int[] {0, -1}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> RandomStream.ofKey(0).nextInt(bound))
              .getMessage();
      assertEquals("bound must be positive, got " + bound, message);
    }
  }
}
