package io.github.sddtool.report;

import io.github.sddtool.analysis.trace.Suggestion;
import io.github.sddtool.source.RepoPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

// @spec engine/markers#REQ-MARK-022
/// Suggestions as a patch that `git apply` takes: the spec's id goes before each marker. The same
/// suggestions give the same patch.
///
/// @param text of the patch; empty where there is nothing to write
/// @param left suggestions that cannot be written: no spec has all that is named there, or the
///   file's text is not UTF-8
public record QualifyingPatch(String text, List<Suggestion> left) {
  public QualifyingPatch {
    left = List.copyOf(left);
  }

  /// Writes suggestions down.
  ///
  /// @param prefix of the paths in the patch: empty, or a folder with a trailing `/`
  /// @param bytes what a file holds now; empty where it cannot be read
  public static QualifyingPatch of(
      List<Suggestion> suggestions, String prefix, Function<RepoPath, Optional<byte[]>> bytes) {
    Map<RepoPath, List<Suggestion>> byFile = new LinkedHashMap<>();
    suggestions.forEach(
        one -> byFile.computeIfAbsent(one.at().path(), _ -> new ArrayList<>()).add(one));
    var patch = new StringBuilder();
    var left = new ArrayList<Suggestion>();
    byFile.forEach((path, ofFile) -> {
      Optional<String> text = bytes.apply(path).flatMap(QualifyingPatch::utf8);
      if (text.isEmpty()) {
        left.addAll(ofFile);
        return;
      }
      List<String> lines = LineDiff.lines(text.get());
      Map<Integer, String> changed = new TreeMap<>();
      ofFile.stream()
          .sorted(Comparator.comparingInt((Suggestion s) -> s.at().column()).reversed())
          .forEach(one -> {
            if (!write(one, lines, changed)) {
              left.add(one);
            }
          });
      patch.append(LineDiff.of(prefix + path, lines, changed));
    });
    return new QualifyingPatch(patch.toString(), left);
  }

  /// The text, if writing it down again gives the same bytes.
  private static Optional<String> utf8(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static boolean write(Suggestion one, List<String> lines, Map<Integer, String> changed) {
    int line = one.at().line();
    int at = one.at().column() - 1;
    if (one.spec().isEmpty() || line > lines.size() || at > lines.get(line - 1).length()) {
      return false;
    }
    String text = changed.getOrDefault(line, lines.get(line - 1));
    int before = at - one.named().length() - 1;
    boolean named =
        !one.named().isEmpty()
            && before >= 0
            && text.startsWith(one.named(), before)
            && "#/".indexOf(text.charAt(at - 1)) >= 0;
    int start = named ? before : at;
    String qualifier = one.spec() + (one.titles() ? ": " : "#");
    changed.put(line, text.substring(0, start) + qualifier + text.substring(at));
    return true;
  }
}
