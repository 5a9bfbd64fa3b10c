package io.github.sddtool.app;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.forge.Commenter;
import io.github.sddtool.forge.Occasion;
import io.github.sddtool.forge.Payload;
import io.github.sddtool.forge.SummaryComment;
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
import java.util.function.BiFunction;

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

  /// Whether a report can be shown as the one comment on a request, as far as that is known before
  /// a forge is asked.
  public sealed interface Commenting {
    /// It can be.
    record Ready(Target request, Commenter commenter) implements Commenting {
      /// Shows the report.
      ///
      /// @throws io.github.sddtool.fault.ForgeFault when the forge refuses
      public Effect show(Report report, Style style) {
        SummaryComment comment =
            new Publisher(Version.style())
                .of(request, report, style, _ -> true)
                .comment()
                .orElseThrow(() -> new IllegalStateException("a request has a comment"));
        return commenter.show(request, comment);
      }
    }

    /// It cannot be, and that is nobody's mistake in using the tool.
    ///
    /// @param what is lacking, as a sentence
    record Lacking(String what) implements Commenting {}
  }

  /// Looks whether a report can be shown.
  ///
  /// @param occasion the pipeline's own
  /// @param number the request, in place of the pipeline's own
  /// @param head the commit that is judged, where it is not the pipeline's own
  /// @throws UserFault when the request is named wrongly, or in no pipeline of a forge
  public Commenting commenting(
      Occasion occasion, Optional<Integer> number, Optional<CommitId> head) {
    if (number.isEmpty() && occasion.request().isEmpty()) {
      return new Commenting.Lacking("this pipeline runs for no pull request.");
    }
    number.ifPresent(given -> check(given, head));
    Access access = access();
    for (String name : List.of(access.repo(), access.api(), access.token())) {
      if (environment.get(name).isEmpty()) {
        return new Commenting.Lacking("it needs the variable " + name + ", which is not set.");
      }
    }
    Target request =
        number.isPresent()
            ? Target.pullRequest(repo(access), head.orElseThrow(), number.get())
            : at(occasion.request().orElseThrow(), head);
    Secret token = Secret.of(value(access.token()));
    return new Commenting.Ready(request, access.commenter().apply(address(access.api()), token));
  }

  private static void check(int number, Optional<CommitId> head) {
    if (number < 1) {
      throw UserFault.usage("--pr must be the number of a pull request, not " + number + ".");
    }
    if (head.isEmpty()) {
      throw UserFault.usage("--pr " + number + " needs --head: the commit of it that is judged.");
    }
  }

  private static Target at(Target request, Optional<CommitId> head) {
    return new Target(request.repo(), head.orElse(request.head()), request.number());
  }

  /// The way to a forge from its own pipelines.
  ///
  /// @param repo the variable that names the repository
  /// @param api the variable of the address
  /// @param token the variable of the token
  private record Access(
      String forge,
      String repo,
      String api,
      String token,
      BiFunction<URI, Secret, Commenter> commenter) {}

  private Access access() {
    var clock = Clock.systemUTC();
    return switch (kind) {
      case GITHUB ->
          new Access(
              "github",
              "GITHUB_REPOSITORY",
              "GITHUB_API_URL",
              "GITHUB_TOKEN",
              (api, token) -> TokenAccess.commenter(api, token, clock));
      case GITLAB ->
          new Access(
              "gitlab",
              "CI_PROJECT_PATH",
              "CI_SERVER_URL",
              "SDD_GITLAB_TOKEN",
              (api, token) ->
                  new GitLabForge(
                          new GitLabSettings("gitlab", api, token, List.of(), CallLimits.GITLAB),
                          Traffic.UNHEARD,
                          clock)
                      ::comment);
      case OTHER ->
          throw UserFault.usage(
              "--comment works in GitHub Actions and in GitLab CI; their variables GITHUB_ACTIONS and GITLAB_CI are not set.");
    };
  }

  private RepoId repo(Access access) {
    String name = value(access.repo());
    try {
      return new RepoId(access.forge(), name);
    } catch (IllegalArgumentException e) {
      throw UserFault.usage(
          "%s is '%s', which is no repository's name.".formatted(access.repo(), name));
    }
  }

  private URI address(String variable) {
    try {
      return URI.create(value(variable));
    } catch (IllegalArgumentException e) {
      throw UserFault.usage(
          "%s is '%s', which is no address.".formatted(variable, value(variable)));
    }
  }

  private String value(String variable) {
    return environment.get(variable).orElseThrow();
  }
}
