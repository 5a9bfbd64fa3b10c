package io.github.sddtool.store.spec;

/// One edit of one spec.
///
/// @param spec whose it is
/// @param number from 1, counted for each spec
/// @param seq from 1, counted for a whole project: later edits have larger ones
/// @param file as it was after the edit; of a deleted spec as it was before
public record Revision(
    SpecRef spec, int number, long seq, Action action, SpecFile file, Provenance by) {

  /// What an edit did.
  public enum Action {
    /// The spec is new.
    CREATE,
    /// It says something else.
    UPDATE,
    /// It has another path, and may say something else too.
    MOVE,
    /// It is gone.
    DELETE
  }
}
