package io.github.sddtool.source;

/// A repository on a forge: the forge's id in the settings, and the name the forge knows it by.
///
/// @param forge for example `github`
/// @param name for example `octo/shop`; never a path that climbs
public record RepoId(String forge, String name) {
  public RepoId {
    if (forge.isBlank() || name.isBlank()) {
      throw new IllegalArgumentException("a repository needs a forge and a name");
    }
    for (String segment : name.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new IllegalArgumentException("not a repository name: " + name);
      }
    }
  }

  /// Reads what [#toString()] writes.
  public static RepoId read(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not a repository: " + text);
    }
    return new RepoId(text.substring(0, colon), text.substring(colon + 1));
  }

  @Override
  public String toString() {
    return forge + ":" + name;
  }
}
