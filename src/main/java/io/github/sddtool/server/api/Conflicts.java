package io.github.sddtool.server.api;

import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.Provenance;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Edits in git and in the store that contradict each other, and what people decide about them.
public interface Conflicts {
  /// Where nothing is kept in step with git.
  Conflicts NONE =
      new Conflicts() {
        @Override
        public List<Conflict> all(Project project, Asked state) {
          return List.of();
        }

        @Override
        public Optional<Conflict> resolve(
            Project project, long number, Choice choice, Provenance by) {
          return Optional.empty();
        }
      };

  /// Which conflicts are asked for.
  enum Asked {
    /// Open and decided ones.
    OPEN,
    /// Resolved and overruled ones.
    RESOLVED,
    /// All of them.
    ALL
  }

  /// What somebody decides.
  sealed interface Choice {
    /// What stands in git.
    record Git() implements Choice {}

    /// What stands in the store.
    record Store() implements Choice {}

    /// What both began with.
    record Base() implements Choice {}

    /// What was proposed goes ahead as it is.
    record Proceed() implements Choice {}

    /// Another text.
    record Text(String text) implements Choice {}
  }

  /// A contradiction.
  ///
  /// @param number names it; never used again in a store
  /// @param spec the id; empty for a project as a whole
  /// @param part what of the spec it is about, as people read it
  /// @param proposal the pull request that shows it
  /// @param changed when anything about it did
  record Conflict(
      long number,
      Optional<String> spec,
      String part,
      Sides sides,
      Standing standing,
      Optional<URI> proposal,
      Instant found,
      Instant changed) {}

  /// What each side says; empty where it says nothing.
  record Sides(Optional<String> base, Optional<String> git, Optional<String> store) {}

  /// Where a conflict stands.
  ///
  /// @param choice what was decided; empty before
  record Standing(State state, String choice) {}

  /// Where a conflict stands.
  enum State {
    /// It waits for a person.
    OPEN,
    /// A person chose; git has yet to hear of it.
    DECIDED,
    /// Both sides agree again.
    RESOLVED,
    /// It was settled by whoever's word counts; the other word is kept here.
    OVERRULED
  }

  /// The conflicts of a project.
  List<Conflict> all(Project project, Asked state);

  /// Decides one; empty when the project has no such conflict.
  ///
  /// @throws io.github.sddtool.store.spec.EditRefused when it was decided already, or cannot be so
  Optional<Conflict> resolve(Project project, long number, Choice choice, Provenance by);
}
