package io.github.sddtool.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

// @spec engine/checks#REQ-CHECK-011
/// How far a spec's status says its work has come, whatever words its format uses.
public enum Stage {
  /// Nothing is done yet: draft, proposed, planned.
  BEGINNING,
  /// All is done: implemented, completed, ✅.
  FINISHED,
  /// Anything else, also what nobody knows.
  OTHER;

  private static final Set<String> BEGUN =
      Set.of("draft", "proposed", "specified", "planned", "tasked");
  private static final Set<String> DONE =
      Set.of("implemented", "complete", "completed", "done", "shipped", "released");

  /// Words that take back what the others say.
  private static final Set<String> BUT =
      Set.of("not", "partially", "partly", "partial", "almost", "nearly", "mostly", "except");

  /// The stage a status names.
  public static Stage of(String status) {
    List<String> words =
        Arrays.stream(status.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1))
            .filter(word -> !word.isEmpty())
            .toList();
    if (words.stream().anyMatch(BUT::contains)) {
      return OTHER;
    }
    if (words.stream().anyMatch(DONE::contains) || status.contains("✅")) {
      return FINISHED;
    }
    return !words.isEmpty() && BEGUN.contains(words.getFirst()) ? BEGINNING : OTHER;
  }

  /// How a spec's status contradicts its tasks, in a sentence; empty where it does not. Tasks that
  /// may be left out count for nothing.
  public static Optional<String> contradiction(Spec spec, Companions companions) {
    List<Task> needed =
        companions.tasksOf(spec).stream()
            .filter(task -> task.state() != Task.State.OPTIONAL)
            .toList();
    if (needed.isEmpty() || spec.body().status().isEmpty()) {
      return Optional.empty();
    }
    String status = spec.body().status().get();
    long open = needed.stream().filter(task -> task.state() != Task.State.DONE).count();
    return switch (of(status)) {
      case BEGINNING ->
          open > 0
              ? Optional.empty()
              : Optional.of("The status is '" + status + "', and all tasks are done.");
      case FINISHED ->
          open == 0
              ? Optional.empty()
              : Optional.of(
                  "The status is '"
                      + status
                      + "', and "
                      + open
                      + " of "
                      + needed.size()
                      + (open == 1 ? " tasks is open." : " tasks are open."));
      case OTHER -> Optional.empty();
    };
  }
}
