package org.plateau.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.plateau.cli.input.BadInputException;
import org.plateau.theorems.Catalogue;
import org.plateau.verify.StaleInstanceException;
import org.plateau.verify.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Plateau's command line. */
@Command(
    name = "plateau",
    description = "Puts theorems about loss landscapes on trial.",
    subcommands = {
      ListCommand.class,
      DescribeCommand.class,
      VerifyCommand.class,
      ReplayCommand.class,
      MeasureCommand.class,
      CheckCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      AllureCommand.class,
      DocsCommand.class,
      BenchCommand.class,
      FiguresCommand.class,
      MutantsCommand.class,
      RecheckCommand.class,
      DoctorCommand.class,
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = false,
    exitCodeListHeading = "%nExit codes (the worst one wins: 70, 2, 1, 5, 3, 4):%n",
    footerHeading = "%nStart with:%n",
    footer = {
      "  plateau verify --quick                    try every claim for half a minute",
      "  plateau describe sharpness/lower-bound    what one claim says",
      "  plateau measure FILE.npz                  look at a network of your own"
    })
public final class Main implements Callable<Integer> {

  private final Output output;
  private final Supplier<Catalogue> catalogue;

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one JSON document.")
  private boolean json;

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "No progress and no notes on stderr.")
  private boolean quiet;

  @Option(names = "--ascii", scope = ScopeType.INHERIT, description = "Print ASCII only.")
  private boolean ascii;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      arity = "0..1",
      fallbackValue = "always",
      defaultValue = "auto",
      scope = ScopeType.INHERIT,
      description = "auto, always or never; NO_COLOR is honored.")
  private ColorWhen color = ColorWhen.auto;

  /** When to color. */
  enum ColorWhen {
    auto,
    always,
    never
  }

  Main(Terminal terminal, Supplier<Catalogue> catalogue) {
    this.output = new Output(terminal);
    this.catalogue = catalogue;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    ResultStream result = new ResultStream(new FileOutputStream(FileDescriptor.out));
    Terminal terminal = Terminal.ofProcess(result);
    ExitCode exit = run(terminal, Catalogue::scan, args);
    if (!result.failure().isEmpty()) {
      terminal
          .err()
          .println(
              "plateau: the result could not be written to stdout: "
                  + result.failure()
                  + "; make space there, or write it elsewhere");
      exit = ExitCode.worst(List.of(exit, ExitCode.BAD_INPUT));
    }
    System.exit(exit.code());
  }

  /** Runs one command. */
  static ExitCode run(Terminal terminal, Supplier<Catalogue> catalogue, String... args) {
    Main main = new Main(terminal, catalogue);
    CommandLine commandLine = new CommandLine(main, new Commands(main));
    describeExitCodes(commandLine);
    commandLine.setOut(new PrintWriter(terminal.out(), true));
    commandLine.setErr(new PrintWriter(terminal.err(), true));
    commandLine.setUsageHelpWidth(Math.max(60, terminal.columns()));
    commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(ansi(terminal)));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionStrategy(
        parsed -> {
          main.configure();
          return new CommandLine.RunLast().execute(parsed);
        });
    commandLine.setParameterExceptionHandler((e, given) -> main.usageError(e));
    commandLine.setExecutionExceptionHandler((e, command, parsed) -> main.failure(e));
    int code = commandLine.execute(args);
    return Arrays.stream(ExitCode.values())
        .filter(exit -> exit.code() == code)
        .findFirst()
        .orElse(ExitCode.FAULT);
  }

  /** The heading is inherited by the subcommands, but a list is each command's own. */
  private static void describeExitCodes(CommandLine command) {
    command.getCommandSpec().usageMessage().exitCodeList(ExitCode.table());
    command.getSubcommands().values().forEach(Main::describeExitCodes);
  }

  /** Without a command: shows the help, as wrong usage. */
  @Override
  public Integer call() {
    output.error(
        "plateau: no command given; 'plateau --help' lists them, 'plateau verify' does the main job");
    return ExitCode.BAD_INPUT.code();
  }

  Output output() {
    return output;
  }

  Catalogue catalogue() {
    return catalogue.get();
  }

  private void configure() {
    boolean colored =
        switch (color) {
          case always -> true;
          case never -> false;
          case auto -> ansi(output.terminal()) == Ansi.ON;
        };
    output.configure(json, quiet, ascii, colored && !ascii);
  }

  private static Ansi ansi(Terminal terminal) {
    boolean noColor = !terminal.environment().getOrDefault("NO_COLOR", "").isEmpty();
    boolean dumb = terminal.environment().getOrDefault("TERM", "").equals("dumb");
    return terminal.outIsTerminal() && !noColor && !dumb ? Ansi.ON : Ansi.OFF;
  }

  private int usageError(CommandLine.ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    StringBuilder message = new StringBuilder("plateau: ").append(e.getMessage());
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      message.append("; did you mean ").append(unmatched.getSuggestions().get(0)).append("?");
    } else {
      message.append("; '").append(command).append(" --help' shows the usage");
    }
    output.error(message.toString());
    return ExitCode.BAD_INPUT.code();
  }

  private int failure(Exception e) {
    if (e instanceof BadInputException) {
      output.error("plateau: " + e.getMessage());
      return ExitCode.BAD_INPUT.code();
    }
    if (e instanceof StaleInstanceException) {
      output.error("plateau: " + e.getMessage());
      return ExitCode.STALE.code();
    }
    if (e instanceof NothingSelectedException) {
      output.error("plateau: " + e.getMessage());
      return ExitCode.NOTHING_SELECTED.code();
    }
    if (e instanceof FileSystemException file) {
      output.error(
          "plateau: "
              + file.getFile()
              + ": "
              + Runs.rule(file)
              + "; check the path, its permissions and the space left");
      return ExitCode.BAD_INPUT.code();
    }
    if (e instanceof IOException) {
      output.error("plateau: " + e.getMessage());
      return ExitCode.BAD_INPUT.code();
    }
    output.error(
        "plateau: internal fault: "
            + e
            + "; this is a defect of Plateau; set PLATEAU_TRACE=1 to see where it happened");
    if (output.terminal().environment().containsKey("PLATEAU_TRACE")) {
      e.printStackTrace(output.terminal().err());
    }
    return ExitCode.FAULT.code();
  }

  /** Gives each command the invocation that it belongs to. */
  private record Commands(Main main) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      try {
        return type.getDeclaredConstructor(Main.class).newInstance(main);
      } catch (NoSuchMethodException e) {
        return CommandLine.defaultFactory().create(type);
      }
    }
  }

  /** What {@code --version} prints. */
  static final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"plateau " + Version.current()};
    }
  }
}
