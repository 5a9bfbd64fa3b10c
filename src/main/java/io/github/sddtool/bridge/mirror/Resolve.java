package io.github.sddtool.bridge.mirror;

import io.github.sddtool.bridge.lens.Part;
import io.github.sddtool.bridge.lens.Parts;
import io.github.sddtool.bridge.lens.SpecLens;
import io.github.sddtool.bridge.merge.FileMerge;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.Provenance;
import io.github.sddtool.store.spec.SpecRef;
import io.github.sddtool.store.spec.SpecStore;
import io.github.sddtool.store.spec.StoredSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

// @spec app/bridge#REQ-BRIDGE-009
/// Settles conflicts as people say. What they choose is kept at once; the bridge acts on it the
/// next time it looks.
public final class Resolve {
  private final Database database;
  private final SpecStore store;
  private final Map<String, SpecFormat> formats;

  public Resolve(Database database, SpecStore store, List<SpecFormat> formats) {
    this.database = database;
    this.store = store;
    this.formats =
        formats.stream().collect(Collectors.toUnmodifiableMap(SpecFormat::name, one -> one));
  }

  /// What a person may choose.
  public enum Choice {
    /// Git's word counts.
    GIT,
    /// The store's word counts.
    STORE,
    /// What both started from counts.
    BASE,
    /// A text of the person's own counts.
    TEXT,
    /// Whatever made the bridge stop and ask is meant.
    PROCEED;

    /// As people write it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Settles a conflict; empty where the project has none of that number.
  ///
  /// @param text for [Choice#TEXT]
  /// @throws UserFault where the choice does not fit the conflict
  public Optional<Conflict> settle(
      Project project, long number, Choice choice, Optional<String> text, Provenance by) {
    return database.write(handle -> {
      Optional<Conflict> found = ConflictBook.find(handle, project, number);
      found.ifPresent(conflict -> settle(handle, project, conflict, choice, text, by));
      return ConflictBook.find(handle, project, number);
    });
  }

  private void settle(
      Handle handle,
      Project project,
      Conflict conflict,
      Choice choice,
      Optional<String> text,
      Provenance by) {
    if (conflict.state() != Conflict.State.OPEN) {
      throw UserFault.usage(
          "Conflict %d is %s already."
              .formatted(conflict.number(), conflict.state().name().toLowerCase(Locale.ROOT)));
    }
    boolean whole = conflict.spec().isEmpty() || conflict.what().label().equals(Damper.PAUSED);
    if (whole != (choice == Choice.PROCEED)) {
      throw UserFault.usage(
          "'%s' does not settle '%s'. One of: %s."
              .formatted(
                  choice.word(),
                  conflict.what().label(),
                  whole ? "proceed" : "git, store, base, text"));
    }
    switch (choice) {
      case PROCEED -> proceed(handle, project, conflict, by.at());
      case GIT, STORE -> ConflictBook.decide(handle, conflict.number(), choice.word(), by.at());
      case BASE -> replace(handle, project, conflict, conflict.what().base(), by);
      case TEXT ->
          replace(
              handle,
              project,
              conflict,
              Optional.of(
                  text.orElseThrow(() -> UserFault.usage("The choice 'text' needs a text."))),
              by);
    }
  }

  private static void proceed(Handle handle, Project project, Conflict conflict, Instant now) {
    conflict
        .what()
        .git()
        .ifPresentOrElse(
            what -> MirrorBook.permit(handle, project, what),
            () -> MirrorBook.lookAgain(handle, project));
    ConflictBook.settle(handle, conflict.number(), Conflict.State.RESOLVED, now);
  }

  /// The store gets the text, and its word counts.
  private void replace(
      Handle handle, Project project, Conflict conflict, Optional<String> text, Provenance by) {
    StoredSpec spec =
        store
            .find(handle, project, conflict.spec().orElseThrow())
            .orElseThrow(() -> unfit(conflict));
    if (List.of(FileMerge.PATH, FileMerge.SPEC, "order").contains(conflict.what().label())) {
      throw unfit(conflict);
    }
    SpecLens lens = Import.lens(formats, spec.file());
    Parts parts = lens.get(spec.file().path(), spec.file().text());
    Parts replaced = replaced(parts, conflict, text);
    if (!lens.holds(spec.file().path(), replaced)) {
      throw UserFault.usage(
          "The text would be read as something else than " + conflict.what().label() + ".");
    }
    store.update(handle, spec.ref(), spec.revision(), spec.file().saying(replaced.text()), by);
    ConflictBook.decide(handle, conflict.number(), Choice.STORE.word(), by.at());
  }

  private static UserFault unfit(Conflict conflict) {
    return UserFault.usage(
        "'%s' can be settled by git or store only.".formatted(conflict.what().label()));
  }

  private static Parts replaced(Parts parts, Conflict conflict, Optional<String> text) {
    var list = new ArrayList<Part>();
    boolean found = false;
    for (Part part : parts.list()) {
      if (!found && part.label().equals(conflict.what().label())) {
        found = true;
        text.map(Resolve::whole).map(part::saying).ifPresent(list::add);
      } else {
        list.add(part);
      }
    }
    if (!found) {
      throw UserFault.usage(
          "The store has no %s any more; choose git or store.".formatted(conflict.what().label()));
    }
    return new Parts(list, parts.openEnd());
  }

  private static String whole(String text) {
    return text.endsWith("\n") ? text : text + "\n";
  }

  /// The place of questions about a whole project.
  static SpecRef whole(Project project) {
    return new SpecRef(project.number(), 0);
  }
}
