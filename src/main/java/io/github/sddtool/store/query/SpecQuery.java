package io.github.sddtool.store.query;

import io.github.sddtool.store.search.SearchTerms;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

// @spec app/store#REQ-STORE-008
/// What somebody asks for in the query language: a pure predicate over [QuerySubject]s.
public sealed interface SpecQuery {

  /// Reads a query.
  ///
  /// @throws io.github.sddtool.fault.UserFault when it is wrong; the message names the column
  static SpecQuery of(String text) {
    return QueryReader.read(text);
  }

  /// All of these hold.
  record All(List<SpecQuery> parts) implements SpecQuery {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /// One of these holds.
  record Any(List<SpecQuery> parts) implements SpecQuery {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /// This does not hold.
  record Not(SpecQuery part) implements SpecQuery {}

  /// A field has a value, in any case.
  ///
  /// @param name a field of the language, else one of the front matter
  /// @param value in lower case
  /// @param prefix whether the field need only begin with it
  record Field(String name, String value, boolean prefix) implements SpecQuery {
    boolean fits(String other) {
      String lower = other.strip().toLowerCase(Locale.ROOT);
      return prefix ? lower.startsWith(value) : lower.equals(value);
    }
  }

  /// It was made or edited before or since a moment.
  ///
  /// @param created whether it is asked when it was made, not when it was edited last
  /// @param since whether it is to be at or after the moment, not before
  record Moment(boolean created, boolean since, Instant at) implements SpecQuery {}

  /// Its review, or where it has none its status, came to this.
  ///
  /// @param word in lower case
  /// @param reviewers who must have said so, in lower case; with none anybody
  record Standing(String word, List<String> reviewers) implements SpecQuery {
    public Standing {
      reviewers = List.copyOf(reviewers);
    }
  }

  /// Its title or text has these words.
  ///
  /// @param typed as it was written
  record Text(String typed, SearchTerms terms) implements SpecQuery {}

  /// Whether a spec is asked for.
  default boolean matches(QuerySubject subject) {
    return matches(subject, (text, one) -> text.terms().isIn(one.words()));
  }

  /// Whether a spec is asked for, where somebody else, such as an index, knows which texts match.
  default boolean matches(QuerySubject subject, BiPredicate<Text, QuerySubject> hasText) {
    return switch (this) {
      case All(List<SpecQuery> parts) ->
          parts.stream().allMatch(part -> part.matches(subject, hasText));
      case Any(List<SpecQuery> parts) ->
          parts.stream().anyMatch(part -> part.matches(subject, hasText));
      case Not(SpecQuery part) -> !part.matches(subject, hasText);
      case Field field -> subject.values(field.name()).stream().anyMatch(field::fits);
      case Moment(boolean created, boolean since, Instant at) ->
          (created ? subject.edited().created() : subject.edited().modified())
              .filter(moment -> since != moment.isBefore(at))
              .isPresent();
      case Standing standing -> subject.stands(standing);
      case Text text -> hasText.test(text, subject);
    };
  }

  /// The names of the fields it asks for; of a [Standing] those that it may be found in.
  default Set<String> names() {
    return switch (this) {
      case All(List<SpecQuery> parts) -> names(parts);
      case Any(List<SpecQuery> parts) -> names(parts);
      case Not(SpecQuery part) -> part.names();
      case Field field -> Set.of(field.name());
      case Standing _ -> Set.of("status", "reviewer");
      case Moment _, Text _ -> Set.of();
    };
  }

  private static Set<String> names(List<SpecQuery> parts) {
    return parts.stream().flatMap(part -> part.names().stream()).collect(Collectors.toSet());
  }

  /// What texts it asks for, each once.
  default Set<Text> texts() {
    var texts = new LinkedHashSet<Text>();
    collect(this, texts);
    return texts;
  }

  private static void collect(SpecQuery query, Set<Text> texts) {
    switch (query) {
      case All(List<SpecQuery> parts) -> parts.forEach(part -> collect(part, texts));
      case Any(List<SpecQuery> parts) -> parts.forEach(part -> collect(part, texts));
      case Not(SpecQuery part) -> collect(part, texts);
      case Text text -> texts.add(text);
      case Field _, Moment _, Standing _ -> {
        // asks for no text
      }
    }
  }
}
