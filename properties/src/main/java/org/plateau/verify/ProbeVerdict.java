package org.plateau.verify;

/** What became of a probe. */
public enum ProbeVerdict {
  /** The wrong claim did not break: a finding, as loud as a refutation. */
  TOOTHLESS,
  /** The run ended before the probe had all its tries. */
  INCONCLUSIVE,
  /** The wrong claim broke within the allotted tries: the check has power. */
  BITES
}
