package io.github.sddtool.store.desk;

import io.github.sddtool.audit.Deed;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.EditRefused;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.Provenance;
import io.github.sddtool.store.spec.Revision;
import io.github.sddtool.store.spec.SpecFile;
import io.github.sddtool.store.spec.SpecStore;
import io.github.sddtool.store.spec.StoredSpec;
import io.github.sddtool.store.trail.Trail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// What people do to the specs of a project. Every edit is one unit of work together with its line
/// in the trail, so neither is there without the other.
public final class SpecDesk {
  private static final int HANDFUL = 10;

  private final Database database;
  private final SpecStore specs;
  private final Consumer<Project> edited;

  /// @param edited told of a project once an edit of it is on the disk
  public SpecDesk(Database database, SpecStore specs, Consumer<Project> edited) {
    this.database = database;
    this.specs = specs;
    this.edited = edited;
  }

  /// The project of a name, if there is one.
  public Optional<Project> project(String name) {
    return specs.find(name);
  }

  /// The project of a name, made where there is none.
  public Project opened(String name) {
    return specs.find(name).orElseGet(() -> database.write(handle -> specs.project(handle, name)));
  }

  /// The spec of an id that is not deleted.
  public Optional<StoredSpec> find(Project project, String id) {
    return database.read(handle -> specs.find(handle, project, id));
  }

  /// Every spec of a project that is not deleted, by path.
  public List<StoredSpec> all(Project project) {
    return database.read(handle -> specs.all(handle, project));
  }

  /// Keeps that something was done that makes no revision.
  public void note(Project project, Deed deed) {
    database.write(handle -> {
      Trail.append(handle, project, deed);
      return true;
    });
  }

  /// A revision of a spec.
  public Optional<Revision> revision(StoredSpec spec, int number) {
    return database
        .read(handle -> specs.revisionsBefore(handle, spec.ref(), number + 1, 1))
        .stream()
        .filter(revision -> revision.number() == number)
        .findFirst();
  }

  /// Adds a spec.
  ///
  /// @throws EditRefused when its path or id is taken
  public StoredSpec create(Project project, SpecFile file, Provenance by, Deed.Doer doer) {
    StoredSpec made =
        database.write(handle -> {
          StoredSpec created = specs.create(handle, project, file, by);
          Trail.append(handle, project, deed(doer, "spec.create", created, OptionalInt.empty()));
          return created;
        });
    edited.accept(project);
    return made;
  }

  /// Gives a spec another text, path or id.
  ///
  /// @param before what was edited
  /// @throws EditRefused when it has another revision by now, is gone, or the new path or id is
  ///   taken
  public StoredSpec update(
      Project project, StoredSpec before, SpecFile file, Provenance by, Deed.Doer doer) {
    StoredSpec after =
        database.write(handle -> {
          StoredSpec updated = specs.update(handle, before.ref(), before.revision(), file, by);
          if (updated.revision() != before.revision()) {
            Trail.append(
                handle,
                project,
                deed(doer, "spec.update", updated, OptionalInt.of(before.revision())));
          }
          return updated;
        });
    if (after.revision() != before.revision()) {
      edited.accept(project);
    }
    return after;
  }

  /// Removes a spec; its revisions remain.
  ///
  /// @throws EditRefused when it has another revision by now, or is gone
  public StoredSpec delete(Project project, StoredSpec before, Provenance by, Deed.Doer doer) {
    StoredSpec after =
        database.write(handle -> {
          StoredSpec deleted = specs.delete(handle, before.ref(), before.revision(), by);
          Trail.append(
              handle,
              project,
              deed(doer, "spec.delete", deleted, OptionalInt.of(before.revision())));
          return deleted;
        });
    edited.accept(project);
    return after;
  }

  private static Deed deed(Deed.Doer doer, String action, StoredSpec spec, OptionalInt before) {
    return new Deed(
        doer,
        action,
        "spec:" + spec.file().id(),
        spec.latest().by().at(),
        before,
        OptionalInt.of(spec.revision()));
  }

  /// Some of a project's edits, in their order.
  ///
  /// @param more whether there are later ones
  public record Edits(List<Revision> revisions, boolean more) {}

  /// The edits of a project after one.
  ///
  /// @param after the [Revision#seq()] of the last one that is known; 0 for all
  /// @param most of them
  /// @param characters about how much text they may have together; there is one at least
  public Edits since(Project project, long after, int most, int characters) {
    return database.read(handle -> {
      var edits = new ArrayList<Revision>();
      long last = after;
      long length = 0;
      while (edits.size() < most && length < characters) {
        List<Revision> next =
            specs.since(handle, project, last, Math.min(HANDFUL, most - edits.size()));
        if (next.isEmpty()) {
          break;
        }
        edits.addAll(next);
        last = next.getLast().seq();
        length += next.stream().mapToLong(revision -> revision.file().text().length()).sum();
      }
      return new Edits(List.copyOf(edits), last < specs.lastSeq(handle, project));
    });
  }
}
