package io.github.sddtool.fake.gitlab;

import io.github.sddtool.fake.github.GitProcess;
import io.github.sddtool.fake.gitlab.GitLabStandIn.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A project with merge requests. Statuses follow the rules of GitLab's own service: one that is
/// unfinished moves on, after a finished one comes a new one, and a commit without a pipeline gets
/// one of the kind `external`.
public final class Project {
  private static final long ID = 5;
  private static final int LONGEST_NOTE = 1_000_000;
  private static final int LONGEST_TITLE = 255;
  private static final int LONGEST_DESCRIPTION = 255;

  /// What GitLab takes for an order of the note's author.
  private static final Pattern ORDER =
      Pattern.compile("^/(merge|close|approve|label|assign|reopen)\\b.*$", Pattern.MULTILINE);

  private final String path;
  private final Path bare;
  private final Map<Long, Map<String, Object>> requests = new LinkedHashMap<>();
  private final Map<String, String> branches = new LinkedHashMap<>();
  private final List<Pipeline> pipelines = new ArrayList<>();
  private final List<Status> statuses = new ArrayList<>();
  private final List<Status> history = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final List<String> obeyed = new ArrayList<>();
  private final Map<Long, Integer> members = new HashMap<>();
  private final Map<Long, Set<String>> labels = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();
  private final Set<String> resolved = new HashSet<>();
  private final Map<String, String> statusChecks = new TreeMap<>();
  private final Map<Long, Set<String>> awards = new HashMap<>();
  private final Desk desk;
  private long lastId = 1_000;

  /// @param source `push`, `merge_request_event` or `external`
  private record Pipeline(long id, String sha, String ref, String source) {}

  Project(String path, Path bare) {
    this.path = path;
    this.bare = bare;
    this.desk = new Desk(bare, this::accepted);
  }

  /// Issues and what was started.
  public Desk desk() {
    return desk;
  }

  /// A person merges a request; gives the commit that this made.
  ///
  /// @param squashed into one commit, without a merge
  public synchronized String merge(long number, boolean squashed) {
    return Desk.merge(bare, mergeRequest(number), squashed);
  }

  synchronized List<Map<String, Object>> requestsWith(String sha) {
    if (GitProcess.commit(bare, sha).isEmpty()) {
      throw new Refused(404, "404 Commit Not Found");
    }
    return requests.values().stream().filter(request -> Desk.brings(request, sha)).toList();
  }

  /// All merge requests as they stand, the oldest first.
  public synchronized List<Map<String, Object>> allRequests() {
    return requests.values().stream().<Map<String, Object>>map(HashMap::new).toList();
  }

  /// The number that the newest merge request has; 0 before the first.
  public synchronized int lastRequest() {
    return (int) requests.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /// The project itself, whose default branch is `main`.
  Map<String, Object> shape() {
    return Map.of(
        "id",
        ID,
        "path_with_namespace",
        path,
        "default_branch",
        "main",
        "issues_access_level",
        desk.hasIssues() ? "enabled" : "disabled");
  }

  Map<String, Object> branch(String name) {
    String sha =
        GitProcess.commit(bare, "refs/heads/" + name)
            .orElseThrow(() -> new Refused(404, "404 Branch Not Found"));
    return Map.of("name", name, "commit", Map.of("id", sha));
  }

  /// The repository, to be pushed to.
  public Path bare() {
    return bare;
  }

  /// Opens a merge request from a branch that was pushed, or tells of what was pushed since.
  public synchronized String request(long number, String branch, String target) {
    String sha = GitProcess.commit(bare, branch).orElseThrow();
    GitProcess.run(bare, "update-ref", "refs/merge-requests/" + number + "/head", sha);
    request(number, branch, target, sha);
    return sha;
  }

  public String path() {
    return path;
  }

  /// Opens a merge request from a branch, or moves the branch.
  public synchronized void request(long number, String branch, String target, String sha) {
    branches.put(branch, sha);
    requests.put(
        number,
        new HashMap<>(
            Map.of(
                "id", 90_000 + number,
                "iid", number,
                "sha", sha,
                "diff_refs", Map.of("base_sha", sha, "start_sha", sha, "head_sha", sha),
                "source_branch", branch,
                "target_branch", target,
                "source_project_id", ID,
                "target_project_id", ID,
                "state", "opened")));
  }

  /// Sets a field of a merge request.
  public synchronized void set(long number, String field, Object value) {
    mergeRequest(number).put(field, value);
  }

  /// A pipeline of the project's own; gives its id.
  public synchronized long pipeline(String sha, String ref, String source) {
    var pipeline = new Pipeline(++lastId, sha, ref, source);
    pipelines.add(pipeline);
    return pipeline.id();
  }

  /// A status that another account posts; gives its id.
  public synchronized long statusOf(long author, String sha, String state, String name) {
    var status =
        new Status(
            ++lastId, sha, name, "main", pipeline(sha, "main", "external"), state, "", author);
    statuses.add(status);
    return status.id();
  }

  /// A note of another account.
  public synchronized Note comment(long number, long author, String body) {
    mergeRequest(number);
    var note = new Note(++lastId, number, author, accepted(body), 0);
    notes.add(note);
    return note;
  }

  /// The labels of a merge request.
  public synchronized Set<String> labels(long number) {
    return Set.copyOf(labels.getOrDefault(number, Set.of()));
  }

  /// Opens a merge request as whoever asks over the API does.
  synchronized Map<String, Object> propose(Map<String, String> form) {
    String branch = form.getOrDefault("source_branch", "");
    String target = form.getOrDefault("target_branch", "");
    for (String field : List.of("source_branch", "target_branch", "title")) {
      if (form.getOrDefault(field, "").isBlank()) {
        throw new Refused(400, field + " is missing");
      }
    }
    for (String name : List.of(branch, target)) {
      if (GitProcess.commit(bare, "refs/heads/" + name).isEmpty()) {
        throw new Refused(400, "Branch \"" + name + "\" does not exist");
      }
    }
    acceptTitle(form);
    openRequests(Map.of("source_branch", branch, "target_branch", target)).stream()
        .findFirst()
        .ifPresent(open -> {
          throw new Refused(
              409,
              "Another open merge request already exists for this source branch: !"
                  + open.get("iid"));
        });
    long number = 1 + requests.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    request(number, branch, target);
    describe(number, form);
    mergeRequest(number).put("author", Map.of("id", GitLabStandIn.ME, "username", "sdd-bot"));
    return label(number, Map.of("add_labels", form.getOrDefault("labels", "")));
  }

  /// Gives a merge request another title, body or labels.
  synchronized Map<String, Object> change(long number, Map<String, String> form) {
    acceptTitle(form);
    describe(number, form);
    return label(number, form);
  }

  private static void acceptTitle(Map<String, String> form) {
    String title = form.getOrDefault("title", "unchanged");
    if (title.isBlank() || title.length() > LONGEST_TITLE) {
      throw new Refused(400, "Title is blank or too long (maximum is 255 characters)");
    }
  }

  private void describe(long number, Map<String, String> form) {
    Map<String, Object> request = mergeRequest(number);
    String title = form.get("title");
    if (title != null) {
      request.put("title", title);
    }
    String description = form.get("description");
    if (description != null) {
      request.put("description", accepted(description));
    }
  }

  /// What a merge request says in a field, such as `title`; empty where it says nothing.
  public synchronized String says(long number, String field) {
    return String.valueOf(mergeRequest(number).getOrDefault(field, ""));
  }

  /// The numbers of the open merge requests, the newest first.
  public synchronized List<Long> open() {
    return openRequests(Map.of()).stream().map(request -> (Long) request.get("iid")).toList();
  }

  /// Puts labels on a merge request and takes others off.
  public synchronized Map<String, Object> label(long number, Map<String, String> form) {
    Set<String> its = labels.computeIfAbsent(number, _ -> new TreeSet<>());
    its.addAll(names(form.get("add_labels")));
    its.removeAll(names(form.get("remove_labels")));
    mergeRequest(number).put("labels", List.copyOf(its));
    return mergeRequest(number);
  }

  private static List<String> names(@org.jspecify.annotations.Nullable String list) {
    return list == null || list.isEmpty() ? List.of() : List.of(list.split(",", -1));
  }

  /// A discussion on a line.
  public record Line(String id, long number, long author, String body, String path, int line) {
    Map<String, Object> shape(boolean resolved) {
      Map<String, Object> note =
          Map.of(
              "id",
              Long.parseLong(id),
              "type",
              "DiffNote",
              "body",
              body,
              "author",
              Map.of("id", author, "username", "user-" + author),
              "system",
              false,
              "resolvable",
              true,
              "resolved",
              resolved,
              "noteable_type",
              "MergeRequest");
      return Map.of("id", id, "individual_note", false, "notes", List.of(note));
    }
  }

  /// The discussions of a merge request that are not resolved.
  public synchronized List<Line> threads(long number) {
    return lines.stream()
        .filter(line -> line.number() == number && !resolved.contains(line.id()))
        .toList();
  }

  synchronized List<Map<String, Object>> discussions(long number) {
    return lines.stream()
        .filter(line -> line.number() == number)
        .map(line -> line.shape(resolved.contains(line.id())))
        .toList();
  }

  synchronized Map<String, Object> discuss(long number, Map<String, String> form) {
    String sha = String.valueOf(mergeRequest(number).get("sha"));
    if (!sha.equals(form.get("position[head_sha]"))
        || !"text".equals(form.get("position[position_type]"))
        || !form.containsKey("position[base_sha]")
        || !form.containsKey("position[start_sha]")) {
      throw new Refused(400, "400 Bad request - Note {:position=>[\"is incomplete\"]}");
    }
    String path = form.getOrDefault("position[new_path]", "");
    int at = Integer.parseInt(form.getOrDefault("position[new_line]", "0"));
    if (!isWritten(sha, path, at)) {
      throw new Refused(
          400,
          "400 Bad request - Note {:line_code=>[\"can't be blank\", \"must be a valid line code\"]}");
    }
    var line =
        new Line(
            String.valueOf(++lastId),
            number,
            GitLabStandIn.ME,
            accepted(form.getOrDefault("body", "")),
            path,
            at);
    lines.add(line);
    return line.shape(false);
  }

  /// Whether the request's own commits wrote a line.
  private boolean isWritten(String sha, String path, int line) {
    String base = GitProcess.run(bare, "merge-base", "main", sha);
    String from = "-L" + line + "," + line + ":" + path;
    return !GitProcess.run(bare, "log", "--format=%H", "--no-patch", from, base + ".." + sha)
        .isBlank();
  }

  synchronized Map<String, Object> resolve(long number, String id, boolean done) {
    Line line =
        lines.stream()
            .filter(one -> one.number() == number && one.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new Refused(404, "404 Discussion Not Found"));
    if (done) {
      resolved.add(id);
    } else {
      resolved.remove(id);
    }
    return line.shape(done);
  }

  /// Gives the project, of a tier that has them, an external status check.
  public synchronized void statusCheck(String name) {
    statusChecks.put(name, "pending");
  }

  /// What an external status check shows.
  public synchronized String statusCheckShows(String name) {
    return statusChecks.getOrDefault(name, "");
  }

  synchronized List<Map<String, Object>> statusChecks() {
    if (statusChecks.isEmpty()) {
      throw new Refused(404, "404 Not found");
    }
    return statusChecks.entrySet().stream()
        .map(one ->
            Map.<String, Object>of(
                "id",
                7,
                "name",
                one.getKey(),
                "external_url",
                "https://x",
                "status",
                one.getValue()))
        .toList();
  }

  synchronized Map<String, Object> answer(long number, Map<String, String> form) {
    if (!String.valueOf(mergeRequest(number).get("sha")).equals(form.get("sha"))) {
      throw new Refused(409, "409 SHA does not match HEAD of source branch");
    }
    String status = form.getOrDefault("status", "");
    statusChecks.replaceAll((_, _) -> status);
    return Map.of("id", 1, "external_status_check", Map.of("id", 7, "name", "SDD"));
  }

  /// Gives an account a role: 30 is a developer's, 20 a reporter's.
  public synchronized void member(long account, int level) {
    members.put(account, level);
  }

  synchronized Map<String, Object> memberShape(long account) {
    return Optional.ofNullable(members.get(account))
        .map(level ->
            Map.<String, Object>of(
                "id", account, "username", "user-" + account, "access_level", level))
        .orElseThrow(() -> new Refused(404, "404 Not found"));
  }

  synchronized Map<String, Object> award(long number, long id, String emoji) {
    if (notesOf(number).stream().noneMatch(note -> note.id() == id)) {
      throw new Refused(404, "404 Note Not Found");
    }
    if (!awards.computeIfAbsent(id, _ -> new LinkedHashSet<>()).add(emoji)) {
      throw new Refused(404, "404 Award Emoji Name has already been taken Not Found");
    }
    return Map.of("id", ++lastId, "name", emoji, "awardable_id", id, "awardable_type", "Note");
  }

  /// Our emoji on a note.
  public synchronized List<String> awards(long note) {
    return List.copyOf(awards.getOrDefault(note, Set.of()));
  }

  synchronized Note edit(long number, long id, String body) {
    for (int i = 0; i < notes.size(); i++) {
      Note note = notes.get(i);
      if (note.id() == id && note.number() == number) {
        if (note.author() != GitLabStandIn.ME) {
          throw new Refused(403, "403 Forbidden");
        }
        var edited = new Note(id, number, note.author(), accepted(body), note.edits() + 1);
        notes.set(i, edited);
        return edited;
      }
    }
    throw new Refused(404, "404 Note Not Found");
  }

  private String accepted(String body) {
    if (body.length() > LONGEST_NOTE) {
      throw new Refused(400, "Note is too long (maximum is 1000000 characters)");
    }
    ORDER.matcher(body).results().forEach(order -> obeyed.add(order.group()));
    return ORDER.matcher(body).replaceAll("").stripTrailing();
  }

  /// The orders that GitLab found in notes and obeyed.
  public synchronized List<String> obeyed() {
    return List.copyOf(obeyed);
  }

  /// All notes on a merge request, oldest first.
  public synchronized List<Note> notesOf(long number) {
    mergeRequest(number);
    return notes.stream().filter(note -> note.number() == number).toList();
  }

  synchronized Map<String, Object> mergeRequest(long number) {
    return Optional.ofNullable(requests.get(number))
        .orElseThrow(() -> new Refused(404, "404 Not found"));
  }

  /// The open merge requests, the newest first.
  ///
  /// @param query may name their branches
  synchronized List<Map<String, Object>> openRequests(Map<String, String> query) {
    return requests.values().stream()
        .filter(request -> "opened".equals(request.get("state")))
        .filter(request -> isOf(request, "source_branch", query))
        .filter(request -> isOf(request, "target_branch", query))
        .sorted(Comparator.comparing((Map<String, Object> one) -> (Long) one.get("iid")).reversed())
        .toList();
  }

  private static boolean isOf(
      Map<String, Object> request, String field, Map<String, String> query) {
    return !query.containsKey(field) || String.valueOf(query.get(field)).equals(request.get(field));
  }

  /// The newest status of each name and pipeline, oldest first.
  public synchronized List<Status> statuses(String sha) {
    return statusesOf(sha, null);
  }

  synchronized List<Status> statusesOf(String sha, @org.jspecify.annotations.Nullable String name) {
    Map<String, Status> latest = new LinkedHashMap<>();
    statuses.stream()
        .filter(status -> status.sha().equals(sha))
        .filter(status -> name == null || status.name().equals(name))
        .forEach(status -> latest.put(status.name() + "|" + status.pipeline(), status));
    return latest.values().stream().sorted(Comparator.comparingLong(Status::id)).toList();
  }

  /// The pipelines that are going on, by id.
  public synchronized List<Long> unfinished() {
    return pipelines.stream()
        .filter(pipeline ->
            statuses.stream().anyMatch(one -> one.pipeline() == pipeline.id() && !one.isFinished()))
        .map(Pipeline::id)
        .toList();
  }

  synchronized Status post(String sha, Map<String, String> form) {
    String description = form.getOrDefault("description", "");
    if (description.length() > LONGEST_DESCRIPTION) {
      throw new Refused(400, "description is too long (maximum is 255 characters)");
    }
    String name = form.getOrDefault("name", "default");
    String state = Optional.ofNullable(form.get("state")).orElse("");
    if (!List.of("pending", "running", "success", "failed", "canceled", "skipped")
        .contains(state)) {
      throw new Refused(400, "state does not have a valid value");
    }
    Pipeline pipeline = pipelineFor(sha, form);
    Optional<Status> moving =
        statuses.stream()
            .filter(one -> one.pipeline() == pipeline.id() && one.name().equals(name))
            .filter(one -> !one.isFinished())
            .findFirst();
    if (moving.filter(one -> one.state().equals(state)).isPresent()) {
      throw new Refused(
          400,
          "Cannot transition status via :enqueue from :"
              + state
              + " (Reason(s): Status cannot transition via \"enqueue\")");
    }
    var status =
        new Status(
            moving.map(Status::id).orElseGet(() -> ++lastId),
            sha,
            name,
            pipeline.ref(),
            pipeline.id(),
            state,
            description,
            GitLabStandIn.ME);
    moving.ifPresent(statuses::remove);
    statuses.add(status);
    history.add(status);
    return status;
  }

  /// Everything that was ever posted to a commit, oldest first.
  public synchronized List<Status> history(String sha) {
    return history.stream().filter(status -> status.sha().equals(sha)).toList();
  }

  /// A person deletes a note.
  public synchronized void delete(long id) {
    notes.removeIf(note -> note.id() == id);
  }

  /// A branch of the repository whose tip a commit is.
  private Optional<String> branchAt(String sha) {
    return GitProcess.run(
            bare, "for-each-ref", "--points-at", sha, "--format=%(refname:short)", "refs/heads")
        .lines()
        .filter(name -> !name.isBlank())
        .findFirst();
  }

  /// The pipeline that is named, else the newest of the commit and ref, else a new external one.
  private Pipeline pipelineFor(String sha, Map<String, String> form) {
    Optional<String> ref = Optional.ofNullable(form.get("ref"));
    if (form.containsKey("pipeline_id")) {
      long id = Long.parseLong(form.getOrDefault("pipeline_id", ""));
      return pipelines.stream()
          .filter(one -> one.id() == id && one.sha().equals(sha))
          .findFirst()
          .orElseThrow(
              () -> new Refused(404, "404 Pipeline for pipeline_id, sha and ref Not Found"));
    }
    return pipelines.stream()
        .filter(one -> one.sha().equals(sha))
        .filter(one -> ref.isEmpty() || ref.get().equals(one.ref()))
        .max(Comparator.comparingLong(Pipeline::id))
        .orElseGet(() -> {
          String branch =
              ref.or(() ->
                      branches.entrySet().stream()
                          .filter(one -> one.getValue().equals(sha))
                          .map(Map.Entry::getKey)
                          .findFirst())
                  .or(() -> branchAt(sha))
                  .orElseThrow(() -> new Refused(404, "404 References for commit Not Found"));
          var made = new Pipeline(++lastId, sha, branch, "external");
          pipelines.add(made);
          return made;
        });
  }
}
