package org.plateau.theorems;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.plateau.sampling.RandomStream;

/**
 * Hands out the named choices and arrays that make one instance, and records the choices.
 *
 * <p>Each choice comes from a stream of its own, keyed by (seed, claim, index, name), so that
 * editing one choice leaves all other numbers alone. Edits replace choices by name; that is how an
 * instance is replayed from its choices, shrunk, or hunted.
 *
 * <p>One object makes one instance and is not thread-safe.
 */
public final class Draws {

  private static final int KEEP = 64;

  private final long rootKey;
  private final long index;
  private final Map<String, String> edits;
  private final List<Choice> choices = new ArrayList<>(16);
  private final DrawnNames names = new DrawnNames();
  private final List<String> usedEdits = new ArrayList<>(0);
  private long key;
  private int redraws;
  private long fingerprint;

  private Draws(long rootKey, long index, Map<String, String> edits) {
    this.rootKey = rootKey;
    this.index = index;
    this.edits = edits;
    this.key = rootKey;
  }

  /**
   * Returns the draws of instance {@code index} of a claim or probe.
   *
   * @param seed the run's seed
   * @param name the claim's id, or the claim's id and the probe's slug
   * @param index the number of the instance, from 0
   */
  public static Draws of(long seed, String name, long index) {
    return editing(seed, name, index, Map.of());
  }

  /** Returns the same draws with some choices replaced: name to value as text. */
  public static Draws editing(long seed, String name, long index, Map<String, String> edits) {
    return new Draws(RandomStream.key(seed, name, index), index, Map.copyOf(edits));
  }

  /** Returns a uniform integer in [low, high]. */
  public int integer(String name, int low, int high) {
    requireRange(name, low <= high);
    long hash = RandomStream.hash(name);
    String edit = edit(name);
    long span = (long) high - low + 1;
    int value =
        edit == null
            ? (int) (low + (long) (uniformOf(hash) * span))
            : parseInt(name, edit, low, high);
    record(new Choice.Int(name, value, low, high), hash, Double.doubleToLongBits(value));
    return value;
  }

  /** Returns a uniform depth L in [low, high]; recorded as {@code depth}. */
  public int depth(int low, int high) {
    return integer("depth", low, high);
  }

  /** Returns a uniform real in [low, high). */
  public double uniform(String name, double low, double high) {
    requireRange(name, low <= high);
    long hash = RandomStream.hash(name);
    return real(name, hash, low + (high - low) * uniformOf(hash), low, high, false);
  }

  /**
   * Returns a real in [low, high) whose logarithm is uniform.
   *
   * @throws IllegalArgumentException unless 0 &lt; low &lt;= high
   */
  public double logUniform(String name, double low, double high) {
    requireRange(name, low > 0 && low <= high);
    double logLow = FastMath.log(low);
    long hash = RandomStream.hash(name);
    double value = FastMath.exp(logLow + (FastMath.log(high) - logLow) * uniformOf(hash));
    return real(name, hash, Math.max(low, Math.min(high, value)), low, high, true);
  }

  /** Returns a normal number with the given mean and standard deviation. */
  public double normal(String name, double mean, double deviation) {
    long hash = RandomStream.hash(name);
    double z = RandomStream.ofKey(RandomStream.derive(key, hash)).nextGaussian();
    return real(
        name,
        hash,
        mean + deviation * z,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        false);
  }

  /** Returns a fair coin, recorded as {@code no} or {@code yes}. */
  public boolean coin(String name) {
    return oneOf(name, "no", "yes").equals("yes");
  }

  /** Returns one of the options, each as likely; list the simplest first. */
  public String oneOf(String name, String... options) {
    double share = uniformOf(RandomStream.hash(name));
    return option(name, options[(int) (share * options.length)], options);
  }

  /**
   * Returns the kind of instance; recorded as {@code family}. The families take turns over the
   * instances of a claim, so that each gets its share of the tries.
   */
  public String family(String... families) {
    return option("family", families[(int) (index % families.length)], families);
  }

  /**
   * Returns the grid value of this instance; the values take turns, so that a trend sees each
   * equally often.
   */
  public int grid(String name, int... values) {
    String[] options = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      options[i] = Integer.toString(values[i]);
    }
    return Integer.parseInt(option(name, options[(int) (index % options.length)], options));
  }

  /**
   * Returns the grid value of this instance; the values take turns, so that a trend sees each
   * equally often.
   */
  public double grid(String name, double... values) {
    String[] options = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      options[i] = Double.toString(values[i]);
    }
    return Double.parseDouble(option(name, options[(int) (index % options.length)], options));
  }

  /**
   * Returns {@code n} independent standard normal numbers from a sub-stream named by the choice.
   */
  public double[] gaussian(String name, int n) {
    return stream(name).gaussian(new double[n]);
  }

  /** Returns a {@code rows x cols} row-major matrix of independent standard normal numbers. */
  public double[] gaussian(String name, int rows, int cols) {
    return gaussian(name, rows * cols);
  }

  /** Returns the sub-stream {@code name}, for arrays of any other law. */
  public RandomStream stream(String name) {
    long hash = RandomStream.hash(name);
    claimName(name, hash);
    RandomStream stream = RandomStream.ofKey(RandomStream.derive(key, hash));
    fingerprint = RandomStream.derive(RandomStream.derive(fingerprint, hash), stream.key());
    return stream;
  }

  /**
   * Draws again until the function returns an instance; earlier attempts' choices are forgotten,
   * and re-draws are counted.
   *
   * @param what the hypothesis that decides, for the message
   * @param limit the greatest number of attempts
   * @throws NoInstanceException after {@code limit} attempts
   */
  public <T> T until(String what, int limit, Function<Draws, Optional<T>> draw) {
    int kept = choices.size();
    int namesBefore = names.size();
    long keyBefore = key;
    long fingerprintBefore = fingerprint;
    for (int attempt = 0; attempt < limit; attempt++) {
      key = attempt == 0 ? keyBefore : RandomStream.derive(keyBefore, attempt);
      Optional<T> drawn = draw.apply(this);
      if (drawn.isPresent()) {
        return drawn.get();
      }
      redraws++;
      choices.subList(kept, choices.size()).clear();
      names.forgetAfter(namesBefore);
      fingerprint = fingerprintBefore;
    }
    throw new NoInstanceException("no instance with '" + what + "' in " + limit + " attempts");
  }

  /** Returns the number of this instance. */
  public long index() {
    return index;
  }

  /** Returns the recorded choices in the order of drawing. */
  public List<Choice> choices() {
    return List.copyOf(choices);
  }

  /** Returns how many attempts {@link #until} threw away. */
  public int redraws() {
    return redraws;
  }

  /**
   * Returns a hash of all names, ranges, values and stream keys so far: it changes when the
   * generator does.
   */
  public long fingerprint() {
    return RandomStream.derive(fingerprint, rootKey);
  }

  /** Returns the names of edits that no choice asked for. */
  public Set<String> unusedEdits() {
    if (usedEdits.size() == edits.size()) {
      return Set.of();
    }
    Set<String> unused = new HashSet<>(edits.keySet());
    unused.removeAll(usedEdits);
    return unused;
  }

  /** Returns a multiple of 2^-53 below 1, so that its product with n &lt; 2^53 rounds below n. */
  private double uniformOf(long nameHash) {
    return RandomStream.uniformOfKey(RandomStream.derive(key, nameHash));
  }

  private double real(
      String name, long hash, double drawn, double low, double high, boolean logarithmic) {
    String edit = edit(name);
    double value = edit == null ? drawn : parseReal(name, edit, low, high);
    record(
        new Choice.Real(name, value, low, high, logarithmic), hash, Double.doubleToLongBits(value));
    return value;
  }

  private String option(String name, String drawn, String... options) {
    String edit = edit(name);
    List<String> all = List.of(options);
    if (edit != null && !all.contains(edit)) {
      throw new InvalidChoiceException(
          "choice " + name + "=" + edit + " is not one of " + String.join(", ", all));
    }
    String value = edit == null ? drawn : edit;
    record(new Choice.Option(name, value, all), RandomStream.hash(name), value.hashCode());
    return value;
  }

  private void record(Choice choice, long nameHash, long valueBits) {
    claimName(choice.name(), nameHash);
    if (choices.size() < KEEP) {
      choices.add(choice);
    }
    fingerprint = RandomStream.derive(RandomStream.derive(fingerprint, nameHash), valueBits);
  }

  private void claimName(String name, long hash) {
    if (!names.add(hash)) {
      throw new IllegalStateException(
          "choice '" + name + "' was drawn twice; give each choice a name of its own");
    }
  }

  private @Nullable String edit(String name) {
    if (edits.isEmpty()) {
      return null;
    }
    String value = edits.get(name);
    // Only another attempt asks for the same name again.
    if (value != null && (redraws == 0 || !usedEdits.contains(name))) {
      usedEdits.add(name);
    }
    return value;
  }

  private static void requireRange(String name, boolean valid) {
    if (!valid) {
      throw new IllegalArgumentException("choice '" + name + "' has an empty or invalid range");
    }
  }

  private static int parseInt(String name, String text, int low, int high) {
    int value;
    try {
      value = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new InvalidChoiceException("choice " + name + "=" + text + " is not an integer");
    }
    if (value < low || value > high) {
      throw new InvalidChoiceException(
          "choice " + name + "=" + text + " is outside [" + low + ", " + high + "]");
    }
    return value;
  }

  private static double parseReal(String name, String text, double low, double high) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new InvalidChoiceException("choice " + name + "=" + text + " is not a number");
    }
    if (!(value >= low && value <= high) || Double.isInfinite(value)) {
      throw new InvalidChoiceException(
          "choice " + name + "=" + text + " is outside [" + low + ", " + high + "]");
    }
    return value;
  }
}
