package io.github.sddtool.spec;

import io.github.sddtool.source.RepoPath;
import java.util.List;
import java.util.Map;

/// Which files below a root play which part.
///
/// @param specs the id of each spec file
/// @param sides what else the format reads
/// @param problems files that stand where the format does not look
public record Layout(
    Map<RepoPath, String> specs, Map<RepoPath, Side> sides, List<PlacedProblem> problems) {
  public Layout {
    specs = Map.copyOf(specs);
    sides = Map.copyOf(sides);
    problems = List.copyOf(problems);
  }

  /// A layout of specs alone.
  public static Layout of(Map<RepoPath, String> specs) {
    return new Layout(specs, Map.of(), List.of());
  }

  /// The part of a file that is no spec.
  public sealed interface Side {
    /// The tasks of a spec.
    record Tasks(String spec) implements Side {}

    /// What a spec says about itself in a file of its own: its status and the like.
    record Attributes(String spec) implements Side {}

    /// Prose that belongs to a spec and may name its requirements, such as a design.
    record Prose(String spec) implements Side {}

    /// The text of a proposal, with what it says about itself.
    record ProposalText(Folder proposal) implements Side {}

    /// The tasks of a proposal.
    record ProposalTasks(Folder proposal) implements Side {}

    /// What a proposal wants done to a spec.
    record Amends(Folder proposal, String spec) implements Side {}

    /// What a proposal wants done to specs that the file itself names.
    record AmendsSeveral(Folder proposal) implements Side {}

    /// A constitution.
    ///
    /// @param domain empty: for all specs
    record Constitutes(String domain) implements Side {}

    /// The list of domains.
    record Domains() implements Side {}
  }

  /// A proposal's folder.
  public record Folder(String id, String path, boolean archived) {}
}
