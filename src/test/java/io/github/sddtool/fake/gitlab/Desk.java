package io.github.sddtool.fake.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sddtool.fake.github.GitProcess;
import io.github.sddtool.fake.gitlab.GitLabStandIn.Refused;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The issues of a project and the pipelines that were started over the API, and what its people do
/// with them.
public final class Desk {
  private static final int LONGEST_TITLE = 255;
  private static final int PROJECT = 5;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_]{1,255}");

  private final Path bare;
  private final UnaryOperator<String> accepted;
  private final Map<Long, Map<String, Object>> issues = new TreeMap<>();
  private final List<Started> started = new ArrayList<>();
  private Set<String> workflows = Set.of();
  private boolean hasIssues = true;
  private int edits;

  /// A pipeline.
  public record Started(String ref, Map<String, String> variables) {}

  /// @param accepted a body as GitLab keeps it
  Desk(Path bare, UnaryOperator<String> accepted) {
    this.bare = bare;
    this.accepted = accepted;
  }

  /// Issues are switched off.
  public synchronized void withoutIssues() {
    hasIssues = false;
  }

  synchronized boolean hasIssues() {
    return hasIssues;
  }

  /// The rules of `.gitlab-ci.yml` let a pipeline run for these values of `SDD_WORKFLOW` only.
  public synchronized void workflows(String... names) {
    workflows = Set.of(names);
  }

  /// The pipelines that were started, oldest first.
  public synchronized List<Started> started() {
    return List.copyOf(started);
  }

  /// An issue as it stands.
  public synchronized Map<String, Object> issue(long number) {
    return Map.copyOf(java.util.Objects.requireNonNull(issues.get(number)));
  }

  /// The numbers of all issues.
  public synchronized Set<Long> issues() {
    return Set.copyOf(issues.keySet());
  }

  /// What an issue says in a field, such as `title`.
  public synchronized String says(long number, String field) {
    return String.valueOf(found(number).get(field));
  }

  /// How often issues were changed over the API.
  public synchronized int edits() {
    return edits;
  }

  /// Opens an issue as another account; gives its number.
  public synchronized long open(long author, String title, String body) {
    long number = issues.size() + 1L;
    var issue = new HashMap<String, Object>();
    issue.put("id", 70_000 + number);
    issue.put("iid", number);
    issue.put("project_id", PROJECT);
    issue.put("title", title);
    issue.put("description", accepted.apply(body));
    issue.put("state", "opened");
    issue.put("labels", List.of());
    issue.put("author", Map.of("id", author, "username", "user-" + author));
    issues.put(number, issue);
    return number;
  }

  /// A person closes an issue and takes off its labels.
  public synchronized void close(long number) {
    found(number).put("state", "closed");
    found(number).put("labels", List.of());
  }

  private Map<String, Object> found(long number) {
    Map<String, Object> issue = issues.get(number);
    if (issue == null) {
      throw new Refused(404, "404 Not found");
    }
    return issue;
  }

  /// The newest first; none where they are switched off.
  synchronized List<Map<String, Object>> listed(Map<String, String> query) {
    var all = new ArrayList<>(hasIssues ? issues.values() : List.<Map<String, Object>>of());
    String author = query.getOrDefault("author_id", "");
    all.removeIf(issue ->
        !author.isEmpty()
            && !(issue.get("author") instanceof Map<?, ?> of
                && author.equals(String.valueOf(of.get("id")))));
    return all.reversed();
  }

  synchronized Map<String, Object> create(long author, Map<String, String> form) {
    if (!hasIssues) {
      throw new Refused(403, "403 Forbidden");
    }
    String title = form.getOrDefault("title", "");
    if (title.isBlank() || title.length() > LONGEST_TITLE) {
      throw new Refused(400, "Title is blank or too long (maximum is 255 characters)");
    }
    long number = open(author, title, form.getOrDefault("description", ""));
    String labels = form.getOrDefault("labels", "");
    found(number).put("labels", labels.isEmpty() ? List.of() : List.of(labels.split(",", -1)));
    return found(number);
  }

  synchronized Map<String, Object> change(long number, Map<String, String> form) {
    edits++;
    found(number).put("description", accepted.apply(form.getOrDefault("description", "")));
    return found(number);
  }

  synchronized Map<String, Object> start(JsonNode asked) {
    String ref = asked.path("ref").asText();
    if (GitProcess.commit(bare, "refs/heads/" + ref).isEmpty()) {
      throw new Refused(400, "Reference not found");
    }
    var variables = new TreeMap<String, String>();
    for (JsonNode one : asked.path("variables")) {
      if (!KEY.matcher(one.path("key").asText()).matches() || !one.path("value").isTextual()) {
        throw new Refused(400, "variables are invalid");
      }
      variables.put(one.path("key").asText(), one.path("value").asText());
    }
    if (!workflows.contains(variables.getOrDefault("SDD_WORKFLOW", ""))) {
      throw new Refused(
          400,
          "Pipeline will not run for the selected trigger. The rules configuration prevented any jobs from being added to the pipeline.");
    }
    started.add(new Started(ref, Map.copyOf(variables)));
    return Map.of("id", 9_000 + started.size(), "ref", ref, "status", "created");
  }

  /// Merges a request; says what it was in the request's own fields, and gives the commit.
  static String merge(Path bare, Map<String, Object> request, boolean squashed) {
    String target = "refs/heads/" + request.get("target_branch");
    String head = String.valueOf(request.get("sha"));
    String tree = GitProcess.run(bare, "merge-tree", "--write-tree", target, head);
    String tip = GitProcess.run(bare, "rev-parse", target);
    var command =
        new ArrayList<>(
            List.of("-c", "user.name=o", "-c", "user.email=o@o", "commit-tree", tree, "-m", "m"));
    command.addAll(squashed ? List.of("-p", tip) : List.of("-p", tip, "-p", head));
    String made = GitProcess.run(bare, command.toArray(String[]::new));
    GitProcess.run(bare, "update-ref", target, made);
    request.put("state", "merged");
    request.put("merged_at", Instant.now().toString());
    request.put(squashed ? "squash_commit_sha" : "merge_commit_sha", made);
    return made;
  }

  /// Whether a request brought a commit, or proposes it as its head.
  static boolean brings(Map<String, Object> request, String sha) {
    return List.of("merge_commit_sha", "squash_commit_sha", "sha").stream()
        .anyMatch(field -> sha.equals(request.get(field)));
  }
}
