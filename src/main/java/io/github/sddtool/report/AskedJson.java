package io.github.sddtool.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sddtool.analysis.Grants;
import io.github.sddtool.analysis.Progress;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.baseline.Attestations;
import io.github.sddtool.analysis.baseline.Waiver;
import io.github.sddtool.analysis.finding.Adjustment;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.fault.UserFault;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// How a question was asked, as JSON: what has to be said to ask it again.
final class AskedJson {
  private AskedJson() {}

  /// Writes an object; what is as usual is left out.
  static void write(JsonGenerator json, Request request) throws IOException {
    json.writeStartObject();
    if (!request.names().isEmpty()) {
      JsonText.strings(json, "names", request.names());
    }
    Optional<String> day = request.today().map(LocalDate::toString);
    if (day.isPresent()) {
      json.writeStringField("day", day.get());
    }
    Adjustment adjust = request.adjust();
    Optional<String> failOn = adjust.failOn().map(Adjustment.FailOn::word);
    if (failOn.isPresent()) {
      json.writeStringField("failOn", failOn.get());
    }
    if (adjust.minCoverage().isPresent()) {
      json.writeNumberField("minCoverage", adjust.minCoverage().get());
    }
    if (adjust.minScore().isPresent()) {
      json.writeNumberField("minScore", adjust.minScore().get());
    }
    List<Waiver> waivers = request.granted().waivers();
    if (!waivers.isEmpty()) {
      json.writeArrayFieldStart("waived");
      for (Waiver waiver : waivers) {
        json.writeStartObject();
        json.writeStringField("fingerprint", waiver.target().name());
        waived(json, waiver.by());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    Attestations attested = request.granted().attestations();
    if (!attested.all().isEmpty()) {
      json.writeStringField("attested", attested.write());
    }
    json.writeEndObject();
  }

  /// Who let a finding pass, as fields.
  static void waived(JsonGenerator json, Finding.Waived by) throws IOException {
    json.writeStringField("author", by.author());
    json.writeStringField("reason", by.reason());
    JsonText.field(json, "expires", by.expires().map(LocalDate::toString));
  }

  /// Reads what was written.
  static Request read(Question question, JsonFields asked) throws ReportReader.Unreadable {
    Adjustment adjust = Adjustment.NONE;
    Optional<Adjustment.FailOn> failOn =
        asked.maybeMeant("failOn", word -> Adjustment.FailOn.valueOf(ReportReader.constant(word)));
    if (failOn.isPresent()) {
      adjust = adjust.withFailOn(failOn.get());
    }
    if (asked.has("minCoverage")) {
      adjust = adjust.withMinCoverage(asked.number("minCoverage"));
    }
    if (asked.has("minScore")) {
      adjust = adjust.withMinScore(asked.number("minScore"));
    }
    List<Waiver> waivers =
        asked.has("waived") ? asked.list("waived", AskedJson::waiver) : List.of();
    Attestations attested =
        asked.has("attested") ? asked.meant("attested", AskedJson::attested) : Attestations.NONE;
    return new Request(
        question,
        asked.has("names") ? asked.texts("names") : List.of(),
        adjust,
        Progress.NONE,
        asked.maybeMeant("day", ReportReader::day),
        new Grants(waivers, attested));
  }

  /// What is granted beside the repository's own files names one finding each.
  private static Waiver waiver(JsonFields waiver) throws ReportReader.Unreadable {
    return new Waiver(
        1, new Waiver.Target.One(waiver.text("fingerprint")), ReportReader.waived(waiver));
  }

  private static Attestations attested(String text) {
    try {
      return Attestations.read(text);
    } catch (UserFault e) {
      throw new IllegalArgumentException(e);
    }
  }
}
