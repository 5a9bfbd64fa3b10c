package io.github.sddtool.analysis.impact;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.RequirementKey;
import java.util.List;
import java.util.Locale;

/// What a change of requirements touches.
///
/// @param changed the requirements that change
/// @param code files with code linked to the changed requirements or to the touched specs
/// @param tests the same for tests
/// @param owners who answers for the specs and files above, by name
public record Impact(
    List<RequirementKey> changed,
    Specs specs,
    List<RepoPath> code,
    List<RepoPath> tests,
    List<Owner> owners,
    Risk risk) {

  /// The specs that are touched, and how they hang together.
  ///
  /// @param direct those that depend on the specs of the changed requirements
  /// @param transitive those that depend on these in turn, however far
  /// @param inferred those of both that are found only through links and mentions in texts
  public record Specs(
      List<String> direct, List<String> transitive, List<String> inferred, List<Edge> edges) {
    public Specs {
      direct = List.copyOf(direct);
      transitive = List.copyOf(transitive);
      inferred = List.copyOf(inferred);
      edges = List.copyOf(edges);
    }
  }

  /// `dependent` depends on `dependency`.
  ///
  /// @param inferred whether its text refers to it, and nothing says that it depends on it
  public record Edge(String dependency, String dependent, boolean inferred) {}

  /// A person, a team or an address, and what of the impact they answer for.
  ///
  /// @param paths of code, tests and spec files
  public record Owner(String name, List<RepoPath> paths, List<String> specs) {
    public Owner {
      paths = List.copyOf(paths);
      specs = List.copyOf(specs);
    }
  }

  /// How carefully to look.
  ///
  /// @param score 0 to 10, to one decimal
  public record Risk(double score, List<String> reasons) {
    public Risk {
      reasons = List.copyOf(reasons);
    }

    public Grade level() {
      return score < 3 ? Grade.LOW : score < 6 ? Grade.MEDIUM : Grade.HIGH;
    }
  }

  /// Below 3, below 6, and the rest.
  public enum Grade {
    LOW,
    MEDIUM,
    HIGH;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Impact {
    changed = List.copyOf(changed);
    code = List.copyOf(code);
    tests = List.copyOf(tests);
    owners = List.copyOf(owners);
  }
}
