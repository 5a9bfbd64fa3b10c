package io.github.sddtool.bridge.local;

import io.github.sddtool.bridge.merge.FileMerged;
import io.github.sddtool.bridge.merge.FilePast;
import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.source.RepoPath;
import java.util.Optional;

/// A spec that is not the same on both sides and in what is known, and what comes of it.
///
/// @param known empty for a spec that is new
/// @param local empty where the working tree has none
/// @param there empty where the store has none
/// @param merged with the working tree in git's place
public record Change(
    Optional<Known> known, Optional<LocalSpec> local, Optional<Kept> there, FileMerged merged) {

  static Change of(
      Optional<Known> known, Optional<LocalSpec> local, Optional<Kept> there, Merger merger) {
    return of(known, local, there, merger, FilePast.NONE);
  }

  static Change of(
      Optional<Known> known,
      Optional<LocalSpec> local,
      Optional<Kept> there,
      Merger merger,
      FilePast past) {
    Optional<String> other =
        there.map(kept -> kept.file().text()).or(() -> known.map(one -> one.base().text()));
    Optional<LocalSpec> here = local.map(spec -> spec.like(other));
    String format = there.map(Kept::format).or(() -> here.map(LocalSpec::format)).orElse("");
    return new Change(
        known,
        here,
        there,
        merger.merge(
            format,
            known.map(Known::base),
            here.map(LocalSpec::file),
            there.map(Kept::file),
            past));
  }

  /// What it is called: here, else there.
  public String id() {
    return local
        .map(LocalSpec::id)
        .or(() -> there.map(Kept::id))
        .or(() -> known.map(one -> one.there().id()))
        .orElse("");
  }

  String format() {
    return there.map(Kept::format).or(() -> local.map(LocalSpec::format)).orElse("");
  }

  /// Where it stands: here, else there.
  public RepoPath path() {
    return here()
        .or(this::away)
        .or(this::base)
        .map(FileState::path)
        .orElseThrow(() -> new IllegalStateException("a change of nothing"));
  }

  /// What both agreed on.
  public Optional<FileState> base() {
    return known.map(Known::base);
  }

  /// What the working tree has.
  public Optional<FileState> here() {
    return local.map(LocalSpec::file);
  }

  /// What the store has.
  public Optional<FileState> away() {
    return there.map(Kept::file);
  }

  /// Whether the working tree says something new.
  public boolean changedHere() {
    return !here().equals(base());
  }

  /// Whether the store says something new.
  public boolean changedThere() {
    return !away().equals(base());
  }

  /// Whether the working tree is to be changed.
  public boolean bringsHere() {
    return !merged.git().equals(here());
  }

  /// Whether the store is to be changed.
  public boolean sendsThere() {
    return !merged.store().equals(away());
  }

  /// Whether a person has to settle something.
  public boolean clashes() {
    return !merged.clashes().isEmpty();
  }

  /// Whether both sides have the same and only what is known of it is behind.
  boolean isAgreed() {
    return here().equals(away());
  }
}
