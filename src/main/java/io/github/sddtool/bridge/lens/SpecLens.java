package io.github.sddtool.bridge.lens;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

// @spec app/bridge#REQ-BRIDGE-005
/// Takes a spec's text apart and puts it together again. A part is a run of whole lines, and every
/// line is in one part, so `put(get(s)) = s` whatever `s` says. `get(put(v)) = v` holds for what a
/// file can say; whoever makes parts asks [#holds(RepoPath, Parts)] before they are written.
public final class SpecLens {
  private static final Pattern FIELD = Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_-]*)\\s*:(\\s.*)?");
  private static final Pattern HEADING =
      Pattern.compile(" {0,3}(#{1,6})(?:\\s+(.*?))?(?:\\s+#+)?\\s*");
  private static final Pattern FENCE = Pattern.compile("\\s{0,3}(`{3,}|~{3,}).*");

  /// Lines longer than this are no headings or fields of ours.
  private static final int LONGEST = 2_000;

  private final SpecFormat format;

  public SpecLens(SpecFormat format) {
    this.format = format;
  }

  /// Whether we may write such a file: its format's parts are lines of Markdown.
  public static boolean isWritable(RepoPath path) {
    String name = path.value();
    return name.endsWith(".md") || name.endsWith(".markdown");
  }

  /// The parts of a text.
  public Parts get(RepoPath path, String text) {
    if (text.isEmpty()) {
      return Parts.NONE;
    }
    boolean openEnd = !text.endsWith("\n");
    String whole = openEnd ? text + "\n" : text;
    if (hasLoneReturn(whole)) {
      return new Parts(List.of(new Part(Part.Kind.FRAME, "", whole)), openEnd);
    }
    return new Parts(new Cutter(lines(whole), format.read(path, text)).cut(), openEnd);
  }

  /// Whether parts, written to a file and read again, are the same parts.
  public boolean holds(RepoPath path, Parts parts) {
    return get(path, parts.text()).reads(parts);
  }

  /// Line ends that other readers count and git does not.
  private static boolean hasLoneReturn(String text) {
    for (int i = text.indexOf('\r'); i >= 0; i = text.indexOf('\r', i + 1)) {
      if (text.charAt(i + 1) != '\n') {
        return true;
      }
    }
    return false;
  }

  private static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    int from = 0;
    while (from < text.length()) {
      int to = text.indexOf('\n', from) + 1;
      lines.add(text.substring(from, to));
      from = to;
    }
    return lines;
  }

  /// Finds where parts begin.
  private static final class Cutter {
    private final List<String> lines;
    private final Map<Integer, Head> heads = new TreeMap<>();

    /// How a part begins.
    ///
    /// @param level of its heading, from 1; 0 where it begins with none
    private record Head(Part.Kind kind, String name, int level) {
      Head(Part.Kind kind, String name) {
        this(kind, name, 0);
      }
    }

    Cutter(List<String> lines, SpecBody body) {
      this.lines = lines;
      int front = frontMatter();
      headings(front);
      requirements(body);
      join();
    }

    /// Gives the line after the front matter, from 0.
    private int frontMatter() {
      if (!isDashes(lines.getFirst())) {
        return 0;
      }
      for (int end = 1; end < lines.size(); end++) {
        if (isDashes(lines.get(end))) {
          fields(end);
          return end + 1;
        }
      }
      return 0;
    }

    private void fields(int end) {
      heads.put(0, new Head(Part.Kind.FRAME, "front matter"));
      for (int i = 1; i < end; i++) {
        int line = i;
        name(FIELD, lines.get(i), 1)
            .ifPresent(name -> heads.put(line, new Head(Part.Kind.FIELD, name)));
      }
      heads.put(end, new Head(Part.Kind.FRAME, "end of front matter"));
      if (end + 1 < lines.size()) {
        heads.put(end + 1, new Head(Part.Kind.FRAME, "beginning"));
      }
    }

    private static boolean isDashes(String line) {
      return line.startsWith("---") && line.strip().equals("---");
    }

    private static Optional<String> name(Pattern pattern, String line, int group) {
      if (line.length() > LONGEST) {
        return Optional.empty();
      }
      var matcher = pattern.matcher(line.stripTrailing());
      return matcher.matches()
          ? Optional.of(Optional.ofNullable(matcher.group(group)).orElse("").strip())
          : Optional.empty();
    }

    private void headings(int from) {
      Optional<String> fence = Optional.empty();
      for (int i = from; i < lines.size(); i++) {
        String line = lines.get(i);
        Optional<String> mark = name(FENCE, line, 1);
        if (fence.isPresent()) {
          String open = fence.get();
          if (mark.filter(one -> one.startsWith(open) && line.strip().equals(one)).isPresent()) {
            fence = Optional.empty();
          }
        } else if (mark.isPresent()) {
          fence = mark;
        } else {
          int place = i;
          name(HEADING, line, 2)
              .ifPresent(
                  title -> heads.put(place, new Head(Part.Kind.SECTION, title, level(line))));
        }
      }
    }

    /// What the format's reader found goes before what we take for headings.
    private void requirements(SpecBody body) {
      for (Requirement requirement : body.requirements()) {
        int line = requirement.line() - 1;
        if (line >= 0 && line < lines.size()) {
          boolean ordinal = requirement.nature().naming() == Requirement.Naming.ORDINAL;
          heads.put(
              line,
              new Head(
                  ordinal ? Part.Kind.ORDINAL : Part.Kind.REQUIREMENT,
                  requirement.id(),
                  level(lines.get(line))));
        }
      }
    }

    private static int level(String line) {
      return name(HEADING, line, 1).map(String::length).orElse(0);
    }

    /// A requirement that is a heading goes on below deeper headings: its scenarios are its own.
    private void join() {
      int open = 0;
      var inner = new ArrayList<Integer>();
      for (var head : heads.entrySet()) {
        boolean section = head.getValue().kind() == Part.Kind.SECTION;
        if (section && open > 0 && head.getValue().level() > open) {
          inner.add(head.getKey());
        } else {
          open = section ? 0 : head.getValue().level();
        }
      }
      inner.forEach(heads::remove);
    }

    List<Part> cut() {
      heads.putIfAbsent(0, new Head(Part.Kind.FRAME, "beginning"));
      var parts = new ArrayList<Part>();
      List<Map.Entry<Integer, Head>> begins = List.copyOf(heads.entrySet());
      for (int i = 0; i < begins.size(); i++) {
        int end = i + 1 < begins.size() ? begins.get(i + 1).getKey() : lines.size();
        Head head = begins.get(i).getValue();
        parts.add(
            new Part(
                head.kind(),
                head.name(),
                String.join("", lines.subList(begins.get(i).getKey(), end))));
      }
      return parts;
    }
  }
}
