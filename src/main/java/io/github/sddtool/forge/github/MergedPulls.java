package io.github.sddtool.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.Merged;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.io.IOException;
import java.net.URI;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;

// @spec app/actions#REQ-ACT-002
/// Which pull request brought a commit to the default branch.
final class MergedPulls {
  private static final int NOT_FOUND = 404;
  private static final int INVALID = 422;

  private final AppAccess access;
  private final GitHubSettings settings;

  MergedPulls(AppAccess access, GitHubSettings settings) {
    this.access = access;
    this.settings = settings;
  }

  Optional<Merged> by(RepoId repo, CommitId commit) {
    var ask =
        new Ask(
            "read what was merged with %s@%s".formatted(repo.name(), commit.brief()),
            "pull requests: read");
    return access
        .inWords(ask, repo, repository -> listed(repository, commit))
        .flatMap(pulls -> newest(pulls, commit))
        .map(pull -> value(ask, repo, pull));
  }

  private static Optional<JsonNode> listed(AppAccess.Repository repository, CommitId commit)
      throws IOException {
    try {
      String path = "/commits/" + commit + "/pulls?per_page=100";
      return Optional.of(repository.send("GET", path, Bytes.NONE));
    } catch (Refusal refusal) {
      if (refusal.status() == INVALID) {
        return Optional.empty();
      }
      if (refusal.status() == NOT_FOUND) {
        // The commit, unless the repository is.
        repository.send("GET", "", Bytes.NONE);
        return Optional.empty();
      }
      throw refusal;
    }
  }

  /// The one that made the commit goes before all others.
  private static Optional<JsonNode> newest(JsonNode pulls, CommitId commit) {
    return StreamSupport.stream(pulls.spliterator(), false)
        .filter(pull -> !pull.path("merged_at").asText("").isEmpty())
        .filter(MergedPulls::isIntoDefault)
        .max(
            Comparator.comparing(
                    (JsonNode pull) -> commit.hex().equals(pull.path("merge_commit_sha").asText()))
                .thenComparing(pull -> pull.path("merged_at").asText())
                .thenComparingInt(pull -> pull.path("number").asInt()));
  }

  private static boolean isIntoDefault(JsonNode pull) {
    JsonNode base = pull.path("base");
    return base.path("ref").asText("").equals(base.at("/repo/default_branch").asText());
  }

  private Merged value(Ask ask, RepoId repo, JsonNode pull) {
    try {
      int number = pull.path("number").asInt();
      URI page = URI.create("%s/%s/pull/%d".formatted(settings.web(), RepoName.of(repo), number));
      return new Merged(
          number,
          pull.path("title").asText(""),
          pull.at("/user/login").asText(""),
          pull.at("/head/ref").asText(""),
          new CommitId(pull.at("/head/sha").asText("")),
          Optional.of(page));
    } catch (IllegalArgumentException e) {
      throw new ForgeFault(
          "Tried to %s; GitHub's answer has no commit as its head.".formatted(ask.what()),
          new ForgeFault.Retry.Never(),
          e);
    }
  }
}
