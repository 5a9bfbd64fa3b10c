package io.github.sddtool.spec;

// @spec engine/reading#REQ-READ-006
/// The name of a requirement in the whole repository: its spec's id and its id in that spec.
public record RequirementKey(String spec, String local) implements Comparable<RequirementKey> {
  @Override
  public int compareTo(RequirementKey other) {
    int bySpec = spec.compareTo(other.spec);
    return bySpec != 0 ? bySpec : local.compareTo(other.local);
  }

  /// `auth/login#REQ-001`
  @Override
  public String toString() {
    return spec + "#" + local;
  }
}
