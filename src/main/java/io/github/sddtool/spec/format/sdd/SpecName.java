package io.github.sddtool.spec.format.sdd;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How proposals name a spec: `.sdd/specs/auth/login/spec.md`, `specs/auth/login` or `auth/login`,
/// with or without backticks.
final class SpecName {
  private static final Pattern NAME =
      Pattern.compile("^`?(?:\\./)?(?:\\.sdd/)?(specs/)?([\\p{L}\\p{N}._/-]{1,300})`?\\s*$");

  private SpecName() {}

  /// The id of the spec that a whole line names; empty where it is more, or less, than a name.
  static Optional<String> in(String line) {
    Matcher matcher = NAME.matcher(line.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String id = matcher.group(2);
    for (String end : new String[] {"/spec.md", ".md", "/"}) {
      id = id.endsWith(end) ? id.substring(0, id.length() - end.length()) : id;
    }
    return id.isEmpty() || id.startsWith("/") ? Optional.empty() : Optional.of(id);
  }
}
