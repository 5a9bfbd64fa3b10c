package io.github.sddtool.forge.github;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.forge.Commenter;
import io.github.sddtool.forge.ForgeHttp;
import io.github.sddtool.forge.Traffic;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;

// @spec cli/pipelines#REQ-PIPE-004
/// The way in of whoever holds one token: a run of GitHub Actions with the token of its own, or a
/// person's script.
public final class TokenAccess implements RepositoryAccess {
  /// Under which GitHub shows what runs of Actions write with the token of their own.
  private static final String RUNS = "github-actions[bot]";

  private final GitHub client;
  private final Answers answers;

  private TokenAccess(URI api, Secret token, Clock clock) {
    this.answers = new Answers(clock);
    var http =
        new ForgeHttp(
            new ForgeHttp.Endpoint("github", "GitHub", api, CallLimits.GITHUB),
            Traffic.UNHEARD,
            clock);
    try {
      this.client =
          new GitHubBuilder()
              .withEndpoint(api.toString())
              .withConnector(new ApiConnector(http, "token"))
              .withAuthorizationProvider(() -> "Bearer " + token.reveal())
              .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
              .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
              .build();
    } catch (IOException e) {
      throw new IllegalStateException("a client is built without asking GitHub", e);
    }
  }

  /// Who comments with a token.
  ///
  /// @param api `https://api.github.com`, or `https://host/api/v3`
  public static Commenter commenter(URI api, Secret token, Clock clock) {
    var comments = new Comments(new TokenAccess(api, token, clock));
    return (target, comment) ->
        target
            .number()
            .<Effect>map(number -> comments.show(target, number, comment))
            .orElseGet(() -> Comments.noRequest(target));
  }

  @Override
  public <T> T call(Ask ask, RepoId repo, Work<T> work) {
    try {
      return work.in(client.getRepository(RepoName.of(repo).toString()));
    } catch (GHException e) {
      if (e.getCause() instanceof IOException failure) {
        throw fault(ask, failure);
      }
      throw e;
    } catch (IOException e) {
      throw fault(ask, e);
    }
  }

  /// A token of a run may not ask whose it is.
  @Override
  public String login() throws IOException {
    try {
      return client.getMyself().getLogin();
    } catch (IOException e) {
      if (Answers.refusal(e).filter(refusal -> refusal.status() == 403).isPresent()) {
        return RUNS;
      }
      throw e;
    }
  }

  /// What a token may do is decided where it is handed out.
  private ForgeFault fault(Ask ask, IOException failure) {
    ForgeFault told = answers.fault(ask, failure);
    boolean barred =
        told.retry() instanceof ForgeFault.Retry.Never
            && Answers.refusal(failure)
                .filter(refusal -> refusal.status() == 403 || refusal.status() == 404)
                .isPresent();
    return barred
        ? new ForgeFault(
            "Tried to %s; the token lacks the permission `%s`. A run gets it from `permissions:` in its workflow; one for a pull request from a fork never has it."
                .formatted(ask.what(), ask.permission()),
            told.retry(),
            failure)
        : told;
  }
}
