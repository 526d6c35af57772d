package org.plateau.cli;

import java.util.List;
import java.util.Optional;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/** Small claims, right and wrong, for tests of the command line. */
final class SampleClaims {

  private SampleClaims() {}

  static Catalogue catalogue(Claim<?>... claims) {
    return Catalogue.of(List.of(claims));
  }

  /** x^2 is not negative. */
  static Claim<Double> squares() {
    return new Squares("sample/squares", 0, Probe.scaled("never bites", 1));
  }

  /** A claim whose only probe bites. */
  static Claim<Double> sound() {
    return new Squares("sample/sound", 0, biting());
  }

  /** x^2 is at least 1, which is wrong. */
  static Claim<Double> wrong() {
    return new Squares("sample/wrong", 1, biting());
  }

  /** The id of {@link #sound} with another bound, as if the claim had been edited. */
  static Claim<Double> edited() {
    return new Squares("sample/sound", -1, biting());
  }

  /** The id of {@link #sound} with another generator, as if the claim had been edited. */
  static Claim<Double> redrawn() {
    return new Squares("sample/sound", 0, biting()) {
      @Override
      public Double draw(Draws draws) {
        return draws.uniform("x", -2, 2);
      }
    };
  }

  /** A right claim with a wrong encoding that is caught. */
  static Claim<Double> guarded() {
    return mutated(
        "sample/guarded", Mutant.changing("bound 1", (x, e) -> e.mapChecks(c -> c.bound(1))));
  }

  /** A right claim with a wrong encoding that nothing notices. */
  static Claim<Double> blind() {
    return mutated(
        "sample/blind", Mutant.changing("bound -1", (x, e) -> e.mapChecks(c -> c.bound(-1))));
  }

  private static Claim<Double> mutated(String id, Mutant<Double> mutant) {
    return new Squares(id, 0, biting()) {
      @Override
      public List<Mutant<Double>> mutants() {
        return List.of(mutant);
      }
    };
  }

  private static Probe<Double> biting() {
    return Probe.changing(
        "x^2 at least 2", (x, evidence) -> evidence.mapChecks(check -> check.bound(2)));
  }

  /** Examining throws. */
  static Claim<Double> throwing() {
    return new Squares("sample/throwing", 0, biting()) {
      @Override
      public Evidence examine(Double x) {
        throw new IllegalStateException("no numbers today");
      }
    };
  }

  /** No instance satisfies the hypothesis. */
  static Claim<Double> empty() {
    return new Squares("sample/empty", 0, biting()) {
      @Override
      public Evidence examine(Double x) {
        return super.examine(x).requires("x above 7", x - 7);
      }
    };
  }

  /** The loss of a network is at least its bound, put to networks of the user. */
  static NetworkClaim<Double> loss(double bound, double hypothesisMargin) {
    return new LossClaim(bound, hypothesisMargin);
  }

  /** Examining a network throws. */
  static NetworkClaim<Double> brokenLoss() {
    return new LossClaim(0, 1) {
      @Override
      public Statement statement() {
        return Statement.lower("sample/broken").title("Nobody knows");
      }

      @Override
      public Evidence examine(Double loss) {
        throw new ArithmeticException("no numbers today");
      }
    };
  }

  private static class Squares implements Claim<Double> {
    private final String id;
    private final double bound;
    private final Probe<Double> probe;

    Squares(String id, double bound, Probe<Double> probe) {
      this.id = id;
      this.bound = bound;
      this.probe = probe;
    }

    @Override
    public Statement statement() {
      return Statement.lower(id)
          .title("A square is at least " + (int) bound)
          .tex("x^2 \\ge " + (int) bound)
          .source(Paper.MARION_CHIZAT, "nowhere", Provenance.DERIVED)
          .spec("none", "none")
          .tag("sample");
    }

    @Override
    public Double draw(Draws draws) {
      return draws.uniform("x", -1, 1);
    }

    @Override
    public Evidence examine(Double x) {
      return Evidence.of(Check.atLeast("x^2", x * x, bound).scale(1));
    }

    @Override
    public Optional<Evidence> examinePrecisely(Double x) {
      return Optional.of(examine(x));
    }

    @Override
    public List<Probe<Double>> probes() {
      return List.of(probe);
    }
  }

  private static class LossClaim implements NetworkClaim<Double> {
    private final double bound;
    private final double hypothesisMargin;

    LossClaim(double bound, double hypothesisMargin) {
      this.bound = bound;
      this.hypothesisMargin = hypothesisMargin;
    }

    @Override
    public Statement statement() {
      return Statement.lower("sample/loss").title("The loss is at least " + bound);
    }

    @Override
    public Double draw(Draws draws) {
      return draws.uniform("loss", 1, 2);
    }

    @Override
    public Double instance(DeepLinearNetwork network, LeastSquaresData data) {
      return network.loss(data);
    }

    @Override
    public Evidence examine(Double loss) {
      return Evidence.of(Check.atLeast("loss", loss, bound))
          .requires("the sample hypothesis", hypothesisMargin);
    }

    @Override
    public Optional<Evidence> examinePrecisely(Double loss) {
      return Optional.of(examine(loss));
    }

    @Override
    public List<Probe<Double>> probes() {
      return List.of();
    }
  }
}
