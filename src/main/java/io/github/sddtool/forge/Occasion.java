package io.github.sddtool.forge;

import io.github.sddtool.source.CommitId;
import java.util.List;
import java.util.Optional;

/// What a pipeline runs for, as its forge tells it.
///
/// @param bases what the head is to be compared with, the best first; none where there is nothing
///   it came from
/// @param compared whether the comparison is what the pipeline is about, as it is of a request: a
///   verdict without it would be another one
/// @param request the pull request, and the commit that it proposes
public record Occasion(List<Base> bases, boolean compared, Optional<Target> request) {
  /// Nothing that is known, such as a schedule.
  public static final Occasion NONE = new Occasion(List.of(), false, Optional.empty());

  /// What a head came from.
  public sealed interface Base {
    /// To stand after "compares with".
    String words();

    /// Where a branch stands now.
    record Branch(String name) implements Base {
      public Branch {
        if (!BranchName.isFetchable(name)) {
          throw new IllegalArgumentException("no branch has this name");
        }
      }

      @Override
      public String words() {
        return "the branch " + name;
      }
    }

    /// One commit.
    record Commit(CommitId id) implements Base {
      @Override
      public String words() {
        return "commit " + id.brief();
      }
    }
  }

  public Occasion {
    bases = List.copyOf(bases);
  }

  /// A request, whose comparison is what matters.
  public static Occasion of(Target request, List<Base> bases) {
    return new Occasion(bases, true, Optional.of(request));
  }

  /// A push to a branch, which is compared with what stood there before or with the branch that all
  /// others come from.
  ///
  /// @param usual the default branch
  /// @param before empty where the branch begins
  public static Occasion ofPush(String branch, String usual, Optional<CommitId> before) {
    if (branch.equals(usual)) {
      return new Occasion(
          before.map(Base.Commit::new).<List<Base>>map(List::of).orElse(List.of()),
          false,
          Optional.empty());
    }
    return BranchName.isFetchable(usual)
        ? new Occasion(List.of(new Base.Branch(usual)), true, Optional.empty())
        : NONE;
  }
}
