package io.github.sddtool.bridge.merge;

import io.github.sddtool.bridge.lens.Part;
import io.github.sddtool.bridge.lens.SpecLens;
import io.github.sddtool.source.RepoPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

// @spec app/bridge#REQ-BRIDGE-008
/// Merges a spec as a file. Its path is a field like others; a spec that one side removed and the
/// other did not touch is removed; one that the other edited is a question.
public final class FileMerge {
  /// How the path is called where it clashes.
  public static final String PATH = "path";

  /// How the whole spec is called where it clashes.
  public static final String SPEC = "spec";

  private final SpecLens lens;
  private final Ruling ruling;

  public FileMerge(SpecLens lens, Ruling ruling) {
    this.lens = lens;
    this.ruling = ruling;
  }

  /// Merges what both sides have.
  ///
  /// @param base what both last agreed on; empty where the spec is new
  /// @param past what the store had since
  public FileMerged merge(
      Optional<FileState> base, Optional<FileState> git, Optional<FileState> store, FilePast past) {
    return git.isPresent() && store.isPresent()
        ? both(base, git.get(), store.get(), past)
        : one(base, git, store, past);
  }

  private FileMerged one(
      Optional<FileState> base, Optional<FileState> git, Optional<FileState> store, FilePast past) {
    if (base.isEmpty() && git.isPresent() && past.had(git)) {
      // It came from the store, which has removed it since.
      return new FileMerged(
          Optional.empty(), Optional.empty(), git, Optional.empty(), List.of(), List.of());
    }
    if (base.isEmpty()) {
      // Something new contradicts nobody, whoever's word counts.
      Optional<FileState> fresh = git.or(() -> store);
      return new FileMerged(fresh, fresh, git, store, List.of(), List.of());
    }
    var slot =
        new Settlement.Slot(base.map(this::part), git.map(this::part), store.map(this::part));
    boolean echo = past.had(git);
    Settled settled = new Settlement(ruling, slot, echo).settle();
    boolean clash = settled.isClash();
    Clash what = new Clash(SPEC, text(base), text(git), text(store));
    return new FileMerged(
        settled.git().isPresent() ? git.or(() -> store) : Optional.empty(),
        settled.store().isPresent() ? store.or(() -> git) : Optional.empty(),
        clash ? base : git,
        clash ? base : store,
        clash ? List.of(what) : List.of(),
        settled.state() == Settled.State.OVERRULED ? List.of(what) : List.of());
  }

  private static Optional<String> text(Optional<FileState> state) {
    return state.map(FileState::text);
  }

  /// Path and text in one: any difference counts.
  private Part part(FileState state) {
    return new Part(Part.Kind.FRAME, SPEC, state.path() + "\n" + state.text());
  }

  private FileMerged both(Optional<FileState> base, FileState git, FileState store, FilePast past) {
    RepoPath reading = store.path();
    var merge = new SpecMerge(lens, ruling);
    Merged text =
        merge.merge(
            reading,
            base.map(FileState::text).orElse(""),
            git.text(),
            store.text(),
            merge.past(reading, past.texts()));
    var slot =
        new Settlement.Slot(
            base.map(FileMerge::path), Optional.of(path(git)), Optional.of(path(store)));
    Settled path = new Settlement(ruling, slot, past.hadPath(git)).settle();
    var clashes = new ArrayList<>(text.clashes());
    var overruled = new ArrayList<>(text.overruled());
    switch (path.state()) {
      case AGREED -> {}
      case OVERRULED -> overruled.add(named(slot));
      case CLASH -> clashes.add(named(slot));
    }
    RepoPath known = base.map(FileState::path).orElse(git.path());
    return new FileMerged(
        Optional.of(new FileState(path(path.git(), git), text.git())),
        Optional.of(new FileState(path(path.store(), store), text.store())),
        Optional.of(new FileState(path.isClash() ? known : git.path(), text.seenInGit())),
        Optional.of(new FileState(path.isClash() ? known : store.path(), text.seenInStore())),
        clashes,
        overruled);
  }

  private static Clash named(Settlement.Slot slot) {
    Clash clash = slot.clash();
    return new Clash(PATH, clash.base(), clash.git(), clash.store());
  }

  private static Part path(FileState state) {
    return new Part(Part.Kind.FRAME, PATH, state.path().value());
  }

  private static RepoPath path(Optional<Part> settled, FileState side) {
    return settled.map(part -> new RepoPath(part.text())).orElse(side.path());
  }
}
