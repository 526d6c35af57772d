package org.plateau.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;

/**
 * Runs claims and their probes. Configure it, then call {@link #run} once.
 *
 * <p>Every instance is keyed by (seed, claim, index) and tallied in the order of its index, so
 * threads, selection and order never change a number. An exception of a claim makes that claim
 * FAULTY and never ends the run.
 */
public final class Verifier {

  private final List<Claim<?>> claims;
  private final @Nullable JournalReader interrupted;
  private @Nullable RunDirectory directory;
  private List<Figure> figures = List.of();
  private long seed = 1;
  private Effort effort = Effort.STANDARD;
  private int tries;
  private int threads = Runtime.getRuntime().availableProcessors();
  private @Nullable Duration budget;
  private String command = "";
  private RunListener listener = RunListener.SILENT;
  private volatile @Nullable Work work;
  private volatile boolean stopped;

  private Verifier(List<Claim<?>> claims, @Nullable JournalReader interrupted) {
    this.claims =
        claims.stream().sorted(Comparator.comparing(claim -> claim.statement().id())).toList();
    this.interrupted = interrupted;
  }

  /** Returns a verifier of the given claims. */
  public static Verifier of(List<Claim<?>> claims) {
    return new Verifier(claims, null);
  }

  /**
   * Returns a verifier that continues the run in the given directory: same claims, seed, effort,
   * tries and command.
   *
   * @throws IOException if there is no such run, its journal is damaged, or its claims or their
   *     generators are no longer the same
   */
  public static Verifier resuming(Catalogue catalogue, RunDirectory directory) throws IOException {
    JournalReader journal = JournalReader.read(directory);
    JournalHeader header = journal.header();
    List<Claim<?>> claims = new ArrayList<>();
    for (String id : header.claims()) {
      claims.add(
          catalogue
              .claim(id)
              .orElseThrow(
                  () ->
                      new RefusedRunException(
                          "the run in "
                              + directory.path()
                              + " tried "
                              + id
                              + ", which is not in the catalogue; run 'verify' again")));
    }
    Verifier verifier = new Verifier(claims, journal);
    verifier.directory = directory;
    verifier.seed = Long.parseLong(header.seed());
    verifier.effort = header.effort();
    verifier.tries = header.tries();
    verifier.command = header.command() == null ? "" : header.command();
    return verifier;
  }

  /** Writes journal, {@code run.json} and {@code figures.json} into a directory without a run. */
  public Verifier into(RunDirectory newDirectory) {
    directory = newDirectory;
    return this;
  }

  /** Draws figures too, those that are worth their time at the effort. */
  public Verifier figures(List<Figure> newFigures) {
    figures = List.copyOf(newFigures);
    return this;
  }

  /** Sets the seed; 1 by default. */
  public Verifier seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /** Sets the effort; STANDARD by default. */
  public Verifier effort(Effort newEffort) {
    effort = newEffort;
    return this;
  }

  /**
   * Sets the number of tries of each claim, instead of the effort's; trends keep their grids,
   * probes their own tries. 0 returns to the effort's.
   *
   * @throws IllegalArgumentException if negative
   */
  public Verifier tries(int newTries) {
    if (newTries < 0) {
      throw new IllegalArgumentException("the number of tries must be positive, got " + newTries);
    }
    tries = newTries;
    return this;
  }

  /**
   * Sets the number of worker threads; all processors by default.
   *
   * @throws IllegalArgumentException unless between 1 and 1,024
   */
  public Verifier threads(int newThreads) {
    if (newThreads < 1 || newThreads > 1_024) {
      throw new IllegalArgumentException(
          "the number of threads must lie between 1 and 1024, got " + newThreads);
    }
    threads = newThreads;
    return this;
  }

  /** Ends the run after some time, with each claim about as far as the others. */
  public Verifier budget(Duration newBudget) {
    budget = newBudget;
    return this;
  }

  /** Remembers the command line that repeats the run. */
  public Verifier command(String newCommand) {
    command = newCommand;
    return this;
  }

  /** Sets who hears how the run goes on. */
  public Verifier listener(RunListener newListener) {
    listener = newListener;
    return this;
  }

  /** Returns the run's seed. */
  public long seed() {
    return seed;
  }

  /**
   * Asks a run in progress to end soon; it then judges what it has, and starts no further figure.
   * To be called from any thread.
   */
  public void stop() {
    stopped = true;
    Work running = work;
    if (running != null) {
      running.stop();
    }
  }

  /**
   * Runs everything and returns what came of it.
   *
   * @throws IOException if the directory cannot be written, or holds another run
   */
  public RunRecord run() throws IOException {
    Instant start = Instant.now();
    long clock = System.nanoTime();
    Levels levels = levels();
    List<Case<?>> cases = new ArrayList<>();
    for (Claim<?> claim : claims) {
      cases.add(new Case<>(claim, seed, effort, tries, levels));
    }
    List<String> notes = resume(cases);
    // Figures are stored beside a run, and only there.
    Studio studio = new Studio(directory == null ? List.of() : figures, effort, seed);
    List<ClaimRecord> records;
    boolean complete;
    try (Journal journal = openJournal(cases)) {
      Work running = new Work(cases, threads, deadline(clock), journal, listener, studio);
      work = running;
      records = running.run();
      complete = running.isComplete();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (directory != null && complete) {
      directory.writeFigures(studio.drawn());
    }
    EnvironmentRecord environment =
        new EnvironmentRecord(
            command,
            start.truncatedTo(ChronoUnit.MILLIS).toString(),
            (System.nanoTime() - clock) * 1e-9,
            Environment.cpuSeconds(),
            threads,
            interrupted != null,
            notes,
            Environment.properties(),
            timings(cases));
    RunRecord run = new RunRecord(RunRecord.SCHEMA, result(records, levels, complete), environment);
    if (directory != null) {
      directory.write(run);
    }
    return run;
  }

  private Levels levels() {
    int statistical = 0;
    for (Claim<?> claim : claims) {
      statistical += claim.statement().direction().isDeterministic() ? 0 : 1;
    }
    return Levels.of(effort, statistical);
  }

  private @Nullable Long deadline(long clock) {
    return budget == null ? null : clock + budget.toNanos();
  }

  private List<String> resume(List<Case<?>> cases) throws IOException {
    if (interrupted == null) {
      return List.of();
    }
    List<String> generators = cases.stream().<String>map(Case::generator).toList();
    if (!generators.equals(interrupted.header().generators())) {
      throw new RefusedRunException(
          "the run cannot be resumed: a generator has changed since; run 'verify' again");
    }
    for (Case<?> one : cases) {
      for (Hearing<?> hearing : one.hearings()) {
        interrupted.blocks().stream()
            .filter(
                block ->
                    block.claim().equals(one.statement().id())
                        && block.probe().equals(hearing.subject().probeSlug()))
            .sorted(Comparator.comparingLong(Block::from))
            .forEach(hearing::resume);
      }
    }
    return interrupted.isTorn()
        ? List.of("the journal's last line was torn and has been dropped")
        : List.of();
  }

  private @Nullable Journal openJournal(List<Case<?>> cases) throws IOException {
    if (directory == null) {
      return null;
    }
    if (interrupted != null) {
      return Journal.resume(directory, interrupted.wholeBytes());
    }
    JournalHeader header =
        new JournalHeader(
            JournalHeader.SCHEMA,
            Version.current(),
            Long.toString(seed),
            effort,
            tries,
            cases.stream().<String>map(one -> one.statement().id()).toList(),
            cases.stream().<String>map(Case::generator).toList(),
            command.isEmpty() ? null : command);
    return Journal.create(directory, header);
  }

  private ResultRecord result(List<ClaimRecord> records, Levels levels, boolean complete) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, 0);
    }
    Map<ProbeVerdict, Integer> probeCounts = new EnumMap<>(ProbeVerdict.class);
    for (ProbeVerdict verdict : ProbeVerdict.values()) {
      probeCounts.put(verdict, 0);
    }
    for (ClaimRecord claim : records) {
      counts.merge(claim.verdict(), 1, Integer::sum);
      claim.probes().forEach(probe -> probeCounts.merge(probe.verdict(), 1, Integer::sum));
    }
    boolean green =
        records.stream().allMatch(claim -> claim.verdict() == Verdict.UPHELD)
            && records.stream()
                .flatMap(claim -> claim.probes().stream())
                .allMatch(probe -> probe.verdict() == ProbeVerdict.BITES);
    return new ResultRecord(
        Version.current(),
        Long.toString(seed),
        effort,
        tries,
        complete,
        levels.alpha(),
        levels.statisticalClaims(),
        levels.upholding(),
        green,
        counts,
        probeCounts,
        records);
  }

  private static List<TimingRecord> timings(List<Case<?>> cases) {
    List<TimingRecord> timings = new ArrayList<>();
    for (Case<?> one : cases) {
      one.hearings().forEach(hearing -> timings.add(hearing.timing()));
    }
    return timings;
  }
}
