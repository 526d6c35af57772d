package org.plateau.cli.input;

/** Says that an input breaks a rule: which input, which rule, and what to do about it. */
public final class BadInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String input;
  private final String rule;
  private final String remedy;

  /**
   * Creates the exception.
   *
   * @param input the input as the user knows it: a path, an option, an id
   * @param rule what is wrong with it; empty when {@code input} says so itself
   * @param remedy what to do
   */
  public BadInputException(String input, String rule, String remedy) {
    super(rule.isEmpty() ? input + "; " + remedy : input + ": " + rule + "; " + remedy);
    this.input = input;
    this.rule = rule;
    this.remedy = remedy;
  }

  /** Returns the input as the user knows it. */
  public String input() {
    return input;
  }

  /** Returns what is wrong with it. */
  public String rule() {
    return rule;
  }

  /** Returns what to do. */
  public String remedy() {
    return remedy;
  }
}
