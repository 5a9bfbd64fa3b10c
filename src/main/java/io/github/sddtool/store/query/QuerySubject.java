package io.github.sddtool.store.query;

import io.github.sddtool.store.search.SearchText;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A spec as queries see it.
///
/// @param fields the front matter, by key as written
/// @param reviewers who was asked to review it, and what each said: `pending`, `approved`,
///   `rejected`, `commented` or `cancelled`
public record QuerySubject(
    String id,
    String format,
    Said said,
    Map<String, String> fields,
    Edited edited,
    Map<String, String> reviewers) {

  /// What its file says.
  ///
  /// @param text all of it; may be left empty where an index knows the texts
  /// @param requirements ids in the spec
  /// @param domain empty where it has none
  public record Said(
      String title, String text, String domain, List<String> dependsOn, List<String> requirements) {
    public Said {
      dependsOn = List.copyOf(dependsOn);
      requirements = List.copyOf(requirements);
    }
  }

  /// When and by whom it was edited, as far as that is known.
  ///
  /// @param author of the latest edit, as `Ada <ada@example.com>`; may be empty
  public record Edited(Optional<Instant> created, Optional<Instant> modified, String author) {
    public static final Edited UNKNOWN = new Edited(Optional.empty(), Optional.empty(), "");
  }

  public QuerySubject {
    fields = Map.copyOf(fields);
    reviewers = Map.copyOf(reviewers);
  }

  List<SearchText.Token> words() {
    return SearchText.tokens(SearchText.plain(said.title() + "\n" + id + "\n" + said.text()));
  }

  /// What the spec has under a name of the language.
  Collection<String> values(String name) {
    return switch (name) {
      case "id" -> List.of(id);
      case "format" -> List.of(format);
      case "title" -> List.of(said.title());
      case "domain" -> List.of(said.domain());
      case "depends_on" -> said.dependsOn().stream().flatMap(QuerySubject::withLast).toList();
      case "requirement" ->
          said.requirements().stream()
              .flatMap(local -> Stream.of(local, id + "#" + local))
              .toList();
      case "reviewer" -> reviewers().isEmpty() ? list("reviewers") : reviewers().keySet();
      case "author" -> authors();
      default -> list(name);
    };
  }

  private static Stream<String> withLast(String dependency) {
    int slash = dependency.lastIndexOf('/');
    return slash < 0
        ? Stream.of(dependency)
        : Stream.of(dependency, dependency.substring(slash + 1));
  }

  private List<String> authors() {
    if (edited.author().isEmpty()) {
      return list("author");
    }
    String author = edited.author();
    int mail = author.indexOf('<');
    return mail < 0
        ? List.of(author)
        : List.of(
            author,
            author.substring(0, mail).strip(),
            author.substring(mail + 1, author.length() - 1));
  }

  /// The values of a field, whose name is looked for in any case; one value may hold several, apart
  /// by commas.
  private List<String> list(String name) {
    return fields.entrySet().stream()
        .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(name))
        .map(Map.Entry::getValue)
        .flatMap(value ->
            value.indexOf(',') < 0
                ? Stream.of(value)
                : Stream.concat(Stream.of(value), List.of(value.split(",", -1)).stream()))
        .map(QuerySubject::bare)
        .toList();
  }

  private static String bare(String value) {
    String inner = value.strip();
    return inner.length() > 1 && inner.startsWith("[") && inner.endsWith("]")
        ? inner.substring(1, inner.length() - 1)
        : inner;
  }

  /// Reviewers speak for a spec; where none of those that are meant was asked, its status does.
  boolean stands(SpecQuery.Standing standing) {
    List<String> said =
        reviewers.entrySet().stream()
            .filter(review ->
                standing.reviewers().isEmpty()
                    || standing.reviewers().contains(review.getKey().toLowerCase(Locale.ROOT)))
            .map(Map.Entry::getValue)
            .toList();
    boolean byStatus = list("status").stream().anyMatch(standing.word()::equalsIgnoreCase);
    if (said.isEmpty()) {
      return byStatus;
    }
    boolean byReview = said.contains(standing.word());
    return standing.reviewers().isEmpty() ? byReview || byStatus : byReview;
  }
}
