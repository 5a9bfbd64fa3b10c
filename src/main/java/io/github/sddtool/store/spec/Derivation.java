package io.github.sddtool.store.spec;

import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Scenario;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.StorableText;
import io.github.sddtool.store.search.SearchEntry;
import io.github.sddtool.store.search.SearchTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What follows from a spec's text: read by its format, and kept in tables of its own in the unit
/// of work that keeps the text. It can be made again at any time.
final class Derivation {
  /// Of the way of reading; what another one made is made again.
  static final int VERSION = 1;

  private static final int LONGEST = 5 << 20;

  private final Map<String, SpecFormat> formats;

  Derivation(List<SpecFormat> formats) {
    this.formats =
        formats.stream().collect(Collectors.toMap(SpecFormat::name, Function.identity()));
  }

  /// Keeps what follows from a spec in place of what did; returns its status, which may be empty.
  String keep(Handle handle, SpecRef ref, SpecFile file) {
    drop(handle, ref);
    return keepNew(handle, ref, file);
  }

  /// As [#keep], of a spec of which nothing is kept.
  String keepNew(Handle handle, SpecRef ref, SpecFile file) {
    Spec spec = read(file);
    long number = ref.number();
    String status = text(spec.body().status());
    PlainSql.update(
        handle,
        "UPDATE spec SET format = ?, title = ?, status = ?, domain = ?, derived = ?"
            + " WHERE number = ?",
        file.format(),
        StorableText.of(spec.title()),
        status,
        text(spec.domain()),
        VERSION,
        number);
    keepRequirements(handle, number, spec.body());
    keepScenarios(handle, number, spec.body());
    keepFrontMatter(handle, number, spec.body());
    SearchTables.of(handle).put(handle, place(ref), SearchEntry.of(spec, file.text()));
    return status;
  }

  /// Reads a spec by its format.
  Spec read(SpecFile file) {
    SpecFormat format = formats.get(file.format());
    SpecBody body;
    if (format == null) {
      body = SpecBody.unread("No format is called '" + file.format() + "'.");
    } else if (file.text().length() > LONGEST) {
      body = SpecBody.unread("The spec is too large and was not read.");
    } else {
      body = format.read(file.path(), file.text());
    }
    return new Spec(file.id(), file.format(), file.path(), body);
  }

  private static void keepRequirements(Handle handle, long spec, SpecBody body) {
    var rows = new ArrayList<List<Object>>();
    for (Requirement requirement : requirements(body)) {
      rows.add(
          List.of(
              spec,
              rows.size() + 1,
              StorableText.of(requirement.id()),
              StorableText.of(requirement.title()),
              requirement.level().name(),
              requirement.line(),
              StorableText.of(requirement.statement())));
    }
    PlainSql.each(
        handle,
        "INSERT INTO spec_requirement (spec, position, local, title, level, line, statement)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows);
  }

  private static List<Requirement> requirements(SpecBody body) {
    return body.requirements()
        .subList(0, Math.min(SearchEntry.MOST_PARTS, body.requirements().size()));
  }

  private static void keepScenarios(Handle handle, long spec, SpecBody body) {
    var rows = new ArrayList<List<Object>>();
    body.loose().scenarios().forEach(scenario -> add(rows, spec, 0, scenario));
    int position = 0;
    for (Requirement requirement : requirements(body)) {
      position++;
      for (Scenario scenario : requirement.scenarios()) {
        add(rows, spec, position, scenario);
      }
    }
    PlainSql.each(
        handle,
        "INSERT INTO spec_scenario (spec, position, requirement, name, line, text)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        rows);
  }

  private static void add(List<List<Object>> rows, long spec, int requirement, Scenario scenario) {
    if (rows.size() < SearchEntry.MOST_PARTS) {
      rows.add(
          List.of(
              spec,
              rows.size() + 1,
              requirement,
              StorableText.of(scenario.name()),
              scenario.line(),
              StorableText.of(scenario.text())));
    }
  }

  private static void keepFrontMatter(Handle handle, long spec, SpecBody body) {
    var dependencies = new ArrayList<List<Object>>();
    for (String target : body.dependsOn()) {
      dependencies.add(List.of(spec, dependencies.size() + 1, StorableText.of(target)));
    }
    PlainSql.each(
        handle,
        "INSERT INTO spec_dependency (spec, position, target) VALUES (?, ?, ?)",
        dependencies);
    var fields = new ArrayList<List<Object>>();
    body.frontMatter()
        .fields()
        .forEach((name, value) ->
            fields.add(List.of(spec, StorableText.of(name), StorableText.of(value))));
    PlainSql.each(
        handle,
        "INSERT INTO spec_field (spec, name, value) VALUES (?, ?, ?)"
            + " ON CONFLICT (spec, name) DO NOTHING",
        fields);
  }

  private static String text(Optional<String> value) {
    return StorableText.of(value.orElse(""));
  }

  /// Forgets what follows from a spec.
  void drop(Handle handle, SpecRef ref) {
    PlainSql.update(handle, "DELETE FROM spec_requirement WHERE spec = ?", ref.number());
    PlainSql.update(handle, "DELETE FROM spec_scenario WHERE spec = ?", ref.number());
    PlainSql.update(handle, "DELETE FROM spec_dependency WHERE spec = ?", ref.number());
    PlainSql.update(handle, "DELETE FROM spec_field WHERE spec = ?", ref.number());
    SearchTables.of(handle).drop(handle, place(ref));
  }

  private static SearchTables.Place place(SpecRef ref) {
    return new SearchTables.Place(ref.project(), ref.number());
  }

  /// Keeps that a revision brought its spec to a status, where it had another one before.
  static void came(Handle handle, Revision revision, String status) {
    long spec = revision.spec().number();
    PlainSql.update(
        handle,
        "INSERT INTO spec_status (spec, number, status, at)"
            + " SELECT ?, ?, ?, ? WHERE COALESCE((SELECT status FROM spec_status WHERE spec = ?"
            + " ORDER BY number DESC LIMIT 1), '') <> ?",
        spec,
        revision.number(),
        status,
        revision.by().at().toEpochMilli(),
        spec,
        status);
  }
}
