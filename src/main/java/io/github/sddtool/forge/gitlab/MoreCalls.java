package io.github.sddtool.forge.gitlab;

import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.Response.Status;
import org.gitlab4j.api.AbstractApi;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.GitLabApiException;

/// Calls that the library lacks.
final class MoreCalls extends AbstractApi {
  MoreCalls(GitLabApi api) {
    super(api);
  }

  /// Puts an emoji on a note of a merge request; 404 also where it is there already.
  void award(String project, long request, String note, String emoji) throws GitLabApiException {
    post(
            Status.CREATED,
            new Form("name", emoji),
            "projects",
            getProjectIdOrPath(project),
            "merge_requests",
            request,
            "notes",
            note,
            "award_emoji")
        .close();
  }
}
