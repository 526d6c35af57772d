package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plateau.matrix.Kernels;
import org.plateau.precision.Precise;
import org.plateau.recovery.CorruptionBall;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The loss of robust principal component analysis, f(X) = dist²(Y - X, Omega) with Omega a ball of
 * the entrywise l1 norm, lies below its local model q(X) = |X - (Y - P(Y - X0))|², and touches it
 * to first order at X0: flatness is defined through these models, at bases of zero loss, which are
 * a family of their own. That the distance is one to the ball is checked beside it, since a wrong
 * projection would serve both sides alike. Spec: flat-minima-recovery, C11.
 */
final class RobustPcaMajorant implements Claim<RobustPcaMajorant.Model> {

  private static final double TOLERANCE = 1e-12;
  private static final String NEAR = "near the base";
  private static final String ZERO_LOSS = "zero loss at the base";
  private static final String BELOW = "f(X) against its model at X0";
  private static final String TOUCHING = "the model above f(X), in units of |X - X0|²";
  private static final String INSIDE = "size of the corruption that explains X";
  private static final String NEAREST = "f(X) against the ball's point towards Y";

  /**
   * The ball around the data, the base X0 of the model, and the point X where it is compared; all
   * of shape d x d.
   */
  record Model(int d, CorruptionBall ball, double[] base, double[] point) {}

  @Override
  public Statement statement() {
    return Statement.upper("flatminima/robust-pca-majorant")
        .title("The local models of robust principal component analysis lie above the loss")
        .tex("\\operatorname{dist}^2(Y - X, \\Omega) \\le \\|X - (Y - P_\\Omega(Y - X_0))\\|_F^2")
        .source(DING_ET_AL, "local models that define flatness for robust PCA", PAPER)
        .constant("1", "distance to a set is at most the distance to one of its points", DERIVED)
        .constant("|X - X_0|^2", "f is convex, and q its tangent plus this", DERIVED)
        .spec("flat-minima-recovery", "C11")
        .cost(Cost.TINY);
  }

  @Override
  public Model draw(Draws draws) {
    String family = draws.family("anywhere", NEAR, ZERO_LOSS);
    double reach = family.equals(NEAR) ? draws.logUniform("reach", 1e-6, 1e-3) : 1;
    int d = draws.integer("d", 1, 8);
    double[] data = draws.gaussian("data", d, d);
    double radius = draws.uniform("radius", 0.1, 1.0) * d;
    double[] base = draws.gaussian("base", d, d);
    if (family.equals(ZERO_LOSS)) {
      reach = draws.logUniform("reach", 1e-3, 1);
      moveInside(base, data, draws.uniform("corruption at the base", 0, 1) * radius);
    }
    double[] point = base.clone();
    Kernels.axpy(reach, draws.gaussian("step", d, d), 0, point, 0, d * d);
    return new Model(d, new CorruptionBall(d, d, data, radius), base, point);
  }

  /** Takes the base to the given distance from the data, in sum: there it explains them. */
  private static void moveInside(double[] base, double[] data, double corruption) {
    double share = corruption / distanceInSum(base, data);
    for (int i = 0; i < base.length; i++) {
      base[i] = data[i] + share * (base[i] - data[i]);
    }
  }

  @Override
  public Evidence examine(Model m) {
    double[] near = new double[m.point().length];
    m.ball().project(m.point(), near);
    double loss = squaredDistance(m.point(), near);
    double corruption = distanceInSum(near, m.ball().data());
    m.ball().project(m.base(), near);
    double model = squaredDistance(m.point(), near);
    double other = squaredDistance(m.point(), towardsCenter(m));
    double step = squaredDistance(m.point(), m.base());
    return Evidence.of(
        Check.atMost(BELOW, loss, model).scale(model).relative(TOLERANCE),
        Check.atMost(TOUCHING, (model - loss) / step, 1)
            .absolute(TOLERANCE + rounding(m, model) / step),
        Check.atMost(INSIDE, corruption, m.ball().radius()).relative(TOLERANCE),
        Check.atMost(NEAREST, loss, other).scale(model).relative(TOLERANCE));
  }

  /**
   * Bounds the rounding error of model minus loss, where loss is at most model: a projection is off
   * by e, a multiple of the sizes of its arguments, which moves a squared distance by 2 e times the
   * distance; and d² squares are summed.
   */
  private static double rounding(Model m, double model) {
    double sizes = Kernels.norm(m.ball().data()) + Kernels.norm(m.point()) + Kernels.norm(m.base());
    double terms = 4.0 * m.d() * m.d() * 0x1p-53;
    double e = terms * sizes;
    return 2 * e * (2 * Math.sqrt(model) + e) + terms * model;
  }

  /** Returns the point of the ball on the way from X to Y, which is X itself inside the ball. */
  private static double[] towardsCenter(Model m) {
    double[] data = m.ball().data();
    double share = Math.min(1, m.ball().radius() / distanceInSum(m.point(), data));
    double[] out = data.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] += share * (m.point()[i] - data[i]);
    }
    return out;
  }

  private static double distanceInSum(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.abs(x[i] - y[i]);
    }
    return sum;
  }

  private static double squaredDistance(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum = Math.fma(x[i] - y[i], x[i] - y[i], sum);
    }
    return sum;
  }

  @Override
  public Optional<Evidence> examinePrecisely(Model m) {
    Precise[] point = Precise.of(m.point());
    Precise[] near = nearest(m.ball(), m.point());
    Precise[] data = Precise.of(m.ball().data());
    Precise corruption = Precise.ZERO;
    for (int i = 0; i < near.length; i++) {
      corruption = corruption.add(near[i].subtract(data[i]).abs());
    }
    Precise loss = squaredDistance(point, near);
    Precise model = squaredDistance(point, nearest(m.ball(), m.base()));
    Precise other = squaredDistance(point, Precise.of(towardsCenter(m)));
    Precise step = squaredDistance(point, Precise.of(m.base()));
    Precise touching = model.subtract(loss).divide(step);
    double scale = model.toDouble();
    return Optional.of(
        Evidence.of(
            Check.atMost(BELOW, loss, model).scale(scale).relative(TOLERANCE),
            Check.atMost(TOUCHING, touching, Precise.ONE).absolute(TOLERANCE),
            Check.atMost(INSIDE, corruption, Precise.of(m.ball().radius())).relative(TOLERANCE),
            Check.atMost(NEAREST, loss, other).scale(scale).relative(TOLERANCE)));
  }

  private static Precise squaredDistance(Precise[] x, Precise[] y) {
    Precise sum = Precise.ZERO;
    for (int i = 0; i < x.length; i++) {
      sum = sum.add(x[i].subtract(y[i]).square());
    }
    return sum;
  }

  /**
   * The point of the ball nearest to x: magnitudes of Y - x sorted, and cut so that they sum to the
   * radius.
   */
  private static Precise[] nearest(CorruptionBall ball, double[] x) {
    Precise[] data = Precise.of(ball.data());
    Precise[] rest = new Precise[x.length];
    Precise[] sorted = new Precise[x.length];
    for (int i = 0; i < x.length; i++) {
      rest[i] = data[i].subtract(Precise.of(x[i]));
      sorted[i] = rest[i].abs();
    }
    Arrays.sort(sorted);
    Precise cut = Precise.ZERO;
    Precise sum = Precise.ZERO;
    for (int kept = 1; kept <= x.length; kept++) {
      sum = sum.add(sorted[x.length - kept]);
      Precise candidate = sum.subtract(Precise.of(ball.radius())).divide(Precise.of(kept));
      cut = cut.max(candidate);
    }
    for (int i = 0; i < x.length; i++) {
      Precise magnitude = rest[i].abs().subtract(cut).max(Precise.ZERO);
      rest[i] =
          data[i].subtract(rest[i].compareTo(Precise.ZERO) < 0 ? magnitude.negate() : magnitude);
    }
    return rest;
  }

  @Override
  public List<Probe<Model>> probes() {
    return List.of(
        Probe.<Model>changing("the model, 1 % lower", (m, evidence) -> shrunk(evidence, BELOW))
            .on(NEAR)
            .breaking(0.9),
        Probe.<Model>changing(
                "the model's |X - X0|², 1 % less", (m, evidence) -> shrunk(evidence, TOUCHING))
            .on(ZERO_LOSS)
            .breaking(0.3),
        Probe.<Model>claiming(
                "the nearest point: the data Y, wherever X is",
                m -> {
                  double loss = squaredDistance(m.point(), m.ball().data());
                  double other = squaredDistance(m.point(), towardsCenter(m));
                  return Evidence.of(
                      Check.atMost(NEAREST, loss, other).scale(loss).relative(TOLERANCE));
                })
            .breaking(0.9));
  }

  private static Evidence shrunk(Evidence evidence, String what) {
    return evidence.mapChecks(c -> c.what().equals(what) ? c.bound(0.99 * c.bound()) : c);
  }

  @Override
  public List<Mutant<Model>> mutants() {
    return List.of(
        Mutant.changing(
            "a tenth of |X - X0|² above",
            (m, evidence) ->
                evidence.mapChecks(c -> c.what().equals(TOUCHING) ? c.bound(0.1) : c)));
  }
}
