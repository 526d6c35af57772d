package org.plateau.verify;

/**
 * One run as stored in {@code run.json}.
 *
 * @param schema always {@link #SCHEMA}; a reader refuses another one
 * @param result the canonical part: the same bytes for the same seed, selection and budget, on
 *     every machine
 * @param environment everything that may differ between two runs of the same work
 */
public record RunRecord(String schema, ResultRecord result, EnvironmentRecord environment) {

  /** The version of the stored form that this code reads and writes. */
  public static final String SCHEMA = "plateau-run/1";
}
