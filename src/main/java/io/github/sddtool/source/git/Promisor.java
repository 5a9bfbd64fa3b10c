package io.github.sddtool.source.git;

import java.util.Collection;
import java.util.Set;
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
        public boolean deepen(Set<ObjectId> gaps) {
          return false;
        }
      };

  /// Whether objects may be missing here that can be fetched.
  boolean promises();

  /// Brings objects here.
  ///
  /// @throws io.github.sddtool.fault.Fault saying who must act, when it cannot
  void fetch(Collection<ObjectId> objects);

  /// Brings history here that was cut off behind some commits, or some of it; false when there is
  /// none to bring.
  ///
  /// @throws io.github.sddtool.fault.Fault saying who must act, when it cannot
  boolean deepen(Set<ObjectId> gaps);
}
