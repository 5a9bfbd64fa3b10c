package io.github.sddtool.store.search;

import java.util.List;

// @spec app/store#REQ-STORE-003
/// The port to whatever finds text: the database's own index, or a search engine beside it.
///
/// The database's own, [SqlSearch], is written in the unit of work that makes an edit, and has
/// nothing to be fed. One that stands elsewhere is an adapter of this port: it keeps its entries
/// and, in the same request, the seq of the last change it took; `store.spec.SearchFeed` asks it
/// for that and gives it what came after. It is given a change twice when a request was cut off, so
/// a change whose seq is not above the one kept for its spec must do nothing. Its words are best
/// made by [SearchText] on both sides (in OpenSearch: fields of type `text` with the analyzer
/// `whitespace`, asked with `match_phrase` and `match_phrase_prefix` per [SearchTerms.Phrase]), so
/// that moving to it changes no results but their order.
public interface SearchIndex {
  /// What matches in a project. Whatever text is asked for, there is an answer, perhaps an empty
  /// one.
  ///
  /// @param project its number
  SearchPage search(long project, SearchRequest request);

  /// The [SearchChange#seq()] of the last change of a project that the index holds; 0 of none.
  long fedUpTo(long project);

  /// Takes changes of a project, in the order of their seq.
  void feed(long project, List<SearchChange> changes);
}
