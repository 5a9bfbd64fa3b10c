package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Proposal;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.Task;
import io.github.sddtool.spec.TaskList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

// @spec engine/checks#REQ-CHECK-008
/// Whether tasks say what is so: files of tasks that are done, requirements they name, their ids.
final class TaskCheck implements Check {
  @Override
  public List<Finding> ask(Survey survey) {
    var findings = new ArrayList<Finding>();
    var files = new NamedFiles(survey.files());
    new TreeMap<>(survey.companions().tasks())
        .forEach((id, lists) -> {
          Optional<Spec> spec = survey.specs().spec(id);
          for (Proposal.Placed<TaskList> list : lists) {
            check(list, spec, files, findings);
          }
        });
    for (Proposal proposal : survey.companions().proposals()) {
      if (!proposal.archived()) {
        proposal.tasks().ifPresent(list -> check(list, Optional.empty(), files, findings));
      }
    }
    return findings;
  }

  private static void check(
      Proposal.Placed<TaskList> list,
      Optional<Spec> spec,
      NamedFiles files,
      List<Finding> findings) {
    for (Task task : list.value().tasks()) {
      if (task.state() == Task.State.DONE && !takesAway(task.text())) {
        phantoms(task, list.path(), spec, files, findings);
      }
      spec.ifPresent(s -> dangling(task, list.path(), s, findings));
    }
  }

  private static void phantoms(
      Task task, RepoPath file, Optional<Spec> spec, NamedFiles files, List<Finding> findings) {
    String folder = spec.map(s -> s.path().folder()).orElse(file.folder());
    for (String path : new java.util.LinkedHashSet<>(task.refers().paths())) {
      if (files.isMissing(path, folder)) {
        findings.add(
            finding(
                Rule.TASK_PHANTOM,
                file,
                task,
                spec,
                called(task) + " is done, and '" + path + "' does not exist."));
      }
    }
  }

  private static void dangling(Task task, RepoPath file, Spec spec, List<Finding> findings) {
    if (spec.body().requirements().isEmpty()) {
      return;
    }
    for (String id : new java.util.LinkedHashSet<>(task.refers().requirements())) {
      if (id.indexOf('#') < 0 && !has(spec, id)) {
        findings.add(
            finding(
                Rule.TASK_DANGLING,
                file,
                task,
                Optional.of(spec),
                called(task) + " names " + id + ", which " + spec.id() + " does not have."));
      }
    }
  }

  /// A number also means the criteria below it: `2` stands for `2.1`, `2.2` and so on.
  private static boolean has(Spec spec, String id) {
    return spec.body().requirements().stream()
        .anyMatch(r -> r.id().equalsIgnoreCase(id) || r.id().startsWith(id + "."));
  }

  private static final Set<String> TAKING_AWAY =
      Set.of(
          "delete",
          "deletes",
          "deleted",
          "remove",
          "removes",
          "removed",
          "drop",
          "drops",
          "dropped",
          "rename",
          "renamed",
          "move",
          "moved",
          "replace",
          "replaced",
          "retire",
          "retired",
          "삭제",
          "제거",
          "删除",
          "削除");

  /// Whether the work was to make a file disappear.
  private static boolean takesAway(String text) {
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1)) {
      if (TAKING_AWAY.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static String called(Task task) {
    return task.id().isEmpty() ? "The task" : "Task " + task.id();
  }

  private static Finding finding(
      Rule rule, RepoPath file, Task task, Optional<Spec> spec, String message) {
    Location at = Location.of(file, task.line());
    var subject =
        spec.map(s -> Finding.Subject.of(at, s.id())).orElseGet(() -> Finding.Subject.of(at));
    return Finding.of(rule, subject, file + "|" + message, message);
  }
}
