package io.github.sddtool.source.git;

import org.eclipse.jgit.lib.Repository;

/// The way by which one request's commits come into a clone. Each leaves every refspec's right side
/// pointing to a commit that can be read, or throws the [Fault] that says who must act.
interface Transport {
  /// Fills a new clone.
  ///
  /// @throws Damaged when what came cannot be read
  void fill(Repository clone) throws Damaged;

  /// Brings a clone up to date.
  ///
  /// @throws Damaged when the clone has to be made anew
  void update(Repository clone) throws Damaged;

  /// Where the rest of a clone is.
  Promisor promisor(Repository clone);

  /// The clone itself is broken: no answer of the remote can mend it.
  final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(String message) {
      super(message);
    }

    Damaged(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// This way is barred; the other side can be reached all the same.
  final class Barred extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Barred(String reason) {
      super(reason);
    }
  }
}
