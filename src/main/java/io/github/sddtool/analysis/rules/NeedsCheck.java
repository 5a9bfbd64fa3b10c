package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Item;
import io.github.sddtool.analysis.trace.ItemTrace;
import io.github.sddtool.analysis.trace.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

// @spec formats/openfasttrace#REQ-OFT-009
/// Items that lack a type of cover they ask for, and those whose cover is not covered itself.
/// Nobody asks that of rejected ones.
final class NeedsCheck implements Check {
  private static final int SHOWN = 5;

  @Override
  public List<Finding> ask(Survey survey) {
    ItemTrace trace = survey.trace().items();
    var findings = new ArrayList<Finding>();
    for (Item item : trace.items()) {
      if (!item.isRejected()) {
        missing(trace, item).or(() -> uncovered(trace, item)).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Optional<Finding> missing(ItemTrace trace, Item item) {
    List<String> missing = trace.missing(item);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            finding(
                Rule.COVERAGE_NEEDS,
                item,
                BadItemLink.who(item)
                    + " needs "
                    + String.join(", ", missing)
                    + ", and no item or tag of "
                    + (missing.size() == 1 ? "this type" : "these types")
                    + " covers it."));
  }

  private static Optional<Finding> uncovered(ItemTrace trace, Item item) {
    if (trace.isCoveredDeeply(item) || trace.hangsOnCircle(item)) {
      return Optional.empty();
    }
    String below =
        trace.incoming(item).stream()
            .filter(link -> !trace.isCoveredDeeply(link.from()))
            .map(link -> BadItemLink.who(link.from()))
            .distinct()
            .limit(SHOWN)
            .collect(Collectors.joining(", "));
    return Optional.of(
        finding(
            Rule.COVERAGE_DEEP,
            item,
            BadItemLink.who(item) + " is covered by items that are not covered: " + below + "."));
  }

  private static Finding finding(Rule rule, Item item, String message) {
    var subject =
        item.key()
            .map(key -> Finding.Subject.of(item.at(), key))
            .orElseGet(() -> Finding.Subject.of(item.at()));
    return Finding.of(rule, subject, item.at().path() + "|" + item.id(), message);
  }
}
