package io.github.sddtool.bridge.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec app/bridge#REQ-BRIDGE-004
/// The last lines of our commits' messages: which store they come from, and up to which edit.
///
/// @param origin the project, for people
/// @param seq of the latest edit that is in the commit
/// @param mirror tells our mirror from others
record Trailers(String origin, long seq, String mirror) {
  private static final Pattern REV = Pattern.compile("(?m)^Spec-Rev: (\\d{1,18})\\s*$");
  private static final Pattern MIRROR = Pattern.compile("(?m)^Spec-Mirror-Id: (\\S{1,100})\\s*$");
  private static final Pattern RESOLVES = Pattern.compile("(?m)^Spec-Resolves: (\\d{1,18})\\s*$");

  /// A message with the trailers at its end.
  String under(String subject, List<String> others) {
    var text = new StringBuilder(subject).append("\n\n");
    text.append("Spec-Origin: ").append(origin).append('\n');
    text.append("Spec-Rev: ").append(seq).append('\n');
    text.append("Spec-Mirror-Id: ").append(mirror).append('\n');
    others.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /// The latest edit of a mirror that a message names.
  static OptionalLong seq(String message, String mirror) {
    Matcher id = MIRROR.matcher(message);
    boolean ours = false;
    while (id.find()) {
      ours |= id.group(1).equals(mirror);
    }
    Matcher rev = REV.matcher(message);
    OptionalLong latest = OptionalLong.empty();
    while (ours && rev.find()) {
      latest = OptionalLong.of(Math.max(latest.orElse(0), Long.parseLong(rev.group(1))));
    }
    return latest;
  }

  /// The conflicts that a message says it settles.
  static List<Long> resolved(String message) {
    var numbers = new ArrayList<Long>();
    Matcher matcher = RESOLVES.matcher(message);
    while (matcher.find()) {
      numbers.add(Long.parseLong(matcher.group(1)));
    }
    return numbers;
  }

  /// The line by which a commit settles a conflict.
  static String resolves(long conflict) {
    return "Spec-Resolves: " + conflict;
  }

  /// The line that names who else edited.
  static Optional<String> with(String person) {
    return person.isEmpty() ? Optional.empty() : Optional.of("Co-authored-by: " + person);
  }
}
