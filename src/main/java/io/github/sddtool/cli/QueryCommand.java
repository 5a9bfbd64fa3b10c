package io.github.sddtool.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.store.query.QuerySubject;
import io.github.sddtool.store.query.SpecQuery;
import io.github.sddtool.store.search.MemorySearch;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

// @spec cli/search#REQ-SEARCH-004
/// `sdd query`
@Command(
    name = "query",
    description = {
      "Lists the specs that a query asks for, by id.",
      "FIELD:VALUE, words and \"quoted words\", joined by AND, OR, NOT and parentheses. Fields: status,"
          + " domain, format, id (id:auth/*), title, depends_on, requirement, reviewer, author,"
          + " created_after, created_before, modified_after, modified_before (2026-01-31), or any of"
          + " the front matter."
    })
final class QueryCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SddCommand sdd;
  private final Console console;

  @Parameters(paramLabel = "EXPR", arity = "1..*", description = "The query.")
  private List<String> words = List.of();

  QueryCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean json = sdd.asksForJson("The answer to a query");
    String typed = String.join(" ", words);
    SpecQuery query = SpecQuery.of(typed);
    List<Spec> found =
        LocalSpecs.read(sdd).stream()
            .filter(whole -> query.matches(subject(whole)))
            .map(MemorySearch.Whole::spec)
            .toList();
    if (found.isEmpty()) {
      throw UserFault.nothingFound("No spec matches '%s'.".formatted(typed));
    }
    console.out().print(json ? json(typed, found) : text(found));
    return ExitCode.PASS.code();
  }

  /// What the files say of a spec; a day in its front matter is taken at its beginning in UTC.
  private static QuerySubject subject(MemorySearch.Whole whole) {
    Spec spec = whole.spec();
    Map<String, String> fields = spec.body().frontMatter().fields();
    Optional<Instant> created = moment(fields, "created");
    return new QuerySubject(
        spec.id(),
        spec.format(),
        new QuerySubject.Said(
            spec.title(),
            whole.text(),
            spec.domain().orElse(""),
            spec.body().dependsOn(),
            spec.body().requirements().stream().map(Requirement::id).toList()),
        fields,
        new QuerySubject.Edited(
            created,
            Stream.of("modified", "updated", "last_updated")
                .flatMap(name -> moment(fields, name).stream())
                .findFirst()
                .or(() -> created),
            ""),
        Map.of());
  }

  private static Optional<Instant> moment(Map<String, String> fields, String name) {
    String value = fields.getOrDefault(name, "").strip();
    try {
      return Optional.of(
          value.indexOf('T') < 0
              ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(value));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static String text(List<Spec> found) {
    var text = new StringBuilder();
    for (Spec spec : found) {
      String status = spec.body().status().map(one -> " [" + one + "]").orElse("");
      String line = "%s:1: %s  %s%s".formatted(spec.path(), spec.id(), spec.title(), status);
      text.append(LocalSpecs.plain(line)).append('\n');
    }
    return text.toString();
  }

  private static String json(String typed, List<Spec> found) {
    ObjectNode root = JSON.createObjectNode();
    root.put("query", typed);
    ArrayNode specs = root.putArray("specs");
    for (Spec spec : found) {
      specs
          .addObject()
          .put("id", spec.id())
          .put("title", spec.title())
          .put("path", spec.path().value())
          .put("format", spec.format())
          .put("status", spec.body().status().orElse(""))
          .put("domain", spec.domain().orElse(""));
    }
    return root.toPrettyString() + "\n";
  }
}
