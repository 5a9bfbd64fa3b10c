package io.github.sddtool.pipeline.runner;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.sddtool.analysis.Grants;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.baseline.Attestations;
import io.github.sddtool.analysis.baseline.Waiver;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.GitHistory;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

// @spec app/runners#REQ-RUN-002
/// What is asked of `sdd judge`: a question about two commits, in words that fit on a wire.
///
/// @param base the commit that is compared with; without one the head is judged by itself
/// @param rules the commit whose configuration holds
public record Order(Optional<CommitId> base, CommitId head, CommitId rules, Request request) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /// As it is written: an absent text is empty.
  private record Written(
      String schema,
      String question,
      List<String> names,
      String base,
      String head,
      String rules,
      String today,
      List<Passed> waived,
      String attested) {}

  /// A finding that is let pass.
  private record Passed(String fingerprint, String author, String reason, String expires) {}

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

  /// The change in a clone that holds its commits.
  public Change change(GitHistory clone) {
    Snapshot after = clone.snapshot(head);
    return base.map(from ->
            Change.between(clone.snapshot(from), after)
                .judgedBy(clone.snapshot(rules))
                .after(clone.past(from, "")))
        .orElseGet(() ->
            Change.of(after).judgedBy(clone.snapshot(rules)).after(clone.past(head, "")));
  }

  /// One line of JSON.
  public String write() {
    var written =
        new Written(
            SCHEMA,
            request.question().word(),
            request.names(),
            base.map(CommitId::hex).orElse(""),
            head.hex(),
            rules.hex(),
            request.today().map(LocalDate::toString).orElse(""),
            request.granted().waivers().stream().map(Order::passed).toList(),
            request.granted().attestations().write());
    try {
      return MAPPER.writeValueAsString(written);
    } catch (JacksonException e) {
      throw new IllegalStateException("a record of texts can always be written", e);
    }
  }

  /// What is granted beside the repository's own files names one finding each.
  private static Passed passed(Waiver waiver) {
    return new Passed(
        waiver.target().name(),
        waiver.by().author(),
        waiver.by().reason(),
        waiver.by().expires().map(LocalDate::toString).orElse(""));
  }

  /// Reads what [#write()] gave.
  ///
  /// @throws UserFault when it is no order
  public static Order read(String text) {
    try {
      Written written = MAPPER.readValue(text, Written.class);
      if (!written.schema().equals(SCHEMA)) {
        throw UserFault.usage("An order of schema '" + SCHEMA + "' is expected.");
      }
      var request =
          new Request(
              Question.valueOf(written.question().toUpperCase(Locale.ROOT)),
              written.names(),
              UnaryOperator.identity());
      var granted =
          new Grants(
              written.waived().stream().map(Order::waiver).toList(),
              Attestations.read(written.attested()));
      Request asked = request.granting(granted);
      return new Order(
          given(written.base()).map(CommitId::new),
          new CommitId(written.head()),
          new CommitId(written.rules()),
          given(written.today()).map(LocalDate::parse).map(asked::on).orElse(asked));
    } catch (JacksonException | RuntimeException e) {
      throw e instanceof UserFault fault
          ? fault
          : UserFault.usage("This is no order of schema '" + SCHEMA + "'.");
    }
  }

  private static Waiver waiver(Passed passed) {
    return new Waiver(
        1,
        new Waiver.Target.One(passed.fingerprint()),
        new Finding.Waived(
            passed.author(), passed.reason(), given(passed.expires()).map(LocalDate::parse)));
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
