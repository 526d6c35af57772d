package org.plateau.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.plateau.cli.input.BadInputException;
import org.plateau.theorems.Effort;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How much a run may do. */
final class Budget {

  private static final int MOST_TRIES = 100_000_000;
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,7})m)?(?:(\\d{1,9})s)?");

  @ArgGroup private @Nullable Efforts efforts;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      description = "End after this time, such as 90s, 10m or 1h30m; every claim gets its share.")
  private @Nullable String time;

  @Option(
      names = "--tries",
      paramLabel = "N",
      description = "Instances of each claim, instead of the effort's.")
  private @Nullable Integer tries;

  /** The effort, at most one of three. */
  static final class Efforts {
    @Option(names = "--quick", description = "Under 30 seconds on two cores.")
    private boolean quick;

    @Option(names = "--standard", description = "The default: under 3 minutes.")
    private boolean standard;

    @Option(names = "--deep", description = "As long as it takes.")
    private boolean deep;
  }

  Effort effort() {
    return effort(efforts);
  }

  static Effort effort(@Nullable Efforts given) {
    if (given == null || given.standard) {
      return Effort.STANDARD;
    }
    return given.quick ? Effort.QUICK : Effort.DEEP;
  }

  /** Returns the number of tries, 0 for the effort's. */
  int tries() {
    if (tries == null) {
      return 0;
    }
    if (tries < 1 || tries > MOST_TRIES) {
      throw new BadInputException(
          "--tries " + tries,
          "must lie between 1 and " + MOST_TRIES,
          "leave it out to take as many as the effort says");
    }
    return tries;
  }

  @Nullable Duration time() {
    if (time == null) {
      return null;
    }
    Matcher matcher = DURATION.matcher(time);
    Duration duration =
        matcher.matches()
            ? Duration.ofHours(part(matcher.group(1)))
                .plusMinutes(part(matcher.group(2)))
                .plusSeconds(part(matcher.group(3)))
            : Duration.ZERO;
    if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw new BadInputException(
          "--budget " + time,
          "must be a time of up to 30 days",
          "write it with units, as in 90s, 10m or 1h30m");
    }
    return duration;
  }

  /** Returns the time as it was given; null when there is none. */
  @Nullable String text() {
    return time;
  }

  /** Returns the options that were given, for a resumed run, which takes none of them. */
  List<String> given() {
    List<String> given = new ArrayList<>();
    if (efforts != null) {
      given.add("--" + effort().name().toLowerCase(java.util.Locale.ROOT));
    }
    if (tries != null) {
      given.add("--tries");
    }
    return given;
  }

  private static long part(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
