package io.github.sddtool.spec;

import java.util.List;
import java.util.Optional;

/// One thing a spec demands.
///
/// @param id as the spec writes it, in upper case, for example `REQ-AUTH-001`
/// @param line of the heading or bullet that begins it, from 1
/// @param statement title, sentences and bullets without emphasis and list markers; scenarios apart
/// @param nature where the id comes from, and what the format says beside the text
public record Requirement(
    String id,
    String title,
    Level level,
    int line,
    String statement,
    List<Scenario> scenarios,
    Nature nature) {
  public Requirement {
    scenarios = List.copyOf(scenarios);
  }

  /// A requirement whose id its author wrote.
  public Requirement(
      String id, String title, Level level, int line, String statement, List<Scenario> scenarios) {
    this(id, title, level, line, statement, scenarios, Nature.WRITTEN);
  }

  /// What is special about a requirement in its format.
  ///
  /// @param item revision and links, in formats that have them
  public record Nature(Naming naming, Optional<TraceItem> item) {
    public static final Nature WRITTEN = new Nature(Naming.ID, Optional.empty());
    public static final Nature ORDINAL = new Nature(Naming.ORDINAL, Optional.empty());
    public static final Nature TITLED = new Nature(Naming.TITLE, Optional.empty());
  }

  /// Where an id comes from, and so how far it can be trusted when texts move.
  public enum Naming {
    /// Chosen by the author and kept.
    ID,
    /// The place in the text: inserting a requirement renumbers the ones after it.
    ORDINAL,
    /// Made from the title: another title is another id.
    TITLE
  }

  // @spec formats/openfasttrace#REQ-OFT-012
  /// Whether both are one item, at whatever revision; false where one is no item.
  public boolean isSameItem(Requirement other) {
    return nature
        .item()
        .flatMap(mine -> other.nature.item().map(theirs -> mine.id().isSameItem(theirs.id())))
        .orElse(false);
  }

  /// The identity of the statement: wrapping, emphasis and white space make no difference.
  public Fingerprint statementFingerprint() {
    return Fingerprint.of(statement);
  }

  /// The identity of statement and scenarios together, whatever the scenarios' order.
  public Fingerprint fingerprint() {
    var all = new StringBuilder(statement);
    scenarios.stream()
        .map(scenario -> scenario.fingerprint().hex())
        .sorted()
        .forEach(scenario -> all.append('\u0000').append(scenario));
    return Fingerprint.of(all.toString());
  }
}
