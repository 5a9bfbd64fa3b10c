package io.github.sddtool.facts;

import io.github.sddtool.facts.lexer.Region;
import java.util.List;
import java.util.Optional;

/// A place in code or tests that names a requirement, before anybody knows which one is meant.
///
/// @param explicit written to be a marker (`@spec …`); else an id that may mean something else
/// @param spec the spec it names itself, `auth/login` in `@spec auth/login#REQ-1`
/// @param id of the requirement, in upper case; of an item with a revision as written
/// @param tag what a tag of a format with revisions says beyond the id
public record Marker(
    boolean explicit,
    Optional<String> spec,
    String id,
    int line,
    int column,
    Surroundings around,
    Optional<CoverTag> tag) {

  /// A marker without a tag.
  public Marker(
      boolean explicit,
      Optional<String> spec,
      String id,
      int line,
      int column,
      Surroundings around) {
    this(explicit, spec, id, line, column, around, Optional.empty());
  }

  /// What stands around a marker and may say which spec is meant.
  ///
  /// @param near texts that may name a spec, nearest first: the line, the comment, the titles of
  ///   the enclosing tests and suites from the innermost out
  /// @param inTest whether the marker stands in a test case or suite, or in the title of one
  /// @param region the code it speaks of, if that can be told
  public record Surroundings(List<String> near, boolean inTest, Optional<Region> region) {
    public Surroundings {
      near = List.copyOf(near);
    }
  }

  /// The same marker as a tag.
  Marker with(CoverTag said) {
    return new Marker(explicit, spec, id, line, column, around, Optional.of(said));
  }

  /// The marker as a person would write it.
  public String text() {
    return spec.map(name -> name + "#" + id).orElse(id);
  }
}
