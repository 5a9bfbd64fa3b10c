package io.github.sddtool.spec;

import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import java.util.Optional;

/// A specification in its place.
///
/// @param id its path below its root without the file name, for example `auth/login`
/// @param format the name of its format, for example `sdd`
public record Spec(String id, String format, RepoPath path, SpecBody body) {

  /// The business domain: what the front matter says, else the id's first segment where it has
  /// several.
  public Optional<String> domain() {
    int slash = id.indexOf('/');
    return body.field("domain")
        .or(() -> slash < 0 ? Optional.empty() : Optional.of(id.substring(0, slash)));
  }

  /// What people read above the spec: its title, else the name of its folder.
  public String title() {
    return body.title().isEmpty() ? lastSegment() : body.title();
  }

  /// The last part of the id, by which people call a spec when no other ends with it.
  public String lastSegment() {
    return lastSegment(id);
  }

  static String lastSegment(String id) {
    return id.substring(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
  }

  public RequirementKey key(Requirement requirement) {
    return new RequirementKey(id, requirement.id());
  }

  public Location at(int line) {
    return Location.of(path, line);
  }
}
