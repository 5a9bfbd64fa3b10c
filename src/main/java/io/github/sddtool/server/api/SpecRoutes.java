package io.github.sddtool.server.api;

import io.github.sddtool.access.AccessPolicy;
import io.github.sddtool.access.Permission;
import io.github.sddtool.access.Tie;
import io.github.sddtool.report.GraphRenderer;
import io.github.sddtool.report.SpecGraph;
import io.github.sddtool.server.Problem;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.SpecSet;
import io.github.sddtool.store.desk.ReviewDesk;
import io.github.sddtool.store.desk.SpecDesk;
import io.github.sddtool.store.spec.EditRefused;
import io.github.sddtool.store.spec.Revision;
import io.github.sddtool.store.spec.SpecFile;
import io.github.sddtool.store.spec.StoredSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

// @spec app/api#REQ-API-001, app/api#REQ-API-009
/// Specs one by one: read, added, edited, removed.
final class SpecRoutes {
  private static final String REVISION = "revision";

  private final SpecDesk desk;
  private final SpecJson json;
  private final SpecPatch patch;
  private final ReviewDesk reviews;

  SpecRoutes(SpecDesk desk, ReviewDesk reviews, SpecJson json, SpecPatch patch) {
    this.desk = desk;
    this.reviews = reviews;
    this.json = json;
    this.patch = patch;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
            "/api/specs",
            Permission.SPECS_CREATE,
            Route.Takes.body("id", "format", "path", "content", "message"),
            this::create),
        Route.get(
            "/api/specs/{id}", Permission.SPECS_READ, Route.Takes.query(REVISION), this::show),
        Route.put(
            "/api/specs/{id}",
            // Which permission it takes depends on what they have to do with the spec.
            Permission.SPECS_UPDATE_OWN,
            Route.Takes.body("content", "path", "id", "fields", "requirements", "message"),
            this::update),
        Route.delete(
            "/api/specs/{id}", Permission.SPECS_DELETE, Route.Takes.NOTHING, this::delete));
  }

  /// The spec of an address.
  StoredSpec spec(Call call) {
    String id = call.path("id");
    return desk.find(call.project(), id)
        .orElseThrow(() ->
            Problem.of(
                    Problem.Kind.NOT_FOUND,
                    "The project '%s' has no spec '%s'."
                        .formatted(call.project().name(), Body.shown(id)))
                .refusal());
  }

  /// The graph of all specs as a text to draw from.
  String drawn(Call call, String format) {
    var all =
        new SpecSet(
            desk.all(call.project()).stream().map(stored -> json.read(stored.file())).toList());
    return GraphRenderer.ALL.stream()
        .filter(one -> one.name().equals(format))
        .findFirst()
        .orElseThrow()
        .write()
        .apply(SpecGraph.of(all));
  }

  private Answer create(Call call) {
    Body body = call.body();
    String id = SpecRules.id(body.require("id", body.text("id")));
    String format = SpecRules.format(body.text("format").orElse("sdd"), json.formats());
    RepoPath path =
        body.text("path").map(SpecRules::path).orElseGet(() -> SpecRules.placed(format, id));
    String content = SpecRules.content(body.require("content", body.text("content")));
    StoredSpec made =
        desk.create(
            call.project(), new SpecFile(id, format, path, content), call.by(body), call.doer());
    return Answer.created(call.address("specs", id), json.whole(call, made, made.latest()))
        .header("ETag", EntityTag.of(made).text());
  }

  private Answer show(Call call) {
    StoredSpec spec = spec(call);
    int number = call.number(REVISION, spec.revision(), 1, Integer.MAX_VALUE - 1);
    EntityTag tag = EntityTag.of(spec, number);
    Revision revision =
        number == spec.revision()
            ? spec.latest()
            : desk.revision(spec, number)
                .orElseThrow(() ->
                    Problem.of(
                            Problem.Kind.NOT_FOUND,
                            "The spec '%s' has revisions 1 to %d, and not %d."
                                .formatted(spec.file().id(), spec.revision(), number))
                        .refusal());
    Answer answer =
        tag.isKnownTo(call) ? Answer.silent(304) : Answer.ok(json.whole(call, spec, revision));
    return answer.header("ETag", tag.text());
  }

  private Answer update(Call call) {
    StoredSpec before = spec(call);
    Call.require(
        AccessPolicy.decideChange(call.caller().who(), tie(call, before), call.project().name()));
    EntityTag.of(before).require(call);
    Body body = call.body();
    SpecFile file = edited(before.file(), body);
    try {
      StoredSpec after = desk.update(call.project(), before, file, call.by(body), call.doer());
      return Answer.ok(json.whole(call, after, after.latest()))
          .header("ETag", EntityTag.of(after).text());
    } catch (EditRefused refused) {
      throw raced(call, before, refused);
    }
  }

  /// What somebody has to do with a spec. Who wrote it first stands in its first revision.
  private Tie tie(Call call, StoredSpec spec) {
    boolean author =
        desk.revision(spec, 1)
            .filter(first -> call.caller().who().is(first.by().author().email()))
            .isPresent();
    if (author) {
      return Tie.AUTHOR;
    }
    return reviews.isReviewer(spec, call.person()) ? Tie.REVIEWER : Tie.NONE;
  }

  private SpecFile edited(SpecFile before, Body body) {
    String id = body.text("id").map(SpecRules::id).orElse(before.id());
    RepoPath path = body.text("path").map(SpecRules::path).orElse(before.path());
    String text = body.text("content").orElse(before.text());
    Map<String, String> fields = body.mapping("fields");
    Map<String, String> requirements = body.mapping("requirements");
    if (!body.has("id")
        && !body.has("path")
        && !body.has("content")
        && fields.isEmpty()
        && requirements.isEmpty()) {
      throw Problem.of(
              Problem.Kind.INVALID,
              "Nothing is to be changed: name 'content', 'path', 'id', 'fields' or 'requirements'.")
          .refusal();
    }
    if (!fields.isEmpty() || !requirements.isEmpty()) {
      text = patched(before, path, text, fields, requirements);
    }
    return new SpecFile(id, before.format(), path, SpecRules.content(text));
  }

  private String patched(
      SpecFile before,
      RepoPath path,
      String text,
      Map<String, String> fields,
      Map<String, String> requirements) {
    Optional<String> patched = patch.apply(before.format(), path, text, fields, requirements);
    return patched.orElseThrow(() ->
        Problem.of(
                Problem.Kind.INVALID,
                ("The fields %s and requirements %s cannot be changed one by one in this spec of the"
                        + " format '%s': one of them is not there, or would be read as something else."
                        + " Send the whole 'content'.")
                    .formatted(fields.keySet(), requirements.keySet(), before.format()))
            .refusal());
  }

  private Answer delete(Call call) {
    StoredSpec before = spec(call);
    EntityTag.of(before).require(call);
    try {
      desk.delete(call.project(), before, call.by(""), call.doer());
      return Answer.silent(204);
    } catch (EditRefused refused) {
      throw raced(call, before, refused);
    }
  }

  /// Somebody else was faster, between our look and our edit.
  private RuntimeException raced(Call call, StoredSpec before, EditRefused refused) {
    if (refused.reason() != EditRefused.Reason.STALE) {
      return refused;
    }
    return desk.find(call.project(), before.file().id())
        .map(now ->
            (RuntimeException) EntityTag.of(now).stale(EntityTag.of(before).text()).refusal())
        .orElse(refused);
  }
}
