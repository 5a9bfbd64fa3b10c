package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.trace.Item;
import io.github.sddtool.analysis.trace.ItemLink;
import io.github.sddtool.analysis.trace.ItemTrace;
import io.github.sddtool.analysis.trace.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

// @spec formats/openfasttrace#REQ-OFT-008
/// Tags in code and tests that claim to cover an item at another revision, or one that does not ask
/// for them. One that names nothing, or several items, is a bad marker already.
final class TagCheck implements Check {
  @Override
  public List<Finding> ask(Survey survey) {
    ItemTrace trace = survey.trace().items();
    var findings = new ArrayList<Finding>();
    for (Item item : trace.items()) {
      if (item.isTag()) {
        trace.outgoing(item).forEach(link -> finding(link).ifPresent(findings::add));
      }
    }
    return findings;
  }

  private static Optional<Finding> finding(ItemLink link) {
    return switch (link.state()) {
      case COVERS, ORPHANED, AMBIGUOUS -> Optional.empty();
      case OUTDATED, PREDATED, UNWANTED ->
          BadItemLink.of(link)
              .map(bad ->
                  Finding.of(
                      bad.rule(),
                      subject(link),
                      link.from().at().path() + "|" + link.from().id().type() + "|" + link.names(),
                      bad.message()));
    };
  }

  /// The requirement that is meant, at its newest revision; none where another tag is meant.
  private static Finding.Subject subject(ItemLink link) {
    return link.to().stream()
        .max((a, b) -> Integer.compare(a.id().revision(), b.id().revision()))
        .flatMap(Item::key)
        .map(key -> Finding.Subject.of(link.from().at(), key))
        .orElseGet(() -> Finding.Subject.of(link.from().at()));
  }
}
