package io.github.sddtool.forge.gitlab;

import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.Branch;
import io.github.sddtool.forge.Merged;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.GitLabApiException;
import org.gitlab4j.api.models.MergeRequest;

/// The default branch, and what brought commits there.
final class History {
  private static final int NOT_FOUND = 404;

  private final Client client;
  private final URI web;

  History(Client client, URI web) {
    this.client = client;
    this.web = web;
  }

  /// Where the default branch stands.
  Optional<Branch> defaultBranch(RepoId repo) {
    var ask = new Ask("read the default branch of " + repo.name(), GitLabForge.SCOPE);
    String project = ProjectPath.of(repo).text();
    return client.call(
        ask,
        api -> {
          Optional<String> name = defaultBranch(api, project);
          return name.isEmpty()
              ? Optional.empty()
              : Optional.of(new Branch(name.get(), tip(api, project, name.get())));
        });
  }

  private static Optional<String> defaultBranch(GitLabApi api, String project)
      throws GitLabApiException {
    return Optional.ofNullable(api.getProjectApi().getProject(project).getDefaultBranch());
  }

  private static CommitId tip(GitLabApi api, String project, String branch)
      throws GitLabApiException {
    return new CommitId(api.getRepositoryApi().getBranch(project, branch).getCommit().getId());
  }

  // @spec app/actions#REQ-ACT-002
  /// Which merge request brought a commit to the default branch.
  Optional<Merged> mergedBy(RepoId repo, CommitId commit) {
    var ask =
        new Ask(
            "read what was merged with %s@%s".formatted(repo.name(), commit.brief()),
            GitLabForge.SCOPE);
    String project = ProjectPath.of(repo).text();
    return client
        .call(ask, api -> newest(api, project, commit))
        .map(request -> value(ask, project, request));
  }

  private static Optional<MergeRequest> newest(GitLabApi api, String project, CommitId commit)
      throws GitLabApiException {
    // Asked first, so that what is not found afterwards is the commit.
    Optional<String> branch = defaultBranch(api, project);
    return requests(api, project, commit).stream()
        .filter(request -> "merged".equals(request.getState()))
        .filter(
            request -> branch.filter(name -> name.equals(request.getTargetBranch())).isPresent())
        .max(
            Comparator.comparing((MergeRequest request) -> madeBy(request, commit))
                .thenComparing(History::mergedAt)
                .thenComparing(MergeRequest::getIid));
  }

  private static List<MergeRequest> requests(GitLabApi api, String project, CommitId commit)
      throws GitLabApiException {
    try {
      return api.getCommitsApi().getMergeRequests(project, commit.hex());
    } catch (GitLabApiException e) {
      if (e.getHttpStatus() == NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  private static Instant mergedAt(MergeRequest request) {
    return request.getMergedAt() == null ? Instant.EPOCH : request.getMergedAt().toInstant();
  }

  private static boolean madeBy(MergeRequest request, CommitId commit) {
    return commit.hex().equals(request.getMergeCommitSha())
        || commit.hex().equals(request.getSquashCommitSha());
  }

  private Merged value(Ask ask, String project, MergeRequest request) {
    try {
      int number = request.getIid().intValue();
      return new Merged(
          number,
          Objects.requireNonNullElse(request.getTitle(), ""),
          request.getAuthor() == null
              ? ""
              : Objects.requireNonNullElse(request.getAuthor().getUsername(), ""),
          Objects.requireNonNullElse(request.getSourceBranch(), ""),
          new CommitId(String.valueOf(request.getSha())),
          Optional.of(URI.create("%s/%s/-/merge_requests/%d".formatted(web, project, number))));
    } catch (IllegalArgumentException e) {
      throw new ForgeFault(
          "Tried to %s; GitLab's answer has no commit as its head.".formatted(ask.what()),
          new ForgeFault.Retry.Never(),
          e);
    }
  }
}
