package io.github.sddtool.fake.github;

import java.util.List;
import java.util.Optional;

/// A check run as it stands, with all annotations that were ever appended to it.
///
/// @param conclusion empty as long as the run is not completed
/// @param title empty text when none was given; so are summary and externalId
public record CheckRun(
    long id,
    String name,
    String status,
    Optional<String> conclusion,
    String title,
    String summary,
    List<Annotation> annotations,
    String externalId) {
  public CheckRun {
    annotations = List.copyOf(annotations);
  }

  /// A remark on lines of a file; level is `notice`, `warning` or `failure`.
  public record Annotation(
      String path, int startLine, int endLine, String level, String title, String message) {}
}
