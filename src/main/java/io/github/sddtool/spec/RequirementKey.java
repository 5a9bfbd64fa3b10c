package io.github.sddtool.spec;

// @spec engine/reading#REQ-READ-006
/// The name of a requirement in the whole repository: its spec's id and its id in that spec.
public record RequirementKey(String spec, String local) implements Comparable<RequirementKey> {
  @Override
  public int compareTo(RequirementKey other) {
    int bySpec = spec.compareTo(other.spec);
    return bySpec != 0 ? bySpec : local.compareTo(other.local);
  }

  // by hand, because keys are looked up more often than anything else
  @Override
  public boolean equals(Object other) {
    return other instanceof RequirementKey(String otherSpec, String otherLocal)
        && local.equals(otherLocal)
        && spec.equals(otherSpec);
  }

  @Override
  public int hashCode() {
    return 31 * spec.hashCode() + local.hashCode();
  }

  /// `auth/login#REQ-001`
  @Override
  public String toString() {
    return spec + "#" + local;
  }
}
