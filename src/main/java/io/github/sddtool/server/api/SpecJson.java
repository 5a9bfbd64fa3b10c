package io.github.sddtool.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Provenance;
import io.github.sddtool.store.spec.Revision;
import io.github.sddtool.store.spec.SpecFile;
import io.github.sddtool.store.spec.StoredSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Specs as programs read them: the file, and what it says.
final class SpecJson {
  private final Map<String, SpecFormat> formats;
  private final List<String> names;

  SpecJson(List<SpecFormat> formats) {
    this.formats =
        formats.stream()
            .collect(Collectors.toUnmodifiableMap(SpecFormat::name, Function.identity()));
    this.names = formats.stream().map(SpecFormat::name).toList();
  }

  List<String> formats() {
    return names;
  }

  /// What a file says, read by its format.
  Spec read(SpecFile file) {
    return new Spec(
        file.id(),
        file.format(),
        file.path(),
        Optional.ofNullable(formats.get(file.format()))
            .map(format -> format.read(file.path(), file.text()))
            .orElseGet(() -> SpecBody.unread("there is no such format here")));
  }

  /// Everything about a spec at one of its revisions.
  ObjectNode whole(Call call, StoredSpec stored, Revision revision) {
    SpecFile file = revision.file();
    Spec spec = read(file);
    ObjectNode json = Json.object();
    json.put("id", stored.file().id());
    json.put("project", call.project().name());
    json.put("format", file.format());
    json.put("path", file.path().value());
    json.put("title", spec.title());
    json.put("status", spec.body().status().orElse(null));
    json.put("domain", spec.domain().orElse(null));
    json.set("dependsOn", Json.texts(spec.body().dependsOn()));
    ObjectNode fields = json.putObject("fields");
    new TreeMap<>(spec.body().frontMatter().fields()).forEach(fields::put);
    json.put("revision", revision.number());
    json.put("createdAt", stored.created().toString());
    json.put("updatedAt", revision.by().at().toString());
    json.set("updatedBy", person(revision.by().author()));
    json.put("source", source(revision.by()));
    json.put("content", file.text());
    json.set("requirements", requirements(spec));
    json.set("links", links(call, stored.file().id()));
    return json;
  }

  private static ArrayNode requirements(Spec spec) {
    ArrayNode all = Json.array();
    for (Requirement requirement : spec.body().requirements()) {
      all.addObject()
          .put("key", spec.key(requirement).toString())
          .put("id", requirement.id())
          .put("title", requirement.title())
          .put("level", requirement.level().name())
          .put("line", requirement.line())
          .put("scenarios", requirement.scenarios().size());
    }
    return all;
  }

  static ObjectNode links(Call call, String id) {
    return Json.object()
        .put("self", call.address("specs", id))
        .put("history", call.address("specs", id, "history"))
        .put("dependencies", call.address("specs", id, "dependencies"))
        .put("dependents", call.address("specs", id, "dependents"))
        .put("reviews", call.address("specs", id, "reviews"));
  }

  static ObjectNode person(Person person) {
    return Json.object().put("name", person.name()).put("email", person.email());
  }

  static String source(Provenance by) {
    return by.source().name().toLowerCase(Locale.ROOT);
  }
}
