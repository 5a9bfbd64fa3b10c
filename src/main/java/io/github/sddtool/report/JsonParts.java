package io.github.sddtool.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.SpecChanges;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.delta.Delta;
import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.impact.Impact;
import io.github.sddtool.analysis.quality.Quality;
import io.github.sddtool.analysis.trace.Link;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Writes the parts of a report that were computed, field by field, in a fixed order.
final class JsonParts {
  private final JsonGenerator json;
  private final Report report;
  private final Style style;
  private final Set<Finding> failing;

  JsonParts(JsonGenerator json, Report report, Style style) {
    this.style = style;
    this.json = json;
    this.report = report;
    this.failing = new HashSet<>(report.failing());
  }

  void write() throws IOException {
    json.writeArrayFieldStart("specs");
    for (Spec spec : report.specs()) {
      spec(spec);
    }
    json.writeEndArray();
    Report.Parts parts = report.parts();
    if (parts.coverage().isPresent()) {
      coverage(parts.coverage().get(), parts.coverageBefore());
    }
    if (parts.drift().isPresent()) {
      drift(parts.drift().get());
    }
    if (parts.impact().isPresent()) {
      impact(parts.impact().get());
    }
    if (parts.quality().isPresent()) {
      quality(parts.quality().get());
    }
    if (parts.delta().isPresent()) {
      delta(parts.delta().get());
    }
    json.writeArrayFieldStart("findings");
    for (Finding finding : report.findings()) {
      finding(finding);
    }
    json.writeEndArray();
    if (!report.notes().isEmpty()) {
      strings("notes", report.notes());
    }
    specChanges(report.specChanges());
    settings();
  }

  private void specChanges(SpecChanges changes) throws IOException {
    json.writeObjectFieldStart("specChanges");
    strings("added", new TreeSet<>(changes.added()));
    strings("updated", new TreeSet<>(changes.updated()));
    strings("removed", new TreeSet<>(changes.removed()));
    strings("domains", new TreeSet<>(changes.domains()));
    json.writeBooleanField("constitution", changes.constitution());
    json.writeEndObject();
  }

  private void settings() throws IOException {
    json.writeObjectFieldStart("settings");
    json.writeBooleanField("countInferred", report.survey().trace().countsInferred());
    json.writeBooleanField("labels", report.publishing().labels());
    json.writeBooleanField("threads", report.publishing().threads());
    json.writeEndObject();
  }

  private void spec(Spec spec) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", spec.id());
    json.writeStringField("format", spec.format());
    json.writeStringField("path", style.path(spec.path()).value());
    json.writeStringField("title", spec.title());
    text("status", spec.body().status());
    text("domain", spec.domain());
    strings("dependsOn", report.survey().specs().dependencies(spec));
    json.writeArrayFieldStart("requirements");
    for (Requirement requirement : spec.body().requirements()) {
      requirement(spec, requirement);
    }
    json.writeEndArray();
    json.writeNumberField("scenarios", spec.body().scenarioCount());
    json.writeNumberField("statements", spec.body().loose().statements());
    json.writeEndObject();
  }

  private void requirement(Spec spec, Requirement requirement) throws IOException {
    RequirementKey key = spec.key(requirement);
    json.writeStartObject();
    json.writeStringField("key", key.toString());
    json.writeStringField("id", requirement.id());
    json.writeStringField("title", requirement.title());
    json.writeStringField("level", requirement.level().name());
    json.writeNumberField("line", requirement.line());
    json.writeNumberField("scenarios", requirement.scenarios().size());
    json.writeStringField("coverage", Coverage.state(report.survey().trace(), key).word());
    json.writeArrayFieldStart("links");
    for (Link link : report.survey().trace().links(key)) {
      json.writeStartObject();
      json.writeStringField("path", style.path(link.at().path()).value());
      json.writeNumberField("line", link.at().line());
      json.writeStringField("role", link.role().word());
      json.writeStringField("status", link.status().word());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void coverage(Coverage coverage, Optional<Coverage> before) throws IOException {
    json.writeObjectFieldStart("coverage");
    figures(coverage);
    json.writeArrayFieldStart("dangling");
    for (var dangling : coverage.dangling()) {
      json.writeStartObject();
      json.writeStringField("path", style.path(dangling.at().path()).value());
      json.writeNumberField("line", dangling.at().line());
      json.writeStringField("text", dangling.text());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (before.isPresent()) {
      json.writeObjectFieldStart("before");
      figures(before.get());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void figures(Coverage coverage) throws IOException {
    json.writeNumberField("requirements", coverage.requirements());
    json.writeNumberField("covered", coverage.covered());
    json.writeNumberField("tested", coverage.tested());
    json.writeNumberField("ambiguous", coverage.ambiguous());
    json.writeNumberField("percent", coverage.percent());
  }

  private void drift(List<Drift> drifts) throws IOException {
    json.writeArrayFieldStart("drift");
    for (Drift drift : drifts) {
      json.writeStartObject();
      json.writeStringField("kind", drift.kind().word());
      text("requirement", drift.requirement().map(RequirementKey::toString));
      json.writeStringField("path", style.path(drift.at().path()).value());
      json.writeNumberField("line", drift.at().line());
      json.writeStringField("reason", drift.reason());
      json.writeBooleanField("new", drift.isNew());
      if (!drift.state().equals(Drift.State.NONE)) {
        json.writeObjectFieldStart("state");
        json.writeStringField("requirement", drift.state().requirement().hex());
        json.writeStringField("code", drift.state().code().hex());
        json.writeBooleanField("broad", drift.state().broad());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void impact(Impact impact) throws IOException {
    json.writeObjectFieldStart("impact");
    strings("changed", impact.changed().stream().map(RequirementKey::toString).toList());
    strings("direct", impact.specs().direct());
    strings("transitive", impact.specs().transitive());
    strings("code", paths(impact.code()));
    strings("tests", paths(impact.tests()));
    strings("inferred", impact.specs().inferred());
    json.writeArrayFieldStart("edges");
    for (Impact.Edge edge : impact.specs().edges()) {
      json.writeStartObject();
      json.writeStringField("dependency", edge.dependency());
      json.writeStringField("dependent", edge.dependent());
      json.writeBooleanField("inferred", edge.inferred());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("owners");
    for (Impact.Owner owner : impact.owners()) {
      json.writeStartObject();
      json.writeStringField("owner", owner.name());
      strings("paths", paths(owner.paths()));
      strings("specs", owner.specs());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("risk");
    json.writeNumberField("score", impact.risk().score());
    json.writeStringField("level", impact.risk().level().word());
    strings("reasons", impact.risk().reasons());
    json.writeEndObject();
    json.writeEndObject();
  }

  private List<String> paths(Collection<RepoPath> paths) {
    return paths.stream().map(style::path).map(RepoPath::value).toList();
  }

  private void quality(Report.Graded graded) throws IOException {
    json.writeObjectFieldStart("quality");
    json.writeNumberField("score", graded.now().score());
    json.writeStringField("grade", graded.now().grade().name());
    json.writeStringField("rules", Quality.RULES);
    json.writeArrayFieldStart("bySpec");
    for (Quality.OfSpec spec : graded.now().specs()) {
      json.writeStartObject();
      json.writeStringField("id", spec.id());
      json.writeNumberField("score", spec.score());
      json.writeStringField("grade", spec.grade().name());
      json.writeArrayFieldStart("items");
      for (Quality.Item item : spec.items()) {
        json.writeStartObject();
        json.writeStringField("name", item.name());
        json.writeNumberField("score", item.score());
        json.writeNumberField("max", item.max());
        json.writeStringField("why", item.why());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    if (graded.before().isPresent()) {
      json.writeObjectFieldStart("before");
      json.writeNumberField("score", graded.before().get().score());
      json.writeStringField("grade", graded.before().get().grade().name());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void delta(Delta delta) throws IOException {
    json.writeObjectFieldStart("delta");
    json.writeArrayFieldStart("requirements");
    for (var change : delta.requirements()) {
      json.writeStartObject();
      json.writeStringField("key", change.key().toString());
      text("from", change.from().map(RequirementKey::toString));
      json.writeStringField("type", change.type().word());
      text("levelBefore", change.before().map(Level::name));
      text("levelAfter", change.after().map(Level::name));
      json.writeStringField("effect", change.effect().word());
      json.writeBooleanField("breaking", change.breaking());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("scenarios");
    for (var change : delta.scenarios()) {
      json.writeStartObject();
      json.writeStringField("spec", change.spec());
      text("requirement", change.requirement().map(RequirementKey::toString));
      json.writeStringField("name", change.name());
      json.writeStringField("type", change.type().word());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void finding(Finding finding) throws IOException {
    Optional<Location> at = finding.subject().at();
    json.writeStartObject();
    json.writeStringField("rule", finding.rule().id());
    json.writeStringField("severity", finding.severity().word());
    json.writeStringField("message", finding.message());
    text("path", at.map(place -> style.path(place.path()).value()));
    number("line", at.map(Location::line));
    number("column", at.map(Location::column));
    text("spec", finding.subject().spec());
    text("requirement", finding.subject().requirement());
    json.writeStringField("fingerprint", finding.fingerprint().hex());
    json.writeBooleanField("new", finding.isNew());
    json.writeBooleanField("fails", failing.contains(finding));
    json.writeStringField("help", finding.rule().mend());
    if (finding.waived().isPresent()) {
      waived(finding.waived().get());
    }
    json.writeEndObject();
  }

  private void waived(Finding.Waived waived) throws IOException {
    json.writeObjectFieldStart("waived");
    AskedJson.waived(json, waived);
    json.writeEndObject();
  }

  private void text(String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    } else {
      json.writeNullField(name);
    }
  }

  private void number(String name, Optional<Integer> value) throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.get());
    } else {
      json.writeNullField(name);
    }
  }

  private void strings(String name, Collection<String> values) throws IOException {
    JsonText.strings(json, name, values);
  }
}
