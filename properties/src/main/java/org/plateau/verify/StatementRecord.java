package org.plateau.verify;

import java.util.List;
import org.plateau.theorems.Constant;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Direction;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * A statement as it stood at the time of a run. The fields are those of {@link Statement}.
 *
 * @param title one sentence in words, without a full stop
 * @param tex the statement as TeX
 * @param paper the paper
 * @param where the place in the paper
 * @param provenance where the statement itself comes from
 * @param direction what kind of statement it is
 * @param constants the constants with their provenance
 * @param hypotheses the hypotheses, in words
 * @param spec specification and section
 * @param growsWith the choice or fact against which the value is plotted, or an empty string
 * @param tags the tags
 * @param cost how expensive one instance is
 * @param validShare the share of valid instances below which the claim is vacuous
 */
public record StatementRecord(
    String title,
    String tex,
    Paper paper,
    String where,
    Provenance provenance,
    Direction direction,
    List<Constant> constants,
    List<String> hypotheses,
    String spec,
    String growsWith,
    List<String> tags,
    Cost cost,
    double validShare) {

  /** Copies a statement. */
  public static StatementRecord of(Statement statement) {
    return new StatementRecord(
        statement.title(),
        statement.tex(),
        statement.paper(),
        statement.where(),
        statement.provenance(),
        statement.direction(),
        statement.constants(),
        statement.hypotheses(),
        statement.spec(),
        statement.growsWith(),
        statement.tags(),
        statement.cost(),
        statement.validShare());
  }
}
