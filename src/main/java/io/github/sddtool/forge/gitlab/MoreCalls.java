package io.github.sddtool.forge.gitlab;

import io.github.sddtool.forge.Labels;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.gitlab4j.api.AbstractApi;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.GitLabApiException;
import org.gitlab4j.api.models.MergeRequest;

/// Calls that the library lacks.
final class MoreCalls extends AbstractApi {
  MoreCalls(GitLabApi api) {
    super(api);
  }

  /// Puts labels on a merge request and takes others off; the library can only replace all.
  void label(String project, long request, Labels labels) throws GitLabApiException {
    var form = new Form();
    if (!labels.add().isEmpty()) {
      form.param("add_labels", String.join(",", new TreeSet<>(labels.add())));
    }
    if (!labels.remove().isEmpty()) {
      form.param("remove_labels", String.join(",", new TreeSet<>(labels.remove())));
    }
    putWithFormData(
            Status.OK, form, "projects", getProjectIdOrPath(project), "merge_requests", request)
        .close();
  }

  /// The open merge requests from one branch into another, the newest first; the library asks for
  /// them by a project's number only.
  List<MergeRequest> open(String project, String branch, String into) throws GitLabApiException {
    var form =
        new Form("state", "opened").param("source_branch", branch).param("target_branch", into);
    return get(Status.OK, form.asMap(), "projects", getProjectIdOrPath(project), "merge_requests")
        .readEntity(new GenericType<List<MergeRequest>>() {});
  }

  /// Gives a merge request another title or body; what is empty stays.
  void describe(String project, long request, Optional<String> title, Optional<String> body)
      throws GitLabApiException {
    var form = new Form();
    title.ifPresent(text -> form.param("title", text));
    body.ifPresent(text -> form.param("description", text));
    putWithFormData(
            Status.OK, form, "projects", getProjectIdOrPath(project), "merge_requests", request)
        .close();
  }

  /// The webhooks of a project, as GitLab tells of them: the library leaves out how they stand.
  List<Map<String, Object>> hooks(String project) throws GitLabApiException {
    return get(
            Status.OK, getDefaultPerPageParam(), "projects", getProjectIdOrPath(project), "hooks")
        .readEntity(new GenericType<List<Map<String, Object>>>() {});
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
