package io.github.sddtool.source.git;

import java.util.Collection;
import org.eclipse.jgit.lib.ObjectId;

/// Where the objects are that a clone was made without; git's own word for it.
interface Promisor {
  /// Of a clone that has all it will ever have.
  Promisor NONE =
      new Promisor() {
        @Override
        public boolean promises() {
          return false;
        }

        @Override
        public void fetch(Collection<ObjectId> objects) {}

        @Override
        public boolean deepen() {
          return false;
        }
      };

  /// Whether objects may be missing here that can be fetched.
  boolean promises();

  /// Brings objects here.
  ///
  /// @throws io.github.sddtool.fault.Fault saying who must act, when it cannot
  void fetch(Collection<ObjectId> objects);

  /// Brings the history here that was cut off; false when there is none to bring.
  boolean deepen();
}
