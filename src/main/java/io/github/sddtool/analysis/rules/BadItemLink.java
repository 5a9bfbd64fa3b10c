package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Item;
import io.github.sddtool.analysis.trace.ItemLink;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which rule a claim to cover breaks, and how to say so.
record BadItemLink(Rule rule, String message) {
  /// What is wrong with a claim; empty for a good one.
  static Optional<BadItemLink> of(ItemLink link) {
    String claim = who(link.from()) + " covers " + link.names() + ", ";
    return switch (link.state()) {
      case COVERS -> Optional.empty();
      case OUTDATED -> bad(Rule.LINK_OUTDATED, claim + "which is now " + revisions(link) + ".");
      case PREDATED -> bad(Rule.LINK_PREDATED, claim + "which is only " + revisions(link) + ".");
      case AMBIGUOUS ->
          bad(
              Rule.LINK_AMBIGUOUS,
              claim + "which is defined " + link.to().size() + " times: " + places(link) + ".");
      case UNWANTED ->
          bad(
              Rule.LINK_UNWANTED,
              claim
                  + "which asks for "
                  + asked(link.to().getFirst())
                  + " and not for "
                  + link.from().id().type()
                  + ".");
      case ORPHANED -> bad(Rule.LINK_ORPHANED, claim + "which does not exist.");
    };
  }

  private static Optional<BadItemLink> bad(Rule rule, String message) {
    return Optional.of(new BadItemLink(rule, message));
  }

  /// An item as a person knows it; a tag without a name of its own by its type.
  static String who(Item item) {
    return item.origin().named() ? item.id().toString() : "A tag " + item.id().type();
  }

  private static String revisions(ItemLink link) {
    return link.to().stream()
        .map(item -> item.id().toString())
        .distinct()
        .sorted()
        .collect(Collectors.joining(" and "));
  }

  private static String places(ItemLink link) {
    return link.to().stream()
        .limit(5)
        .map(item -> item.at().path() + ":" + item.at().line())
        .collect(Collectors.joining(", "));
  }

  private static String asked(Item item) {
    return item.needs().isEmpty() ? "nothing" : String.join(", ", item.needs());
  }
}
