package io.github.sddtool.pipeline.notice;

import io.github.sddtool.analysis.condition.Condition;
import io.github.sddtool.analysis.condition.Term;
import io.github.sddtool.analysis.condition.Vocabulary;
import io.github.sddtool.analysis.condition.Vocabulary.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

// @spec app/notifications#REQ-NOTE-001
/// What something that happens is about, and so what is known of it together: the values that a
/// rule's condition may look at, the words that its message may name, the people that it may be
/// sent to. A rule belongs to the first topic that knows all its condition asks for.
public enum Topic {
  /// A repository's default branch was judged.
  REPOSITORY,
  /// A spec that a commit of a default branch touched, or whose score it changed.
  SPEC,
  /// A commit of a default branch brought a circle of dependencies.
  CYCLE,
  /// A review that nobody has answered.
  REVIEW,
  /// Git and the store say two things, between which a person has to decide.
  CONFLICT,
  /// The guard noticed that something got worse.
  GUARD;

  private static final Set<String> OF_REPOSITORY =
      Set.of("repository", "project", "commit", "score", "coverage", "validate.errors");

  /// Whether it stays as it is until something else is heard of it: then a rule fires when it
  /// begins to hold, and not again before it did not hold in between.
  boolean isLasting() {
    return switch (this) {
      case REPOSITORY, SPEC, REVIEW, CONFLICT -> true;
      case CYCLE, GUARD -> false;
    };
  }

  /// Whether it is something of the store, and not of a repository.
  boolean isOfProject() {
    return this == REVIEW || this == CONFLICT;
  }

  /// What conditions may look at.
  private Map<String, Kind> known() {
    Map<String, Kind> repository =
        Map.of("validate.errors", Kind.COUNT, "score", Kind.SCORE, "coverage", Kind.SCORE);
    Map<String, Kind> spec = Map.of("spec.status", Kind.WORD, "spec.domain", Kind.WORD);
    return switch (this) {
      case REPOSITORY -> repository;
      case SPEC ->
          with(
              with(repository, spec),
              Map.of("spec.quality_score", Kind.SCORE, "spec.coverage", Kind.SCORE));
      case CYCLE -> with(repository, Map.of("graph.new_cycle_detected", Kind.FLAG));
      case REVIEW -> with(spec, Map.of("review.pending_days", Kind.COUNT));
      case CONFLICT -> Map.of("sync.conflict", Kind.FLAG);
      case GUARD -> Map.of("guard.drop", Kind.FLAG, "guard.rollback_proposed", Kind.FLAG);
    };
  }

  private static Map<String, Kind> with(Map<String, Kind> some, Map<String, Kind> more) {
    var all = new TreeMap<>(some);
    all.putAll(more);
    return all;
  }

  /// The words that a message may name, in order.
  public Set<String> words() {
    Set<String> words =
        switch (this) {
          case REPOSITORY -> OF_REPOSITORY;
          case SPEC ->
              Set.of(
                  "spec.id",
                  "spec.title",
                  "spec.status",
                  "spec.domain",
                  "spec.quality_score",
                  "spec.coverage");
          case CYCLE -> Set.of("spec.id", "graph.cycle");
          case REVIEW ->
              Set.of(
                  "project",
                  "repository",
                  "review.number",
                  "review.pending_days",
                  "review.reviewer",
                  "review.requested_by",
                  "spec.id",
                  "spec.title",
                  "spec.status",
                  "spec.domain");
          case CONFLICT ->
              Set.of("project", "repository", "conflict.number", "conflict.what", "spec.id");
          case GUARD -> Set.of("repository", "project", "commit", "guard.trigger", "guard.why");
        };
    var all = new TreeSet<>(words);
    if (this == SPEC || this == CYCLE) {
      all.addAll(OF_REPOSITORY);
    }
    return all;
  }

  /// Whom only this kind of thing has.
  public Set<String> people() {
    return switch (this) {
      case SPEC -> new TreeSet<>(Set.of("@author", "@owner"));
      case REVIEW -> new TreeSet<>(Set.of("@author", "@owner", "@reviewer"));
      case REPOSITORY, CYCLE, CONFLICT, GUARD -> Set.of();
    };
  }

  /// What a message says where the rule does not.
  public String usual() {
    return switch (this) {
      case REPOSITORY ->
          "{repository} at {commit}: score {score}, coverage {coverage} %, {validate.errors} errors";
      case SPEC ->
          "{spec.id} in {repository} at {commit}: quality {spec.quality_score}, coverage"
              + " {spec.coverage} %";
      case CYCLE -> "{repository} at {commit}: {graph.cycle}";
      case REVIEW ->
          "The review of {spec.id} by {review.reviewer} has been pending for"
              + " {review.pending_days} days";
      case CONFLICT -> "Conflict {conflict.number} in {project}: {spec.id} {conflict.what}";
      case GUARD -> "{repository}: {guard.why}";
    };
  }

  boolean knows(String value) {
    return known().containsKey(value);
  }

  /// All that conditions may look at.
  public static Vocabulary vocabulary() {
    var all = new TreeMap<String, Kind>();
    Arrays.stream(values()).forEach(topic -> all.putAll(topic.known()));
    return new Vocabulary(all, false);
  }

  /// The topic that knows all that a condition looks at; empty where that is never known together.
  public static Optional<Topic> of(Condition condition) {
    List<String> names = condition.terms().stream().map(Term::name).toList();
    return Arrays.stream(values())
        .filter(topic -> names.stream().allMatch(topic::knows))
        .findFirst();
  }
}
