package io.github.sddtool.app;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.forge.Commenter;
import io.github.sddtool.forge.Occasion;
import io.github.sddtool.forge.Payload;
import io.github.sddtool.forge.Target;
import io.github.sddtool.forge.Traffic;
import io.github.sddtool.forge.github.ActionsRun;
import io.github.sddtool.forge.github.TokenAccess;
import io.github.sddtool.forge.gitlab.GitLabForge;
import io.github.sddtool.forge.gitlab.GitLabSettings;
import io.github.sddtool.forge.gitlab.PipelineRun;
import io.github.sddtool.pipeline.publish.Publisher;
import io.github.sddtool.report.Style;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

// @spec cli/pipelines#REQ-PIPE-001, cli/pipelines#REQ-PIPE-004
/// The pipeline that a command runs in, as its variables tell.
public record Pipeline(Kind kind, Environment environment) {
  private static final String TRUE = "true";

  /// Whose pipeline it is.
  public enum Kind {
    GITHUB,
    GITLAB,
    /// One that is not known, or none.
    OTHER
  }

  /// Tells from the variables.
  public static Pipeline of(Environment environment) {
    if (environment.get("GITHUB_ACTIONS").filter(TRUE::equals).isPresent()) {
      return new Pipeline(Kind.GITHUB, environment);
    }
    return new Pipeline(
        environment.get("GITLAB_CI").filter(TRUE::equals).isPresent() ? Kind.GITLAB : Kind.OTHER,
        environment);
  }

  /// What it runs for.
  ///
  /// @throws SourceFault when the forge's own description of it cannot be read
  public Occasion occasion() {
    return switch (kind) {
      case GITHUB -> event();
      case GITLAB -> PipelineRun.occasion(environment::get);
      case OTHER -> Occasion.NONE;
    };
  }

  private Occasion event() {
    Optional<String> name = environment.get("GITHUB_EVENT_NAME");
    Optional<String> file = environment.get("GITHUB_EVENT_PATH");
    if (name.isEmpty() || file.isEmpty()) {
      return Occasion.NONE;
    }
    try {
      return ActionsRun.occasion(name.get(), Bytes.of(Files.readAllBytes(Path.of(file.get()))));
    } catch (IOException e) {
      throw new SourceFault("cannot read the event of this run, " + file.get(), e);
    } catch (Payload.Unexpected e) {
      throw new SourceFault(
          "the event of this run, " + file.get() + ", is none of GitHub's: " + e.reason());
    }
  }

  /// Shows a report as the one comment on a request.
  ///
  /// @param number the request, in place of the pipeline's own
  /// @param head the commit that was judged, where it is not the pipeline's own
  /// @return empty where there is no request to comment on
  /// @throws UserFault when something it needs is not set
  /// @throws io.github.sddtool.fault.ForgeFault when the forge refuses
  public Optional<Effect> comment(
      Report report, Style style, Optional<Integer> number, Optional<CommitId> head) {
    Optional<Target> target =
        number.isPresent()
            ? Optional.of(named(number.get(), head))
            : occasion()
                .request()
                .map(own -> new Target(own.repo(), head.orElse(own.head()), own.number()));
    return target.flatMap(place ->
        new Publisher(Version.style())
            .of(place, report, style, _ -> true)
            .comment()
            .map(comment -> commenter().show(place, comment)));
  }

  private Target named(int number, Optional<CommitId> head) {
    if (number < 1) {
      throw UserFault.usage("--pr must be the number of a pull request, not " + number + ".");
    }
    CommitId judged =
        head.orElseThrow(() ->
            UserFault.usage("--pr " + number + " needs --head: the commit of it that is judged."));
    return switch (kind) {
      case GITHUB -> Target.pullRequest(repo("github", "GITHUB_REPOSITORY"), judged, number);
      case GITLAB -> Target.pullRequest(repo("gitlab", "CI_PROJECT_PATH"), judged, number);
      case OTHER -> throw unknown();
    };
  }

  private RepoId repo(String forge, String variable) {
    try {
      return new RepoId(forge, needed(variable));
    } catch (IllegalArgumentException e) {
      throw UserFault.usage(
          "%s is '%s', which is no repository's name.".formatted(variable, needed(variable)));
    }
  }

  private Commenter commenter() {
    return switch (kind) {
      case GITHUB ->
          TokenAccess.commenter(
              address("GITHUB_API_URL"), Secret.of(needed("GITHUB_TOKEN")), Clock.systemUTC());
      case GITLAB ->
          new GitLabForge(
                  new GitLabSettings(
                      "gitlab",
                      address("CI_SERVER_URL"),
                      Secret.of(needed("SDD_GITLAB_TOKEN")),
                      List.of(),
                      CallLimits.GITLAB),
                  Traffic.UNHEARD,
                  Clock.systemUTC())
              ::comment;
      case OTHER -> throw unknown();
    };
  }

  private URI address(String variable) {
    try {
      return URI.create(needed(variable));
    } catch (IllegalArgumentException e) {
      throw UserFault.usage(
          "%s is '%s', which is no address.".formatted(variable, needed(variable)));
    }
  }

  private String needed(String variable) {
    return environment
        .get(variable)
        .orElseThrow(() -> UserFault.usage("--comment needs the variable " + variable + "."));
  }

  private static UserFault unknown() {
    return UserFault.usage(
        "--comment works in GitHub Actions and in GitLab CI; their variables GITHUB_ACTIONS and GITLAB_CI are not set.");
  }
}
