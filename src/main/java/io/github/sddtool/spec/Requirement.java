package io.github.sddtool.spec;

import java.util.List;

/// One thing a spec demands.
///
/// @param id as the spec writes it, in upper case, for example `REQ-AUTH-001`
/// @param line of the heading or bullet that begins it, from 1
/// @param statement title, sentences and bullets without emphasis and list markers; scenarios apart
public record Requirement(
    String id, String title, Level level, int line, String statement, List<Scenario> scenarios) {
  public Requirement {
    scenarios = List.copyOf(scenarios);
  }

  /// The identity of the statement: wrapping, emphasis and white space make no difference.
  public Fingerprint statementFingerprint() {
    return Fingerprint.of(statement);
  }

  /// The identity of statement and scenarios together.
  public Fingerprint fingerprint() {
    var all = new StringBuilder(statement);
    scenarios.forEach(scenario -> all.append('\u0000').append(scenario.fingerprint()));
    return Fingerprint.of(all.toString());
  }
}
