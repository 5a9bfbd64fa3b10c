package io.github.sddtool.forge.gitlab;

import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.ForgeHttp;
import io.github.sddtool.forge.Quiet;
import io.github.sddtool.forge.Traffic;
import jakarta.ws.rs.ProcessingException;
import java.time.Clock;
import java.time.Duration;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.GitLabApiException;
import org.gitlab4j.models.Constants.TokenType;

/// How the library reaches GitLab: with time limits, and not at all while GitLab has asked us to
/// wait.
final class Client {
  private static final int PAGE = 100;

  private final GitLabApi api;
  private final Answers answers;
  private final Quiet quiet;

  /// Something asked of GitLab.
  interface Work<T> {
    T in(GitLabApi api) throws GitLabApiException;
  }

  Client(GitLabSettings settings, Traffic traffic, Clock clock) {
    this.quiet = new Quiet("GitLab", "we", clock);
    this.answers = new Answers(clock);
    var http =
        new ForgeHttp(
            new ForgeHttp.Endpoint(settings.id(), "GitLab", settings.web(), settings.limits()),
            traffic,
            clock);
    this.api =
        new GitLabApi(
            GitLabApi.ApiVersion.V4,
            settings.web().toString(),
            TokenType.PRIVATE,
            settings.token().reveal(),
            null,
            ApiConnector.over(http));
    api.setDefaultPerPage(PAGE);
  }

  /// Does work; what GitLab refuses becomes a [ForgeFault].
  <T> T call(Ask ask, Work<T> work) {
    quiet.check(ask);
    try {
      return work.in(api);
    } catch (GitLabApiException e) {
      ForgeFault fault = answers.fault(ask, e);
      if (e.getHttpStatus() > 0
          && fault.retry() instanceof ForgeFault.Retry.After(Duration pause)) {
        quiet.keep(pause);
      }
      throw fault;
    } catch (ProcessingException e) {
      // Jersey's own, where an answer breaks off while it is read.
      throw answers.fault(ask, new GitLabApiException(e));
    }
  }
}
