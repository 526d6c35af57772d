package org.plateau.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Check;
import org.plateau.theorems.Choice;
import org.plateau.theorems.InvalidChoiceException;
import org.plateau.theorems.Outcome;

/**
 * Simplifies a counterexample: moves one choice after the other towards simple values (small
 * integers, first options, round numbers) as long as the violation stays large, that is, at least a
 * tenth of the original, in units of the scale, and at least a hundred times its numerical error.
 */
public final class Shrinker {

  private static final double KEEP = 0.1;
  private static final double ABOVE_ERROR = 100;

  private final Subject<?> subject;
  private int budget;

  private Shrinker(Subject<?> subject, int budget) {
    this.subject = subject;
    this.budget = budget;
  }

  /**
   * Returns the simplest violation found from the given one; itself when nothing simpler violates.
   *
   * @throws IllegalArgumentException if the trial is not violated
   */
  public static Trial shrink(Subject<?> subject, Trial violated) {
    if (violated.outcome() != Outcome.VIOLATED) {
      throw new IllegalArgumentException(violated.id() + " is not violated, it cannot be shrunk");
    }
    int budget =
        switch (subject.statement().cost()) {
          case TINY, LIGHT -> 500;
          case MEDIUM -> 100;
          case HEAVY -> 20;
          case HUGE -> 5;
        };
    return new Shrinker(subject, budget).shrink(violated);
  }

  /** Tells whether a violation is still as large as shrinking asks for. */
  static boolean isLarge(Trial trial, Trial original) {
    return trial.valid()
        && trial.outcome() == Outcome.VIOLATED
        && excess(trial) >= KEEP * excess(original)
        && (!isClear(original) || isClear(trial));
  }

  private Trial shrink(Trial violated) {
    Trial best = violated;
    boolean improved = true;
    while (improved && budget > 0) {
      improved = false;
      for (String name : best.choices().stream().map(Choice::name).toList()) {
        Trial simpler = simplify(best, name, violated);
        improved |= simpler != best;
        best = simpler;
      }
    }
    return best;
  }

  /** Tries the candidates for one choice, the simplest first. */
  private Trial simplify(Trial best, String name, Trial original) {
    Choice choice = choice(best, name);
    if (choice == null) {
      return best;
    }
    for (String candidate : candidates(choice)) {
      if (budget <= 0) {
        return best;
      }
      budget--;
      Map<String, String> edits = new LinkedHashMap<>(best.id().edits());
      edits.put(name, candidate);
      Trial trial = attempt(best.id().withEdits(edits));
      if (isLarge(trial, original)) {
        return trial;
      }
    }
    return best;
  }

  private Trial attempt(InstanceId id) {
    try {
      return Trial.run(subject, id);
    } catch (InvalidChoiceException e) {
      return new Trial(id, false, Outcome.HOLDS, null, List.of(), 0, "");
    }
  }

  private static @Nullable Choice choice(Trial trial, String name) {
    return trial.choices().stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
  }

  /**
   * Returns simpler values of a choice, the simplest first; none when it is as simple as can be.
   */
  static List<String> candidates(Choice choice) {
    List<String> simpler = new ArrayList<>();
    if (choice instanceof Choice.Int integer) {
      long value = integer.value();
      for (long step = value - integer.low(); step > 0; step /= 2) {
        simpler.add(Long.toString(value - step));
      }
    } else if (choice instanceof Choice.Option option) {
      simpler.addAll(option.options().subList(0, option.options().indexOf(option.value())));
    } else if (choice instanceof Choice.Real real) {
      for (double round : rounds(real)) {
        if (round >= real.low()
            && round <= real.high()
            && complexity(round) < complexity(real.value())) {
          simpler.add(Double.toHexString(round));
        }
      }
    }
    return simpler;
  }

  private static double[] rounds(Choice.Real real) {
    return new double[] {
      0, 1, -1, round(real.value(), 1), round(real.value(), 2), round(real.value(), 3)
    };
  }

  /** Returns x with so many significant decimal digits. */
  private static double round(double x, int digits) {
    if (x == 0) {
      return 0;
    }
    double unit = FastMath.pow(10, digits - 1 - (int) FastMath.floor(FastMath.log10(Math.abs(x))));
    return FastMath.rint(x * unit) / unit;
  }

  /** Returns how far a choice is from its simplest value. */
  static long complexity(Choice choice) {
    if (choice instanceof Choice.Int integer) {
      return (long) integer.value() - integer.low();
    }
    return choice instanceof Choice.Option option
        ? option.options().indexOf(option.value())
        : complexity(choice.number());
  }

  /** Counts significant digits, so that 0 and 1 are simplest. */
  private static int complexity(double x) {
    if (x == 0) {
      return 0;
    }
    if (x == 1) {
      return 1;
    }
    if (x == -1) {
      return 2;
    }
    for (int digits = 1; digits <= 3; digits++) {
      if (round(x, digits) == x) {
        return 2 + digits;
      }
    }
    return 100;
  }

  private static double excess(Trial trial) {
    Check check = trial.headline();
    return check == null ? Double.NEGATIVE_INFINITY : check.excess() / check.scale();
  }

  private static boolean isClear(Trial trial) {
    Check check = trial.headline();
    return check != null && check.excess() >= ABOVE_ERROR * check.error();
  }
}
