package io.github.sddtool.forge.github;

import io.github.sddtool.forge.BranchName;
import io.github.sddtool.forge.Occasion;
import io.github.sddtool.forge.Payload;
import io.github.sddtool.forge.Target;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

// @spec cli/pipelines#REQ-PIPE-001
/// What a run of GitHub Actions runs for: the event that started it, whose body the runner keeps in
/// a file. Bodies are those of webhooks.
public final class ActionsRun {
  private static final String FORGE = "github";
  private static final String BRANCHES = "refs/heads/";
  private static final Set<String> KEPT =
      Set.of("before", "merge_group", "pull_request", "ref", "repository");

  private ActionsRun() {}

  /// Reads an event.
  ///
  /// @param event its name: `pull_request`
  /// @throws Payload.Unexpected when the body is not what GitHub sends
  public static Occasion occasion(String event, Bytes body) throws Payload.Unexpected {
    return switch (event) {
      case "pull_request", "pull_request_target", "pull_request_review" ->
          request(Payload.read(body, KEPT));
      case "merge_group" -> {
        Payload payload = Payload.read(body, KEPT);
        yield new Occasion(
            List.of(new Occasion.Base.Commit(payload.commit("merge_group", "base_sha"))),
            true,
            Optional.empty());
      }
      case "push" -> push(Payload.read(body, KEPT));
      default -> Occasion.NONE;
    };
  }

  /// The branch comes first: the runner checks out the merge of the request with where it stands,
  /// which may be newer than what the event tells.
  private static Occasion request(Payload payload) throws Payload.Unexpected {
    var commit = new Occasion.Base.Commit(payload.commit("pull_request", "base", "sha"));
    String branch = payload.text("pull_request", "base", "ref");
    var target =
        Target.pullRequest(
            GitHubEvents.repo(payload, FORGE, "repository", "full_name"),
            payload.commit("pull_request", "head", "sha"),
            payload.number("pull_request", "number"));
    return Occasion.of(
        target,
        BranchName.isFetchable(branch)
            ? List.of(new Occasion.Base.Branch(branch), commit)
            : List.of(commit));
  }

  private static Occasion push(Payload payload) throws Payload.Unexpected {
    String ref = payload.text("ref");
    if (!ref.startsWith(BRANCHES)) {
      return Occasion.NONE;
    }
    CommitId before = payload.commit("before");
    return Occasion.ofPush(
        ref.substring(BRANCHES.length()),
        payload.text("repository", "default_branch"),
        Optional.of(before).filter(commit -> !commit.isNone()));
  }
}
