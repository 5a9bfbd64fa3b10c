package io.github.sddtool.report;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.GitHistory;
import java.util.Optional;

// @spec app/runners#REQ-RUN-002
/// What has to be known to assess a change somewhere else, or again: two commits and a question.
///
/// @param base the commit that is compared with; without one the head is judged by itself
/// @param rules the commit whose configuration holds
public record Order(Optional<CommitId> base, CommitId head, CommitId rules, Request request) {
  private static final String SCHEMA = "sdd.order/1";

  /// The order for a question about a change.
  ///
  /// @throws IllegalArgumentException for files that are not committed
  public static Order of(Change change, Request request) {
    return new Order(
        change.base().map(Order::commit), commit(change.head()), commit(change.rules()), request);
  }

  private static CommitId commit(Snapshot snapshot) {
    return snapshot
        .commit()
        .orElseThrow(() -> new IllegalArgumentException("only commits can be judged elsewhere"));
  }

  /// The order that led to a report; empty where it is about files that are not committed.
  public static Optional<Order> of(Report report) {
    Report.Sides sides = report.sides();
    if (sides.compared() && sides.base().isEmpty()) {
      return Optional.empty();
    }
    return sides
        .head()
        .flatMap(head ->
            sides
                .rules()
                .commit()
                .map(rules -> new Order(sides.base(), head, rules, report.asked())));
  }

  /// The change in a clone that holds its commits.
  ///
  /// @param folder below which everything is looked at; empty for the whole
  public Change change(GitHistory clone, String folder) {
    Snapshot after = clone.snapshot(head, folder);
    Snapshot ruling = clone.snapshot(rules, folder);
    return base.map(from -> Change.between(clone.snapshot(from, folder), after))
        .orElseGet(() -> Change.of(after))
        .judgedBy(ruling)
        .after(clone.past(base.orElse(head), folder));
  }

  /// As JSON.
  public String write() {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeStringField("command", request.question().word());
      JsonText.field(json, "base", base.map(CommitId::hex));
      json.writeStringField("head", head.hex());
      json.writeStringField("rules", rules.hex());
      json.writeFieldName("asked");
      AskedJson.write(json, request);
      json.writeEndObject();
    });
  }

  /// Reads what [#write()] gave.
  ///
  /// @throws UserFault saying what is wrong where
  public static Order read(String text) {
    try {
      JsonFields root = ReportReader.root(text, SCHEMA);
      Question question =
          root.meant("command", word -> Question.valueOf(ReportReader.constant(word)));
      return new Order(
          root.maybeMeant("base", CommitId::new),
          root.meant("head", CommitId::new),
          root.meant("rules", CommitId::new),
          AskedJson.read(question, root.object("asked")));
    } catch (ReportReader.Unreadable e) {
      throw UserFault.usage("This is no order: " + e.problem() + ".");
    }
  }
}
