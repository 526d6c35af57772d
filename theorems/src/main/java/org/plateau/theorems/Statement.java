package org.plateau.theorems;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a claim says, who says it, and where its constants come from. Immutable: each method returns
 * a changed copy.
 *
 * <p>Ids read {@code family/noun-of-the-claim}, in lower case, with hyphens.
 */
public final class Statement {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*/[a-z0-9]+(-[a-z0-9]+)*");

  private final String id;
  private final Direction direction;
  private String title = "";
  private String tex = "";
  private Paper paper = Paper.MARION_CHIZAT;
  private String where = "";
  private Provenance provenance = Provenance.DERIVED;
  private String spec = "";
  private String growsWith = "";
  private Cost cost = Cost.LIGHT;
  private double probability = Double.NaN;
  private double delta = Double.NaN;
  private double slopeLow = Double.NaN;
  private double slopeHigh = Double.NaN;
  private int trendTries;
  private double validShare = 0.2;
  private List<Constant> constants = List.of();
  private List<String> hypotheses = List.of();
  private List<String> tags = List.of();

  private Statement(String id, Direction direction) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "claim id '" + id + "' must read family/noun-of-the-claim, as in sharpness/lower-bound");
    }
    this.id = id;
    this.direction = direction;
  }

  private Statement(Statement other) {
    this(other.id, other.direction);
    title = other.title;
    tex = other.tex;
    paper = other.paper;
    where = other.where;
    provenance = other.provenance;
    spec = other.spec;
    growsWith = other.growsWith;
    cost = other.cost;
    probability = other.probability;
    delta = other.delta;
    slopeLow = other.slopeLow;
    slopeHigh = other.slopeHigh;
    trendTries = other.trendTries;
    validShare = other.validShare;
    constants = other.constants;
    hypotheses = other.hypotheses;
    tags = other.tags;
  }

  /** Starts the statement of an equality. */
  public static Statement identity(String id) {
    return new Statement(id, Direction.IDENTITY);
  }

  /** Starts the statement of a lower bound. */
  public static Statement lower(String id) {
    return new Statement(id, Direction.LOWER);
  }

  /** Starts the statement of an upper bound. */
  public static Statement upper(String id) {
    return new Statement(id, Direction.UPPER);
  }

  /** Starts the statement of a bound that is attained. */
  public static Statement tight(String id) {
    return new Statement(id, Direction.TIGHT);
  }

  /** Starts the statement that an object exists, which the claim constructs. */
  public static Statement existence(String id) {
    return new Statement(id, Direction.EXISTENCE);
  }

  /**
   * Starts the statement that an event has at least the probability {@code p0} under the claim's
   * draws.
   *
   * @param p0 the claimed probability; the claim is refuted when the data speak against p &gt;= p0
   * @param delta resolution: the claim is upheld when the data speak against p &lt;= p0 - delta
   * @throws IllegalArgumentException unless 0 &lt; p0 - delta &lt; p0 &lt; 1
   */
  public static Statement probability(String id, double p0, double delta) {
    if (!(p0 < 1 && delta > 0 && p0 - delta > 0)) {
      throw new IllegalArgumentException(
          "need 0 < p0 - delta < p0 < 1, got p0 = " + p0 + ", delta = " + delta);
    }
    Statement statement = new Statement(id, Direction.PROBABILITY);
    statement.probability = p0;
    statement.delta = delta;
    return statement;
  }

  /**
   * Starts the statement that the slope of the points' y on x lies in {@code [low, high]}; either
   * end may be infinite.
   *
   * @throws IllegalArgumentException unless low &lt; high
   */
  public static Statement trend(String id, double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException("need low < high, got " + low + " and " + high);
    }
    Statement statement = new Statement(id, Direction.TREND);
    statement.slopeLow = low;
    statement.slopeHigh = high;
    return statement;
  }

  /** Sets one sentence in words, without a full stop. */
  public Statement title(String newTitle) {
    Statement copy = new Statement(this);
    copy.title = newTitle;
    return copy;
  }

  /** Sets the statement as TeX mathematics. */
  public Statement tex(String newTex) {
    Statement copy = new Statement(this);
    copy.tex = newTex;
    return copy;
  }

  /**
   * Sets the paper, the place in it ('lower bound of the theorem on S_min'), and where the
   * statement itself comes from.
   */
  public Statement source(Paper newPaper, String newWhere, Provenance newProvenance) {
    Statement copy = new Statement(this);
    copy.paper = newPaper;
    copy.where = newWhere;
    copy.provenance = newProvenance;
    return copy;
  }

  /** Adds a constant with its provenance. */
  public Statement constant(String symbol, String meaning, Provenance constantProvenance) {
    Statement copy = new Statement(this);
    copy.constants = append(constants, new Constant(symbol, meaning, constantProvenance));
    return copy;
  }

  /** Adds a hypothesis, in a few words. */
  public Statement hypothesis(String hypothesis) {
    Statement copy = new Statement(this);
    copy.hypotheses = append(hypotheses, hypothesis);
    return copy;
  }

  /** Sets the specification and the section in it, as in {@code "sharpness-and-depth", "C1"}. */
  public Statement spec(String document, String section) {
    Statement copy = new Statement(this);
    copy.spec = document + ", " + section;
    return copy;
  }

  /** Names the choice or fact against which reports plot the measured value. */
  public Statement growsWith(String choiceOrFact) {
    Statement copy = new Statement(this);
    copy.growsWith = choiceOrFact;
    return copy;
  }

  /** Sets how expensive one instance is. The default is {@link Cost#LIGHT}. */
  public Statement cost(Cost newCost) {
    Statement copy = new Statement(this);
    copy.cost = newCost;
    return copy;
  }

  /**
   * Fixes the number of instances of a trend: the grid size times the replicates, the same at every
   * effort.
   */
  public Statement replicates(int instances) {
    Statement copy = new Statement(this);
    copy.trendTries = instances;
    return copy;
  }

  /**
   * Sets the share of drawn instances that must satisfy the hypotheses, below which the claim is
   * VACUOUS. The default is 0.2.
   */
  public Statement validShare(double share) {
    Statement copy = new Statement(this);
    copy.validShare = share;
    return copy;
  }

  /** Adds a tag, for selection. */
  public Statement tag(String tag) {
    Statement copy = new Statement(this);
    copy.tags = append(tags, tag);
    return copy;
  }

  /** Returns the id. */
  public String id() {
    return id;
  }

  /** Returns what kind of statement this is. */
  public Direction direction() {
    return direction;
  }

  /** Returns one sentence in words. */
  public String title() {
    return title;
  }

  /** Returns the statement as TeX. */
  public String tex() {
    return tex;
  }

  /** Returns the paper. */
  public Paper paper() {
    return paper;
  }

  /** Returns the place in the paper. */
  public String where() {
    return where;
  }

  /** Returns where the statement itself comes from. */
  public Provenance provenance() {
    return provenance;
  }

  /** Returns the specification and the section in it. */
  public String spec() {
    return spec;
  }

  /** Returns the choice or fact against which the value is plotted, or an empty string. */
  public String growsWith() {
    return growsWith;
  }

  /** Returns how expensive one instance is. */
  public Cost cost() {
    return cost;
  }

  /** Returns p0 of a probabilistic claim, else NaN. */
  public double probability() {
    return probability;
  }

  /** Returns the resolution of a probabilistic claim, else NaN. */
  public double delta() {
    return delta;
  }

  /** Returns the least slope of a trend, else NaN. */
  public double slopeLow() {
    return slopeLow;
  }

  /** Returns the greatest slope of a trend, else NaN. */
  public double slopeHigh() {
    return slopeHigh;
  }

  /**
   * Returns the number of instances at the given effort: fixed for a trend that declares it, else
   * from the cost.
   */
  public int tries(Effort effort) {
    return trendTries > 0 ? trendTries : cost.tries(effort);
  }

  /** Returns the share of valid instances below which the claim is vacuous. */
  public double validShare() {
    return validShare;
  }

  /** Returns the constants with their provenance. */
  public List<Constant> constants() {
    return constants;
  }

  /** Returns the hypotheses. */
  public List<String> hypotheses() {
    return hypotheses;
  }

  /** Returns the tags. */
  public List<String> tags() {
    return tags;
  }

  private static <T> List<T> append(List<T> list, T element) {
    List<T> longer = new ArrayList<>(list);
    longer.add(element);
    return List.copyOf(longer);
  }
}
