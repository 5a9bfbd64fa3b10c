package io.github.sddtool.bridge.mirror;

import io.github.sddtool.bridge.lens.Part;
import io.github.sddtool.bridge.merge.Authority;
import io.github.sddtool.bridge.merge.Ruling;
import io.github.sddtool.source.RepoPath;
import java.util.List;
import java.util.Optional;

// @spec app/bridge#REQ-BRIDGE-001
/// How a project and its repository are kept alike, as `.sdd/server.yml` says.
///
/// @param server where the store is, and which project; empty where the file does not say
/// @param autoPush whether what git says reaches the store by itself
/// @param autoPull whether what the store says reaches git by itself
/// @param exceptions the first that fits counts
public record MirrorSettings(
    Optional<Server> server,
    Mode mode,
    boolean autoPush,
    boolean autoPull,
    Resolution resolution,
    List<Except> exceptions) {
  /// Both sides, and people are asked.
  public static final MirrorSettings USUAL =
      new MirrorSettings(
          Optional.empty(), Mode.BIDIRECTIONAL, true, true, Resolution.PROMPT, List.of());

  public MirrorSettings {
    exceptions = List.copyOf(exceptions);
  }

  /// Where the store is.
  ///
  /// @param url of the server
  public record Server(String url, String project) {}

  /// Whose word counts, as a rule.
  public enum Mode {
    GIT_PRIMARY,
    SERVER_PRIMARY,
    BIDIRECTIONAL;

    Authority authority() {
      return switch (this) {
        case GIT_PRIMARY -> Authority.GIT;
        case SERVER_PRIMARY -> Authority.STORE;
        case BIDIRECTIONAL -> Authority.BOTH;
      };
    }
  }

  /// What happens where both sides count and contradict each other.
  public enum Resolution {
    /// A person is asked.
    PROMPT,
    /// Git's word counts.
    LOCAL,
    /// The store's word counts.
    REMOTE,
    /// Lines are merged where they can be, and a person is asked where not; as PROMPT does, too.
    MERGE;

    Authority authority() {
      return switch (this) {
        case LOCAL -> Authority.GIT;
        case REMOTE -> Authority.STORE;
        case PROMPT, MERGE -> Authority.BOTH;
      };
    }
  }

  /// An exception from the mode.
  ///
  /// @param folder specs below it, or the spec at it; empty for all
  /// @param field of the front matter; empty for all of a spec
  public record Except(Optional<String> folder, Optional<String> field, Authority wins) {
    boolean fits(RepoPath path, Part part) {
      boolean here =
          folder
              .map(one -> path.value().equals(one) || path.value().startsWith(one + "/"))
              .orElse(true);
      return here
          && field
              .map(one -> part.kind() == Part.Kind.FIELD && part.name().equals(one))
              .orElse(true);
    }
  }

  /// The ruling for a spec.
  Ruling ruling(RepoPath path) {
    return new Ruling(
        part ->
            exceptions.stream()
                .filter(one -> one.fits(path, part))
                .findFirst()
                .map(Except::wins)
                .orElse(mode.authority()),
        resolution.authority());
  }
}
