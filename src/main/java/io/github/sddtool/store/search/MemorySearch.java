package io.github.sddtool.store.search;

import io.github.sddtool.source.Location;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.store.search.SearchText.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

// @spec cli/search#REQ-SEARCH-002
/// Searches specs that are at hand, without any index: every text is read each time. It finds what
/// an index finds, in nearly the same order.
public final class MemorySearch {
  private static final double TITLE = 10;
  private static final double STATEMENT = 4;

  /// More of the same in one text counts ever less.
  private static final double SATURATION = 1.2;

  private MemorySearch() {}

  /// A spec and all of its text.
  public record Whole(Spec spec, String text) {}

  /// What matches among some specs.
  public static SearchPage search(List<Whole> specs, SearchRequest request) {
    SearchTerms terms = SearchTerms.of(request.text());
    var hits = new ArrayList<SearchHit>();
    for (Whole whole : specs) {
      if (isWithin(whole.spec(), request.within())) {
        add(hits, whole, terms, request.within());
      }
    }
    hits.sort(
        Comparator.comparingDouble((SearchHit hit) -> -hit.score())
            .thenComparing(SearchHit::spec)
            .thenComparing(SearchHit::kind)
            .thenComparingInt(hit -> hit.shown().at().line()));
    int from = Math.min(request.offset(), hits.size());
    int to = Math.min(from + request.limit(), hits.size());
    return new SearchPage(hits.subList(from, to), to < hits.size());
  }

  private static boolean isWithin(Spec spec, SearchRequest.Within within) {
    return within.domain().map(one -> one.equalsIgnoreCase(spec.domain().orElse(""))).orElse(true)
        && within
            .status()
            .map(one -> one.equalsIgnoreCase(spec.body().status().orElse("")))
            .orElse(true);
  }

  private static void add(
      List<SearchHit> hits, Whole whole, SearchTerms terms, SearchRequest.Within within) {
    for (SearchEntry entry : SearchEntry.of(whole.spec(), whole.text())) {
      if (within.kind().map(entry.kind()::equals).orElse(true)) {
        double score = score(entry.said(), terms);
        if (score > 0) {
          hits.add(hit(whole.spec(), entry, terms, score));
        }
      }
    }
  }

  /// 0 where not all phrases are there.
  private static double score(SearchEntry.Said said, SearchTerms terms) {
    Map<SearchTerms.Phrase, Integer> title = counts(said.title() + " \n " + said.names(), terms);
    Map<SearchTerms.Phrase, Integer> statement = counts(said.statement(), terms);
    Map<SearchTerms.Phrase, Integer> body = counts(said.body(), terms);
    double sum = 0;
    for (SearchTerms.Phrase phrase : terms.phrases()) {
      double one =
          TITLE * weight(title.getOrDefault(phrase, 0))
              + STATEMENT * weight(statement.getOrDefault(phrase, 0))
              + weight(body.getOrDefault(phrase, 0));
      if (one == 0) {
        return 0;
      }
      sum += one;
    }
    return sum;
  }

  private static double weight(int count) {
    return count / (count + SATURATION);
  }

  private static Map<SearchTerms.Phrase, Integer> counts(String text, SearchTerms terms) {
    List<Token> tokens = SearchText.tokens(SearchText.plain(text));
    return terms.counts(tokens);
  }

  private static SearchHit hit(Spec spec, SearchEntry entry, SearchTerms terms, double score) {
    SearchEntry.Said said = entry.said();
    String shown =
        switch (entry.kind()) {
          case SPEC, SCENARIO -> said.body();
          case REQUIREMENT -> said.statement();
        };
    int line = entry.kind() == SearchKind.SPEC ? Snippet.line(said.body(), terms) : said.line();
    return new SearchHit(
        entry.kind(),
        spec.id(),
        entry.key(),
        said.title(),
        new SearchHit.Shown(Location.of(spec.path(), line), Snippet.of(shown, terms)),
        Math.round(score * 1000) / 1000.0);
  }
}
