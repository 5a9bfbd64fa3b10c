package io.github.sddtool.store.spec;

import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.search.SearchChange;
import io.github.sddtool.store.search.SearchEntry;
import io.github.sddtool.store.search.SearchIndex;
import java.util.List;

// @spec app/store#REQ-STORE-003
/// Brings an index that stands beside the database up to date: it is given the edits after the last
/// one it took, as often as somebody calls. Whoever calls twice at once only does work twice.
public final class SearchFeed {
  private static final int MOST_AT_ONCE = 200;

  private final Reading database;
  private final SpecStore store;
  private final Derivation derivation;

  public SearchFeed(Reading database, SpecStore store, List<SpecFormat> formats) {
    this.database = database;
    this.store = store;
    this.derivation = new Derivation(formats);
  }

  /// Gives an index the next edits of a project.
  ///
  /// @return how many; 0 when it is up to date
  public int step(Project project, SearchIndex index) {
    long after = index.fedUpTo(project.number());
    List<Revision> edits =
        database.read(handle -> store.since(handle, project, after, MOST_AT_ONCE));
    if (!edits.isEmpty()) {
      index.feed(project.number(), edits.stream().map(this::change).toList());
    }
    return edits.size();
  }

  /// Gives an index a spec again that got another id, which is no edit.
  public void renamed(StoredSpec spec, SearchIndex index) {
    index.feed(spec.ref().project(), List.of(change(spec.latest())));
  }

  private SearchChange change(Revision edit) {
    long number = edit.spec().number();
    if (edit.action() == Revision.Action.DELETE) {
      return new SearchChange.Gone(edit.seq(), number);
    }
    SpecFile file = edit.file();
    Spec spec = derivation.read(file);
    return new SearchChange.Put(
        edit.seq(),
        number,
        new SearchChange.Facets(
            file.id(), file.path(), spec.domain().orElse(""), spec.body().status().orElse("")),
        SearchEntry.of(spec, file.text()));
  }
}
