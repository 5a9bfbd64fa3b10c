package io.github.sddtool.forge.gitlab;

import io.github.sddtool.forge.Proposal;
import java.util.Objects;
import java.util.Optional;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.GitLabApiException;
import org.gitlab4j.api.models.MergeRequest;

// @spec app/publishing#REQ-PUB-021
/// The one open merge request from a branch of ours into another branch of the same project.
final class Proposals {
  static final int LONGEST_TITLE = 255;

  /// How GitLab marks what its people hold back.
  private static final String DRAFT = "Draft: ";

  private static final int CONFLICT = 409;

  private Proposals() {}

  /// Makes GitLab show the proposal; gives the merge request's number.
  static long show(GitLabApi api, String project, Proposal wanted) throws GitLabApiException {
    Proposal proposal =
        new Proposal(
                wanted.branch(),
                wanted.into(),
                wanted.title(),
                QuickActions.disarmed(wanted.body()))
            .harmless(LONGEST_TITLE - DRAFT.length(), Notes.LONGEST);
    Optional<MergeRequest> open = open(api, project, proposal);
    if (open.isPresent()) {
      return upToDate(api, project, open.get(), proposal);
    }
    try {
      return api.getMergeRequestApi()
          .createMergeRequest(
              project, proposal.branch(), proposal.into(), proposal.title(), proposal.body(), null)
          .getIid();
    } catch (GitLabApiException e) {
      if (e.getHttpStatus() != CONFLICT) {
        throw e;
      }
      // Somebody else was faster.
      return upToDate(api, project, open(api, project, proposal).orElseThrow(() -> e), proposal);
    }
  }

  /// Branches of forks have the same names.
  private static Optional<MergeRequest> open(GitLabApi api, String project, Proposal proposal)
      throws GitLabApiException {
    return new MoreCalls(api)
        .open(project, proposal.branch(), proposal.into()).stream()
            .filter(one -> Objects.equals(one.getSourceProjectId(), one.getTargetProjectId()))
            .findFirst();
  }

  private static long upToDate(GitLabApi api, String project, MergeRequest shown, Proposal proposal)
      throws GitLabApiException {
    String title = Objects.requireNonNullElse(shown.getTitle(), "");
    // Whether it is a draft is for people to say.
    String kept = title.startsWith(DRAFT) ? DRAFT + proposal.title() : proposal.title();
    String body = Objects.requireNonNullElse(shown.getDescription(), "");
    Optional<String> newTitle = title.equals(kept) ? Optional.empty() : Optional.of(kept);
    Optional<String> newBody =
        proposal.isBody(body) ? Optional.empty() : Optional.of(proposal.body());
    if (newTitle.isPresent() || newBody.isPresent()) {
      new MoreCalls(api).describe(project, shown.getIid(), newTitle, newBody);
    }
    return shown.getIid();
  }
}
