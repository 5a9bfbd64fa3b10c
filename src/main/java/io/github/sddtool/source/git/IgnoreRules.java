package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

// @spec engine/markers#REQ-MARK-005
/// The rules of one ignore file, read as git reads them. Of several rules that match the last one
/// counts. Ours and not a library's, because these files are repository content: no rule may cost
/// more than its length times the path's.
final class IgnoreRules {
  static final IgnoreRules NONE = new IgnoreRules(List.of());

  /// What stands behind the first mebibyte of an ignore file is not read.
  private static final int MAX_FILE = 1 << 20;

  /// A longer line matches nothing: no path is as long.
  private static final int MAX_LINE = 4096;

  /// @param nameOnly matched against the last segment alone, at any depth
  private record Rule(Glob glob, boolean negated, boolean foldersOnly, boolean nameOnly) {}

  private final List<Rule> rules;

  private IgnoreRules(List<Rule> rules) {
    this.rules = rules;
  }

  /// Reads an ignore file; one that is missing, a link or unreadable has no rules, as in git.
  static IgnoreRules read(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return NONE;
    }
    try (InputStream stream = Files.newInputStream(file)) {
      return parse(stream.readNBytes(MAX_FILE));
    } catch (IOException _) {
      return NONE;
    }
  }

  static IgnoreRules parse(byte[] text) {
    var rules = new ArrayList<Rule>();
    int start = startsWithByteOrderMark(text) ? 3 : 0;
    for (int i = start; i <= text.length; i++) {
      if (i == text.length || text[i] == '\n') {
        int end = i > start && text[i - 1] == '\r' ? i - 1 : i;
        if (end > start && text[start] != '#' && end - start <= MAX_LINE) {
          rule(withoutTrailingSpaces(Arrays.copyOfRange(text, start, end))).ifPresent(rules::add);
        }
        start = i + 1;
      }
    }
    return rules.isEmpty() ? NONE : new IgnoreRules(List.copyOf(rules));
  }

  static IgnoreRules parse(String text) {
    return parse(text.getBytes(UTF_8));
  }

  /// Whether the last rule that matches ignores the path or keeps it; empty when none matches.
  ///
  /// @param path in bytes, `/` between segments
  /// @param base where the part begins that is relative to the folder these rules stand in
  Optional<Boolean> ignores(byte[] path, int base, boolean folder) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      Rule rule = rules.get(i);
      if ((folder || !rule.foldersOnly)
          && rule.glob.matches(path, rule.nameOnly ? lastSegment(path) : base)) {
        return Optional.of(!rule.negated);
      }
    }
    return Optional.empty();
  }

  private static Optional<Rule> rule(byte[] line) {
    int from = 0;
    int to = line.length;
    boolean negated = to > from && line[from] == '!';
    if (negated) {
      from++;
    }
    boolean foldersOnly = to > from && line[to - 1] == '/';
    if (foldersOnly) {
      to--;
    }
    boolean nameOnly = true;
    for (int i = from; i < to; i++) {
      nameOnly &= line[i] != '/';
    }
    if (to > from && line[from] == '/') {
      from++;
    }
    boolean names = nameOnly;
    return Glob.parse(Arrays.copyOfRange(line, from, to))
        .map(glob -> new Rule(glob, negated, foldersOnly, names));
  }

  private static int lastSegment(byte[] path) {
    int i = path.length;
    while (i > 0 && path[i - 1] != '/') {
      i--;
    }
    return i;
  }

  private static byte[] withoutTrailingSpaces(byte[] line) {
    int end = line.length;
    int firstSpace = -1;
    for (int i = 0; i < line.length; i++) {
      if (line[i] == ' ') {
        firstSpace = firstSpace < 0 ? i : firstSpace;
      } else {
        firstSpace = -1;
        if (line[i] == '\\') {
          i++;
        }
      }
    }
    if (firstSpace >= 0) {
      end = firstSpace;
    }
    return Arrays.copyOf(line, end);
  }

  private static boolean startsWithByteOrderMark(byte[] text) {
    return text.length >= 3
        && (text[0] & 0xFF) == 0xEF
        && (text[1] & 0xFF) == 0xBB
        && (text[2] & 0xFF) == 0xBF;
  }
}
