package org.plateau.verify;

/** Hears how a run goes on. Methods are called from worker threads, one at a time. */
public interface RunListener {

  /** Hears nothing. */
  RunListener SILENT = new RunListener() {};

  /**
   * The run starts.
   *
   * @param claims number of claims
   * @param probes number of probes
   */
  default void started(int claims, int probes) {}

  /**
   * Instances were tallied.
   *
   * @param claim id of the claim
   * @param probe slug of the probe, or an empty string
   * @param done number of instances tallied in the whole run, those of a resumed run included
   * @param planned number of instances that the run has in all; it shrinks when a claim or probe is
   *     decided early
   */
  default void advanced(String claim, String probe, long done, long planned) {}

  /** A claim was judged, with its probes. */
  default void judged(ClaimRecord claim) {}
}
