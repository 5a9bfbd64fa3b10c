package io.github.sddtool.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.store.search.MemorySearch;
import io.github.sddtool.store.search.SearchHit;
import io.github.sddtool.store.search.SearchKind;
import io.github.sddtool.store.search.SearchPage;
import io.github.sddtool.store.search.SearchRequest;
import io.github.sddtool.store.search.SearchTerms;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

// @spec cli/search#REQ-SEARCH-002, cli/search#REQ-SEARCH-003
/// `sdd search`
@Command(
    name = "search",
    description = {
      "Finds specs, requirements and scenarios by their text, the best first.",
      "All words must be there; the last may be the beginning of one; \"quoted words\" stand in a row."
    })
final class SearchCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SddCommand sdd;
  private final Console console;

  @Parameters(paramLabel = "TEXT", arity = "1..*", description = "What to look for.")
  private List<String> text = List.of();

  @Option(names = "--domain", paramLabel = "D", description = "In specs of this domain only.")
  private Optional<String> domain = Optional.empty();

  @Option(names = "--status", paramLabel = "S", description = "In specs of this status only.")
  private Optional<String> status = Optional.empty();

  @Option(
      names = "--type",
      paramLabel = "spec|requirement|scenario",
      description = "Find this only.")
  private Optional<String> type = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most, 1 to 200 (default: ${DEFAULT-VALUE}).")
  private int limit;

  SearchCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean json = sdd.asksForJson("A search");
    if (limit < 1 || limit > 200) {
      throw UserFault.usage("--limit %d is not between 1 and 200.".formatted(limit));
    }
    String typed = String.join(" ", text);
    if (SearchTerms.of(typed).isEmpty()) {
      throw UserFault.usage("'%s' has no letter or digit to look for.".formatted(typed));
    }
    var within = new SearchRequest.Within(type.map(SearchKind::of), domain, status);
    SearchPage page =
        MemorySearch.search(LocalSpecs.read(sdd), new SearchRequest(typed, within, limit, 0));
    if (page.hits().isEmpty()) {
      throw UserFault.nothingFound("Nothing matches '%s'.".formatted(typed));
    }
    console.out().print(json ? json(typed, page) : text(page));
    return ExitCode.PASS.code();
  }

  private static String text(SearchPage page) {
    var text = new StringBuilder();
    for (SearchHit hit : page.hits()) {
      SearchHit.Shown shown = hit.shown();
      String line =
          "%s:%d: %s %s  %s"
              .formatted(
                  shown.at().path(), shown.at().line(), hit.kind().word(), hit.key(), hit.title());
      text.append(LocalSpecs.plain(line).stripTrailing()).append('\n');
      text.append("    ").append(LocalSpecs.plain(shown.snippet().marked())).append('\n');
    }
    if (page.more()) {
      text.append("There is more; --limit shows it.\n");
    }
    return text.toString();
  }

  private static String json(String typed, SearchPage page) {
    ObjectNode root = JSON.createObjectNode();
    root.put("text", typed).put("more", page.more());
    ArrayNode hits = root.putArray("hits");
    for (SearchHit hit : page.hits()) {
      SearchHit.Shown shown = hit.shown();
      ObjectNode node =
          hits.addObject()
              .put("type", hit.kind().word())
              .put("spec", hit.spec())
              .put("key", hit.key())
              .put("title", hit.title())
              .put("path", shown.at().path().value())
              .put("line", shown.at().line())
              .put("score", hit.score())
              .put("snippet", shown.snippet().text());
      ArrayNode marks = node.putArray("marks");
      shown.snippet().marks().forEach(mark -> marks.addArray().add(mark.start()).add(mark.end()));
    }
    return root.toPrettyString() + "\n";
  }
}
