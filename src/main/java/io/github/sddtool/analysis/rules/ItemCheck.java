package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Item;
import io.github.sddtool.analysis.trace.ItemLink;
import io.github.sddtool.analysis.trace.ItemTrace;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Circles;
import io.github.sddtool.spec.RequirementKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

// @spec formats/openfasttrace#REQ-OFT-008
/// Items of documents: ids that several documents define, claims that are bad, and circles.
final class ItemCheck implements Check {
  @Override
  public List<Finding> ask(Survey survey) {
    ItemTrace trace = survey.trace().items();
    var findings = new ArrayList<Finding>();
    for (Item item : trace.items()) {
      item.key()
          .ifPresent(key -> {
            elsewhere(trace, item, key).ifPresent(findings::add);
            trace.outgoing(item).forEach(link -> bad(link, key).ifPresent(findings::add));
          });
    }
    circles(trace, findings);
    return findings;
  }

  /// Of two definitions in one document the format itself complains.
  private static Optional<Finding> elsewhere(ItemTrace trace, Item item, RequirementKey key) {
    return trace.duplicates(item).stream()
        .filter(other -> !other.at().path().equals(item.at().path()))
        .findFirst()
        .map(other ->
            Finding.of(
                Rule.DUPLICATE_KEY,
                Finding.Subject.of(item.at(), key),
                key.toString(),
                item.id()
                    + " is also defined in "
                    + other.at().path()
                    + ", line "
                    + other.at().line()
                    + "."));
  }

  private static Optional<Finding> bad(ItemLink link, RequirementKey key) {
    return link.from().isRejected()
        ? Optional.empty()
        : BadItemLink.of(link)
            .map(bad ->
                Finding.of(
                    bad.rule(),
                    Finding.Subject.of(link.from().at(), key),
                    key + "|" + link.names(),
                    bad.message()));
  }

  private static void circles(ItemTrace trace, List<Finding> findings) {
    Map<String, Item> byId = new HashMap<>();
    Map<String, List<String>> edges = new HashMap<>();
    for (Item item : trace.items()) {
      if (trace.hangsOnCircle(item) && trace.duplicates(item).isEmpty()) {
        byId.put(item.id().toString(), item);
        edges.put(
            item.id().toString(),
            trace.outgoing(item).stream()
                .filter(link -> link.state() != ItemLink.State.AMBIGUOUS)
                .flatMap(link -> link.to().stream().map(to -> to.id().toString()))
                .toList());
      }
    }
    for (Circles.Circle found : Circles.of(edges)) {
      List<String> circle = found.way();
      Item first = Optional.ofNullable(byId.get(circle.getFirst())).orElseThrow();
      findings.add(
          Finding.of(
              Rule.COVERAGE_CYCLE,
              first
                  .key()
                  .map(key -> Finding.Subject.of(first.at(), key))
                  .orElseGet(() -> Finding.Subject.of(first.at())),
              String.join("|", circle),
              "These items cover each other in a circle: "
                  + String.join(" → ", circle)
                  + " → "
                  + circle.getFirst()
                  + "."));
    }
  }
}
