package io.github.sddtool.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What accompanies the specs of a snapshot: plans, proposals, rules.
///
/// @param tasks the task files of each spec, by spec id
/// @param proposals by folder
/// @param domains the lists of domains; usually one
/// @param problems what is wrong in these files
public record Companions(
    Map<String, List<Proposal.Placed<TaskList>>> tasks,
    List<Proposal> proposals,
    List<Constitution> constitutions,
    List<Proposal.Placed<DomainMap>> domains,
    List<PlacedProblem> problems) {
  public static final Companions NONE =
      new Companions(Map.of(), List.of(), List.of(), List.of(), List.of());

  public Companions {
    tasks = Map.copyOf(tasks);
    proposals = List.copyOf(proposals);
    constitutions = List.copyOf(constitutions);
    domains = List.copyOf(domains);
    problems = List.copyOf(problems);
  }

  /// The constitution that binds a spec: its domain's, else the one for all.
  public Optional<Constitution> constitution(Spec spec) {
    return spec.domain()
        .flatMap(domain -> constitution(spec.format(), domain))
        .or(() -> constitution(spec.format(), ""));
  }

  private Optional<Constitution> constitution(String format, String domain) {
    return constitutions.stream()
        .filter(c -> c.format().equals(format) && c.domain().equals(domain))
        .findFirst();
  }

  public List<Task> tasksOf(Spec spec) {
    return tasks.getOrDefault(spec.id(), List.of()).stream()
        .flatMap(placed -> placed.value().tasks().stream())
        .toList();
  }
}
