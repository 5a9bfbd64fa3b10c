package io.github.sddtool.forge.gitlab;

import io.github.sddtool.forge.Concern;
import io.github.sddtool.forge.Labels;
import io.github.sddtool.forge.Proposal;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gitlab4j.api.AbstractApi;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.GitLabApiException;
import org.gitlab4j.api.models.Issue;
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

  /// Opens a merge request; the library takes labels only together with much else.
  MergeRequest openRequest(String project, Proposal proposal, String title)
      throws GitLabApiException {
    var form =
        new Form("source_branch", proposal.branch())
            .param("target_branch", proposal.into())
            .param("title", title)
            .param("description", proposal.body());
    addLabels(form, "labels", proposal.labels());
    return post(Status.CREATED, form, "projects", getProjectIdOrPath(project), "merge_requests")
        .readEntity(MergeRequest.class);
  }

  /// Gives a merge request another title or body, or more labels; what is empty stays.
  void describe(
      String project, long request, Optional<String> title, Optional<String> body, Set<String> add)
      throws GitLabApiException {
    var form = new Form();
    title.ifPresent(text -> form.param("title", text));
    body.ifPresent(text -> form.param("description", text));
    addLabels(form, "add_labels", add);
    putWithFormData(
            Status.OK, form, "projects", getProjectIdOrPath(project), "merge_requests", request)
        .close();
  }

  private static void addLabels(Form form, String name, Set<String> labels) {
    if (!labels.isEmpty()) {
      form.param(name, String.join(",", labels));
    }
  }

  /// One page of the issues of an author, open and closed, the newest first.
  List<Issue> issuesOf(String project, long author, int size, int page) throws GitLabApiException {
    var form =
        new Form("scope", "all")
            .param("author_id", String.valueOf(author))
            .param("order_by", "created_at")
            .param("sort", "desc")
            .param("per_page", String.valueOf(size))
            .param("page", String.valueOf(page));
    return get(Status.OK, form.asMap(), "projects", getProjectIdOrPath(project), "issues")
        .readEntity(new GenericType<List<Issue>>() {});
  }

  /// Opens an issue.
  Issue openIssue(String project, Concern concern) throws GitLabApiException {
    var form = new Form("title", concern.title()).param("description", concern.body());
    addLabels(form, "labels", concern.labels());
    return post(Status.CREATED, form, "projects", getProjectIdOrPath(project), "issues")
        .readEntity(Issue.class);
  }

  /// Gives an issue another body.
  void describeIssue(String project, long issue, String body) throws GitLabApiException {
    var form = new Form("description", body);
    putWithFormData(Status.OK, form, "projects", getProjectIdOrPath(project), "issues", issue)
        .close();
  }

  /// Starts a pipeline; the library sends each variable with all that one could be.
  void startPipeline(String project, String ref, Map<String, String> variables)
      throws GitLabApiException {
    List<Map<String, String>> pairs =
        variables.entrySet().stream()
            .map(one -> Map.of("key", one.getKey(), "value", one.getValue()))
            .toList();
    post(
            Status.CREATED,
            Map.of("ref", ref, "variables", pairs),
            "projects",
            getProjectIdOrPath(project),
            "pipeline")
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
