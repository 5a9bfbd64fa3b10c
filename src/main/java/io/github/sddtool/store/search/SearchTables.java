package io.github.sddtool.store.search;

import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.StorableText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;

/// The full text index of the database at hand: the one place where the two are asked differently.
/// An entry's number holds its project's and its spec's number, its kind and its position, so that
/// those of a project, and of a spec, stand in a row and no table has to be joined.
public enum SearchTables {
  /// FTS5, which ranks by BM25 with weights.
  SQLITE(
      "search_text.rowid",
      "SELECT search_text.rowid AS entry, -bm25(search_text, 10.0, 4.0, 1.0) AS score"
          + " FROM search_text WHERE search_text MATCH :words") {
    @Override
    public void put(Handle handle, Place place, List<SearchEntry> entries) {
      var rows = new ArrayList<List<Object>>();
      for (SearchEntry entry : entries) {
        SearchEntry.Said said = entry.said();
        rows.add(
            List.of(
                place.number(entry),
                words(said.title() + " \n " + said.names()),
                words(said.statement()),
                words(said.body())));
      }
      PlainSql.each(
          handle,
          "INSERT INTO search_text (rowid, title, statement, body) VALUES (?, ?, ?, ?)",
          rows);
    }

    private static String words(String text) {
      return String.join(" ", SearchText.words(text));
    }

    @Override
    String words(SearchTerms terms) {
      var all = new ArrayList<String>();
      for (SearchTerms.Phrase phrase : terms.phrases()) {
        all.add("\"" + String.join(" ", phrase.words()) + "\"" + (phrase.prefix() ? " *" : ""));
      }
      return String.join(" AND ", all);
    }
  },

  /// A `tsvector`, ranked by the density of what covers the query, with weights.
  POSTGRESQL(
      "search_text.number",
      "SELECT search_text.number AS entry, CAST(ts_rank_cd(CAST('{0.02, 0.1, 0.2, 1.0}' AS"
          + " float4[]), words, CAST(:words AS tsquery)) AS float8) AS score FROM search_text"
          + " WHERE words @@ CAST(:words AS tsquery)") {
    @Override
    public void put(Handle handle, Place place, List<SearchEntry> entries) {
      var rows = new ArrayList<List<Object>>();
      for (SearchEntry entry : entries) {
        rows.add(List.of(place.number(entry), vector(entry.said())));
      }
      PlainSql.each(
          handle, "INSERT INTO search_text (number, words) VALUES (?, CAST(? AS tsvector))", rows);
    }

    // The plan that is kept for any word is a bad one for a rare word.
    @Override
    void ready(Handle handle) {
      handle.execute("SET LOCAL plan_cache_mode = force_custom_plan");
    }

    @Override
    String words(SearchTerms terms) {
      var all = new ArrayList<String>();
      for (SearchTerms.Phrase phrase : terms.phrases()) {
        all.add(
            "('"
                + String.join("' <-> '", phrase.words())
                + "'"
                + (phrase.prefix() ? ":*" : "")
                + ")");
      }
      return String.join(" & ", all);
    }
  };

  static final int KIND_SHIFT = 18;
  static final long KIND_BITS = 3L << KIND_SHIFT;
  static final int SPEC_SHIFT = 20;

  /// There are fewer specs than that, in all projects together.
  static final int PROJECT_SHIFT = 46;

  static final long SPEC_BITS = (1L << (PROJECT_SHIFT - SPEC_SHIFT)) - 1;
  private static final int LAST_PLACE = 16_383;
  private static final int MOST_CHARS = 250_000;
  private static final int MOST_PLACES = 255;

  private final String key;
  private final String select;

  SearchTables(String key, String select) {
    this.key = key;
    this.select = select;
  }

  /// Those of the database that a handle is connected to.
  public static SearchTables of(Handle handle) {
    try {
      String product = handle.getConnection().getMetaData().getDatabaseProductName();
      return "PostgreSQL".equals(product) ? POSTGRESQL : SQLITE;
    } catch (SQLException e) {
      throw new Unknown(e);
    }
  }

  private static final class Unknown extends JdbiException {
    private static final long serialVersionUID = 1L;

    Unknown(SQLException cause) {
      super("the database does not say what it is", cause);
    }
  }

  /// Whose entries are meant.
  ///
  /// @param project its number
  /// @param spec its number
  public record Place(long project, long spec) {
    private long first() {
      return (project << PROJECT_SHIFT) | (spec << SPEC_SHIFT);
    }

    long number(SearchEntry entry) {
      return first() | bits(entry.kind()) | entry.position();
    }
  }

  /// Forgets the entries of a spec; part of a unit of work.
  public void drop(Handle handle, Place place) {
    PlainSql.update(
        handle,
        "DELETE FROM search_text WHERE " + key + " BETWEEN ? AND ?",
        place.first(),
        place.first() + (1L << SPEC_SHIFT) - 1);
  }

  /// Adds the entries of a spec, which has none; part of a unit of work.
  public abstract void put(Handle handle, Place place, List<SearchEntry> entries);

  /// The terms as the database reads them. Words hold letters, marks and digits only, so nothing in
  /// them has a meaning there.
  abstract String words(SearchTerms terms);

  /// What a reading needs before it searches.
  void ready(Handle handle) {
    // The words themselves are looked at.
  }

  /// The numbers of the entries of a project that match, and their scores.
  ///
  /// @param more conditions and the order
  Query matching(Handle handle, long project, SearchTerms terms, String more) {
    ready(handle);
    return handle
        .createQuery(select + " AND " + key + " BETWEEN :first AND :last" + more)
        .bind("words", words(terms))
        .bind("first", project << PROJECT_SHIFT)
        .bind("last", ((project + 1) << PROJECT_SHIFT) - 1);
  }

  /// The column with an entry's number.
  String number() {
    return key;
  }

  static long bits(SearchKind kind) {
    long which =
        switch (kind) {
          case SPEC -> 0;
          case REQUIREMENT -> 1;
          case SCENARIO -> 2;
        };
    return which << KIND_SHIFT;
  }

  /// The words with their places and weights. Texts are apart by a place, so no phrase goes from
  /// one into the next; what lies beyond the last place that the database counts is left out.
  private static String vector(SearchEntry.Said said) {
    var places = new HashMap<String, StringBuilder>();
    var counts = new HashMap<String, Integer>();
    int[] at = {0, 0};
    List<Map.Entry<Character, String>> texts =
        List.of(
            Map.entry('A', said.title() + " \n " + said.names()),
            Map.entry('B', said.statement()),
            Map.entry('D', said.body()));
    for (Map.Entry<Character, String> text : texts) {
      at[0]++;
      for (String word : SearchText.words(text.getValue())) {
        at[0]++;
        at[1] += word.length();
        if (at[0] > LAST_PLACE || at[1] > MOST_CHARS) {
          break;
        }
        if (counts.merge(word, 1, Integer::sum) <= MOST_PLACES) {
          StringBuilder all = places.computeIfAbsent(word, _ -> new StringBuilder());
          all.append(all.isEmpty() ? ":" : ",").append(at[0]).append(text.getKey());
        }
      }
    }
    var vector = new StringBuilder();
    places.forEach(
        (word, all) -> vector.append('\'').append(word).append('\'').append(all).append(' '));
    return StorableText.of(vector.toString());
  }
}
