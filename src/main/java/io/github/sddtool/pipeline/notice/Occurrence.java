package io.github.sddtool.pipeline.notice;

import io.github.sddtool.analysis.condition.Observed;
import io.github.sddtool.source.RepoId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that happened, of which rules may want people to hear.
///
/// @param key names it: what is told again under the same key is the same
/// @param values that conditions look at; what is missing is not known
/// @param words that messages name, as plain text of whatever length
public record Occurrence(
    String key,
    Topic topic,
    About about,
    Map<String, Observed> values,
    Map<String, String> words,
    Instant at) {
  public Occurrence {
    values = Map.copyOf(values);
    words = Map.copyOf(words);
  }

  /// What it is about.
  ///
  /// @param project of the store; where it is empty it is the repository's, if it has one
  /// @param subject within them, for example a spec's id; may be empty
  /// @param people who have to do with it: `@author` and the like, with names or addresses
  public record About(
      Optional<RepoId> repo,
      Optional<String> project,
      String subject,
      Map<String, List<String>> people) {
    public About {
      people = Map.copyOf(people);
    }

    /// A whole repository.
    public static About of(RepoId repo) {
      return new About(Optional.of(repo), Optional.empty(), "", Map.of());
    }

    /// Something in a repository.
    public About on(String other) {
      return new About(repo, project, other, people);
    }

    About in(String other) {
      return new About(repo, Optional.of(other), subject, people);
    }
  }

  /// What the guard noticed.
  ///
  /// @param flag `guard.drop` or `guard.rollback_proposed`
  /// @param words `commit`, `guard.trigger` and `guard.why`
  public static Occurrence ofGuard(
      String key, String flag, About about, Map<String, String> words, Instant at) {
    if (!Topic.GUARD.knows(flag)) {
      throw new IllegalArgumentException("no flag of the guard: " + flag);
    }
    return new Occurrence(
        key, Topic.GUARD, about, Map.of(flag, new Observed.Fact(true)), words, at);
  }

  Occurrence in(String project) {
    return new Occurrence(key, topic, about.in(project), values, words, at);
  }

  /// The same; people who are known already count before the others.
  Occurrence with(Map<String, List<String>> more) {
    Map<String, List<String>> people = new HashMap<>(more);
    people.putAll(about.people());
    var other = new About(about.repo(), about.project(), about.subject(), people);
    return new Occurrence(key, topic, other, values, words, at);
  }

  /// By what a standing alarm is known again.
  String standing() {
    String repo = about.repo().map(RepoId::toString).orElse("");
    String project = about.project().orElse("");
    boolean ofProject = topic.isOfProject() || repo.isEmpty();
    return "%s %s %s".formatted(topic.name(), ofProject ? project : repo, about.subject());
  }
}
