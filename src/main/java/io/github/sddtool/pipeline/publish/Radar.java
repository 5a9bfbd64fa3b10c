package io.github.sddtool.pipeline.publish;

import io.github.sddtool.forge.SummaryComment;
import io.github.sddtool.spec.markdown.MarkdownOut;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

// @spec app/publishing#REQ-PUB-017
/// Tells in a comment which other open pull requests are after the same requirements.
final class Radar {
  private static final int SHOWN = 3;

  private Radar() {}

  /// The comment with what others do.
  ///
  /// @param others their claims by number; each meets ours
  /// @param reference how the forge writes a request
  static SummaryComment with(
      SummaryComment comment,
      Claims ours,
      Map<Integer, Claims> others,
      IntFunction<String> reference) {
    var lines = new StringBuilder();
    others.forEach((number, theirs) -> {
      line(lines, reference.apply(number), "changes", ours.changedBy(theirs), "too");
      line(lines, reference.apply(number), "changes what", ours.restingOn(theirs), "depends on");
    });
    if (lines.isEmpty()) {
      return comment;
    }
    return comment.with("**Also open**\n\n" + lines + "\n");
  }

  private static void line(
      StringBuilder lines, String request, String does, Set<String> names, String how) {
    if (names.isEmpty()) {
      return;
    }
    String shown =
        names.stream().limit(SHOWN).map(MarkdownOut::code).collect(Collectors.joining(", "));
    int more = names.size() - SHOWN;
    lines
        .append("- ")
        .append(request)
        .append(' ')
        .append(does)
        .append(' ')
        .append(shown)
        .append(more > 0 ? " and " + more + " more " : " ")
        .append(how)
        .append(".\n");
  }
}
