package io.github.sddtool.forge.gitlab;

import io.github.sddtool.forge.Proposal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.GitLabApiException;
import org.gitlab4j.api.models.MergeRequest;

// @spec app/publishing#REQ-PUB-021, app/publishing#REQ-PUB-023
/// The one open merge request from a branch of ours into another branch of the same project.
final class Proposals {
  static final int LONGEST_TITLE = 255;

  /// How GitLab marks what its people hold back.
  private static final String DRAFT = "Draft: ";

  /// How its people may have written it.
  private static final Pattern HELD =
      Pattern.compile("\\A\\s*(?:\\[draft]|\\(draft\\)|draft:)\\s*", Pattern.CASE_INSENSITIVE);

  private static final int CONFLICT = 409;

  private Proposals() {}

  /// Makes GitLab show the proposal; gives the merge request's number.
  static long show(GitLabApi api, String project, Proposal wanted) throws GitLabApiException {
    Proposal proposal =
        wanted
            .withBody(QuickActions.disarmed(wanted.body()))
            .harmless(LONGEST_TITLE - DRAFT.length(), Notes.LONGEST);
    Optional<MergeRequest> open = open(api, project, proposal);
    if (open.isPresent()) {
      return upToDate(api, project, open.get(), proposal);
    }
    try {
      String title = (proposal.draft() ? DRAFT : "") + proposal.title();
      return new MoreCalls(api).openRequest(project, proposal, title).getIid();
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
    Matcher held = HELD.matcher(title);
    String kept = (held.lookingAt() ? held.group() : "") + bare(proposal.title());
    String body = Objects.requireNonNullElse(shown.getDescription(), "");
    Optional<String> newTitle = title.equals(kept) ? Optional.empty() : Optional.of(kept);
    Optional<String> newBody =
        proposal.isBody(body) ? Optional.empty() : Optional.of(proposal.body());
    Set<String> missing =
        proposal.missing(Objects.requireNonNullElse(shown.getLabels(), List.of()));
    if (newTitle.isPresent() || newBody.isPresent() || !missing.isEmpty()) {
      new MoreCalls(api).describe(project, shown.getIid(), newTitle, newBody, missing);
    }
    return shown.getIid();
  }

  private static String bare(String title) {
    return HELD.matcher(title).replaceFirst("");
  }
}
