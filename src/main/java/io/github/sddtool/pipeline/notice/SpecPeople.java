package io.github.sddtool.pipeline.notice;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Who has to do with a spec of the store: who wrote it first, and whom its front matter names as
/// its owner.
final class SpecPeople {
  private SpecPeople() {}

  /// By `@author` and `@owner`; without those whom nobody knows.
  static Map<String, List<String>> of(Handle handle, String project, String spec) {
    Map<String, List<String>> people = new HashMap<>();
    handle
        .createQuery(
            "SELECT first.author AS author, first.email AS email FROM spec"
                + " JOIN project ON project.number = spec.project"
                + " JOIN spec_revision AS first ON first.spec = spec.number AND first.number = 1"
                + " WHERE project.name = :project AND spec.id = :id AND spec.deleted = 0")
        .bind("project", project)
        .bind("id", spec)
        .map((row, _) ->
            row.getString("email").isEmpty() ? row.getString("author") : row.getString("email"))
        .findOne()
        .ifPresent(name -> people.put("@author", List.of(name)));
    owner(handle, project, spec).ifPresent(name -> people.put("@owner", List.of(name)));
    return people;
  }

  private static Optional<String> owner(Handle handle, String project, String spec) {
    return handle
        .createQuery(
            "SELECT part.value AS owner FROM spec JOIN project ON project.number = spec.project"
                + " JOIN spec_field AS part ON part.spec = spec.number"
                + " WHERE project.name = :project AND spec.id = :id AND spec.deleted = 0"
                + " AND LOWER(part.name) = 'owner' AND part.value <> '' LIMIT 1")
        .bind("project", project)
        .bind("id", spec)
        .mapTo(String.class)
        .findOne();
  }
}
