package io.github.sddtool.store.catalog;

import io.github.sddtool.source.git.TextDiff;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.spec.Revision;
import io.github.sddtool.store.spec.SpecRef;
import io.github.sddtool.store.spec.SpecStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

// @spec app/store#REQ-STORE-007
/// How a spec became what it is.
public final class SpecHistory {
  private final Reading database;
  private final SpecStore store;

  public SpecHistory(Reading database, SpecStore store) {
    this.database = database;
    this.store = store;
  }

  /// One edit and what it changed.
  ///
  /// @param diff from the revision before, as git writes it; of the first one from nothing, of a
  ///   deletion to nothing
  public record Edit(Revision revision, String diff) {}

  /// The edits of a spec, the newest first.
  ///
  /// @throws io.github.sddtool.fault.UserFault when the cursor is none that a page gave
  public Page<Edit> edits(SpecRef spec, Page.Ask ask) {
    Optional<Integer> before = ask.afterNumber();
    // One more for the page after, and one that the last is compared with.
    List<Revision> read =
        database.read(handle ->
            store.revisionsBefore(handle, spec, before.orElse(Integer.MAX_VALUE), ask.limit() + 2));
    var edits = new ArrayList<Edit>();
    for (int i = 0; i < Math.min(read.size(), ask.limit() + 1); i++) {
      Optional<Revision> former =
          i + 1 < read.size() ? Optional.of(read.get(i + 1)) : Optional.empty();
      edits.add(new Edit(read.get(i), i < ask.limit() ? diff(former, read.get(i)) : ""));
    }
    return Page.of(edits, ask, edit -> Integer.toString(edit.revision().number()));
  }

  /// What two revisions of a spec say differently; a deleted one says nothing.
  public static String diff(Optional<Revision> before, Revision after) {
    Optional<Revision> said = before.filter(one -> one.action() != Revision.Action.DELETE);
    boolean gone = after.action() == Revision.Action.DELETE;
    return TextDiff.of(
        said.map(one -> new TextDiff.Side(one.file().path(), one.file().text())),
        gone
            ? Optional.empty()
            : Optional.of(new TextDiff.Side(after.file().path(), after.file().text())));
  }
}
