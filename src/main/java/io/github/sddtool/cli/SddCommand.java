package io.github.sddtool.cli;

import io.github.sddtool.app.Version;
import io.github.sddtool.fault.UserFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `sdd` itself: the options every analysing command shares, before or after its name.
@Command(
    name = "sdd",
    description = "Keeps specifications, code and tests together.",
    mixinStandardHelpOptions = true,
    versionProvider = SddCommand.Versions.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeOnInvalidInput = 2)
final class SddCommand implements Runnable {
  @Option(
      names = "-C",
      paramLabel = "DIR",
      defaultValue = ".",
      scope = ScopeType.INHERIT,
      description = "The folder to look at (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of(".");

  @Option(
      names = "--format",
      paramLabel = "FORMAT[=FILE]",
      scope = ScopeType.INHERIT,
      description =
          "text, json, markdown, sarif, junit, codequality, annotations or html; to a file with =FILE. May be repeated.")
  private List<String> formats = new ArrayList<>();

  @Option(
      names = "--fail-on",
      paramLabel = "error|warning|none",
      scope = ScopeType.INHERIT,
      description = "The weakest finding that fails (default: the repository's gate, else error).")
  private Optional<String> failOn = Optional.empty();

  @Option(
      names = "--base",
      paramLabel = "REV",
      scope = ScopeType.INHERIT,
      description = "Compare with the point where head left this revision.")
  private Optional<String> base = Optional.empty();

  @Option(
      names = "--head",
      paramLabel = "REV",
      scope = ScopeType.INHERIT,
      description = "Judge this revision (default: the files as they are now).")
  private Optional<String> head = Optional.empty();

  @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "Print no colours.")
  private boolean noColor;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Print the verdict only.")
  private boolean quiet;

  @Option(
      names = "--ci",
      scope = ScopeType.INHERIT,
      description =
          "Running in a pipeline: no colours; what its forge shows of itself; its base, where none is named.")
  private boolean ci;

  @Option(
      names = "--comment",
      scope = ScopeType.INHERIT,
      description = "Show the report as the one comment on the pipeline's pull request.")
  private boolean comment;

  @Option(
      names = "--pr",
      paramLabel = "N",
      scope = ScopeType.INHERIT,
      description = "Comment on this pull request, whose commit --head names.")
  private Optional<Integer> pullRequest = Optional.empty();

  @Spec private @Nullable CommandSpec spec;

  /// The version of the build.
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Version.line()};
    }
  }

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Which command? See 'sdd --help' for the list.");
  }

  Path folder() {
    return folder;
  }

  List<String> formats() {
    return List.copyOf(formats);
  }

  /// Whether JSON is asked for, of an answer that is told in no other way but as text.
  ///
  /// @param answer what it is, to begin a sentence with
  /// @throws UserFault when another format is asked for
  boolean asksForJson(String answer) {
    boolean json = formats.equals(List.of("json"));
    if (!json && !formats.isEmpty()) {
      throw UserFault.usage(answer + " is told as text, or with --format json.");
    }
    return json;
  }

  Optional<String> failOn() {
    return failOn;
  }

  Optional<String> base() {
    return base;
  }

  Optional<String> head() {
    return head;
  }

  boolean noColor() {
    return noColor;
  }

  boolean quiet() {
    return quiet;
  }

  boolean ci() {
    return ci;
  }

  boolean comment() {
    return comment;
  }

  Optional<Integer> pullRequest() {
    return pullRequest;
  }
}
