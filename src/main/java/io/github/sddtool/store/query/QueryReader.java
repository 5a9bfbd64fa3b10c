package io.github.sddtool.store.query;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.store.query.QueryWords.Word;
import io.github.sddtool.store.search.SearchTerms;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads the query language: terms with AND, OR, NOT and parentheses, where two terms side by side
/// are joined by AND.
final class QueryReader {
  private static final int LONGEST = 2_000;
  private static final int MOST_TERMS = 100;
  private static final int DEEPEST = 32;

  private static final Set<String> STANDINGS =
      Set.of(
          "draft",
          "proposed",
          "review",
          "in-review",
          "pending",
          "approved",
          "accepted",
          "rejected",
          "commented",
          "cancelled",
          "implemented",
          "deprecated",
          "superseded",
          "archived");

  private static final String FIELDS =
      "status, domain, format, id, title, depends_on, requirement, reviewer, author,"
          + " created_after, created_before, modified_after, modified_before, or a field of the"
          + " front matter";

  private final List<Word> words;
  private final int end;
  private int at;
  private int terms;

  private QueryReader(List<Word> words, int end) {
    this.words = words;
    this.end = end;
  }

  static SpecQuery read(String text) {
    if (text.length() > LONGEST) {
      throw UserFault.usage(
          "The query has %d characters; at most %d are read.".formatted(text.length(), LONGEST));
    }
    var reader = new QueryReader(QueryWords.of(text), text.length() + 1);
    if (reader.words.isEmpty()) {
      throw UserFault.usage(
          "The query is empty. Write words to look for, or FIELD:VALUE with one of: "
              + FIELDS
              + ".");
    }
    SpecQuery query = reader.any(0);
    if (reader.at < reader.words.size()) {
      throw reader.wrong("')' closes nothing; there is no '(' before it.");
    }
    return query;
  }

  private SpecQuery any(int depth) {
    var parts = new ArrayList<SpecQuery>(List.of(all(depth)));
    while (isKeyword("or")) {
      at++;
      parts.add(all(depth));
    }
    return parts.size() == 1 ? parts.getFirst() : new SpecQuery.Any(parts);
  }

  private SpecQuery all(int depth) {
    var parts = new ArrayList<SpecQuery>(List.of(one(depth)));
    while (at < words.size() && !isKeyword("or") && !words.get(at).isClose()) {
      if (isKeyword("and")) {
        at++;
      }
      parts.add(one(depth));
    }
    return parts.size() == 1 ? parts.getFirst() : addressed(parts);
  }

  /// Beside a reviewer, `approved` and its like mean what this reviewer said.
  private static SpecQuery addressed(List<SpecQuery> parts) {
    List<String> reviewers =
        parts.stream()
            .filter(
                part -> part instanceof SpecQuery.Field field && field.name().equals("reviewer"))
            .map(part -> ((SpecQuery.Field) part).value())
            .toList();
    return new SpecQuery.All(
        parts.stream().map(part -> reviewers.isEmpty() ? part : by(part, reviewers)).toList());
  }

  private static SpecQuery by(SpecQuery part, List<String> reviewers) {
    return switch (part) {
      case SpecQuery.Standing(String word, List<String> _) ->
          new SpecQuery.Standing(word, reviewers);
      case SpecQuery.Not(SpecQuery inner) -> new SpecQuery.Not(by(inner, reviewers));
      case SpecQuery.Any(List<SpecQuery> inner) ->
          new SpecQuery.Any(inner.stream().map(one -> by(one, reviewers)).toList());
      case SpecQuery.All _, SpecQuery.Field _, SpecQuery.Moment _, SpecQuery.Text _ -> part;
    };
  }

  private SpecQuery one(int depth) {
    if (depth > DEEPEST) {
      throw wrong("More than %d parentheses and NOTs stand in each other.".formatted(DEEPEST));
    }
    if (at == words.size()) {
      throw wrong("The query ends where a term is expected.");
    }
    Word word = words.get(at);
    if (word.isClose()) {
      throw wrong("A term is expected before ')'.");
    }
    if (word.isOpen()) {
      at++;
      SpecQuery inner = any(depth + 1);
      if (at == words.size()) {
        throw wrong("The '(' at column %d is not closed.".formatted(word.column()));
      }
      at++;
      return inner;
    }
    if (isKeyword("not")) {
      at++;
      return new SpecQuery.Not(one(depth + 1));
    }
    if (isKeyword("and") || isKeyword("or")) {
      throw wrong(
          "A term is expected before '%s'; to look for the word itself, put it in double quotes."
              .formatted(word.text()));
    }
    if (++terms > MOST_TERMS) {
      throw wrong("A query has at most %d terms.".formatted(MOST_TERMS));
    }
    SpecQuery term = word.field().isEmpty() ? bare(word) : field(word);
    at++;
    return term;
  }

  private boolean isKeyword(String keyword) {
    return at < words.size()
        && words.get(at).isBare()
        && words.get(at).field().isEmpty()
        && words.get(at).text().equalsIgnoreCase(keyword);
  }

  private SpecQuery bare(Word word) {
    String lower = word.text().toLowerCase(Locale.ROOT);
    if (word.isBare() && STANDINGS.contains(lower)) {
      return new SpecQuery.Standing(lower, List.of());
    }
    SearchTerms terms =
        word.isBare() ? SearchTerms.of(word.text()) : SearchTerms.phrase(word.text());
    if (terms.isEmpty()) {
      throw wrong("'%s' has no letter or digit to look for.".formatted(word.text()));
    }
    return new SpecQuery.Text(word.text(), terms);
  }

  private SpecQuery field(Word word) {
    String name = word.field().toLowerCase(Locale.ROOT).replace('-', '_');
    if (word.text().isEmpty()) {
      throw wrong(
          "A value is expected after '%s:', for example %s."
              .formatted(word.field(), example(name)));
    }
    String value = word.text().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "created_after" -> new SpecQuery.Moment(true, true, moment(word));
      case "created_before" -> new SpecQuery.Moment(true, false, moment(word));
      case "modified_after", "updated_after" -> new SpecQuery.Moment(false, true, moment(word));
      case "modified_before", "updated_before" -> new SpecQuery.Moment(false, false, moment(word));
      default -> {
        boolean prefix = word.isBare() && value.endsWith("*");
        yield new SpecQuery.Field(
            key(name, word.field()),
            prefix ? value.substring(0, value.length() - 1) : value,
            prefix);
      }
    };
  }

  private static String key(String name, String written) {
    return switch (name) {
      case "depends", "depends_on" -> "depends_on";
      case "req", "requirement" -> "requirement";
      default -> written.toLowerCase(Locale.ROOT);
    };
  }

  private static String example(String name) {
    return switch (name) {
      case "created_after", "created_before", "modified_after", "modified_before" ->
          "'" + name + ":2026-01-31'";
      case "id" -> "'id:auth/login' or 'id:auth/*'";
      case "status" -> "'status:review'";
      default -> "'" + name + ":VALUE' or '" + name + ":\"SEVERAL WORDS\"'";
    };
  }

  private Instant moment(Word word) {
    try {
      return word.text().indexOf('T') < 0
          ? LocalDate.parse(word.text()).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(word.text());
    } catch (DateTimeException _) {
      throw wrong(
          "'%s' is no date. Write a day as 2026-01-31, or a moment as 2026-01-31T12:00:00Z."
              .formatted(word.text()));
    }
  }

  private UserFault wrong(String what) {
    int column = at < words.size() ? words.get(at).column() : end;
    return UserFault.usage("Query, column %d: %s".formatted(column, what));
  }
}
