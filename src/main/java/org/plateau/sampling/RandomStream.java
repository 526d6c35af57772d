package org.plateau.sampling;

import org.apache.commons.rng.core.source64.L64X128Mix;

/**
 * A reproducible stream of random numbers, identified by a 64-bit key.
 *
 * <p>Two streams with the same key yield the same numbers on every JDK and every machine: the
 * generator is L64X128Mix of Commons RNG, seeded by SplitMix64 from the key; the Gaussian transform
 * is {@link Ziggurat}, since the JDK does not promise {@code nextGaussian} across releases. Golden
 * values in the tests hold all of this.
 *
 * <p>A stream is not thread-safe; {@link #sub(String)} is the way to hand independent numbers to
 * another place.
 */
public final class RandomStream {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final double DOUBLE_UNIT = 0x1.0p-53;

  private final long key;
  private final L64X128Mix generator;

  private RandomStream(long key) {
    this.key = key;
    this.generator =
        new L64X128Mix(
            mix(key + GOLDEN_GAMMA),
            mix(key + 2 * GOLDEN_GAMMA),
            mix(key + 3 * GOLDEN_GAMMA),
            mix(key + 4 * GOLDEN_GAMMA));
  }

  /** Returns the stream whose key is exactly {@code key}. */
  public static RandomStream ofKey(long key) {
    return new RandomStream(key);
  }

  /**
   * Returns the stream of one instance.
   *
   * @param seed the run's seed
   * @param name what the numbers are for, usually the id of a claim
   * @param index the number of the instance
   */
  public static RandomStream of(long seed, String name, long index) {
    return new RandomStream(key(seed, name, index));
  }

  /** Returns the key of the stream {@code (seed, name, index)}. */
  public static long key(long seed, String name, long index) {
    return derive(derive(mix(seed + GOLDEN_GAMMA), name), index);
  }

  /** Returns the key of the sub-stream {@code name} of the stream with key {@code key}. */
  public static long derive(long key, String name) {
    return derive(key, hash(name));
  }

  /**
   * Returns the 64-bit FNV-1a hash of the name's characters: {@code derive(key, hash(name))} is
   * {@code derive(key, name)}, for those who need several keys of one name.
   */
  public static long hash(String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  /** Returns the key of the sub-stream number {@code n} of the stream with key {@code key}. */
  public static long derive(long key, long n) {
    return mix(mix(key ^ GOLDEN_GAMMA) + mix(n + GOLDEN_GAMMA));
  }

  /**
   * Returns a uniform double in [0, 1) that is a pure function of the key, without a generator
   * behind it.
   */
  public static double uniformOfKey(long key) {
    return (mix(key + GOLDEN_GAMMA) >>> 11) * DOUBLE_UNIT;
  }

  /** Stafford's variant 13 of the 64-bit finalizer, as used by SplitMix64. */
  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  /** Returns this stream's key. */
  public long key() {
    return key;
  }

  /** Returns the independent sub-stream {@code name}; consumes nothing of this stream. */
  public RandomStream sub(String name) {
    return new RandomStream(derive(key, name));
  }

  /** Returns the independent sub-stream number {@code n}; consumes nothing of this stream. */
  public RandomStream sub(long n) {
    return new RandomStream(derive(key, n));
  }

  /** Returns 64 uniform bits. */
  public long nextLong() {
    return generator.nextLong();
  }

  /** Returns a uniform double in [0, 1), a multiple of 2^-53. */
  public double nextDouble() {
    return (generator.nextLong() >>> 11) * DOUBLE_UNIT;
  }

  /** Returns a fair coin. */
  public boolean nextBoolean() {
    return generator.nextLong() < 0;
  }

  /**
   * Returns a uniform integer in [0, bound).
   *
   * @throws IllegalArgumentException if {@code bound} is not positive
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, got " + bound);
    }
    return generator.nextInt(bound);
  }

  /** Returns a uniform double in [low, high). */
  public double uniform(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /** Returns a standard normal number. */
  public double nextGaussian() {
    long word = nextLong();
    return Ziggurat.isInside(word) ? Ziggurat.inside(word) : Ziggurat.outside(word, this);
  }

  /** Fills {@code out} with independent standard normal numbers and returns it. */
  public double[] gaussian(double[] out) {
    gaussian(out, 0, out.length);
    return out;
  }

  /**
   * Writes {@code count} independent standard normal numbers to {@code out}, from {@code at} on.
   */
  public void gaussian(double[] out, int at, int count) {
    for (int i = at; i < at + count; i++) {
      out[i] = nextGaussian();
    }
  }

  /**
   * Adds {@code count} independent normal numbers of mean 0 to {@code out}, from {@code at} on.
   *
   * @param deviation their standard deviation
   */
  public void addGaussian(double deviation, double[] out, int at, int count) {
    for (int i = at; i < at + count; i++) {
      out[i] += deviation * nextGaussian();
    }
  }

  /**
   * Fills {@code out} with a uniform random permutation of 0 … out.length - 1 (Fisher, Yates) and
   * returns it.
   */
  public int[] permutation(int[] out) {
    for (int i = 0; i < out.length; i++) {
      int j = nextInt(i + 1);
      out[i] = out[j];
      out[j] = i;
    }
    return out;
  }
}
