package io.github.sddtool.facts.lexer;

import io.github.sddtool.spec.Fingerprint;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers which code a comment or a test title speaks of. An answer is worked out once, so that
/// asking for every comment costs what the text is long. Not for use by several threads at a time.
public final class Regions {
  /// A block without structure ends here at the latest.
  private static final int MAX_BLOCK_LINES = 100;

  private final Language language;
  private final Code code;
  private final CodePrint print;
  private final BitSet preamble;
  private final ItemTree scanned;
  private final Map<Integer, Optional<Region>> blocks = new HashMap<>();
  private final int headerEndLine;
  private Optional<ItemTree> declared = Optional.empty();

  /// @param items what the scanners found; a syntax tree may know better
  Regions(Language language, Code code, BitSet preamble, List<Item> items, int headerEndLine) {
    this.language = language;
    this.code = code;
    this.preamble = preamble;
    this.print = new CodePrint(code, preamble);
    this.scanned = new ItemTree(items);
    this.headerEndLine = headerEndLine;
  }

  /// The declarations as the language's grammar sees them, where one can tell; read when they are
  /// first asked for.
  private ItemTree declared() {
    if (declared.isEmpty()) {
      declared =
          Optional.of(
              TreeItems.find(language, code, scanned)
                  .map(found -> new ItemTree(Structure.items(language, code, preamble, found)))
                  .orElse(scanned));
    }
    return declared.get();
  }

  /// Answers from what the scanners found, without asking a grammar: many times as fast, and not
  /// always as right.
  Regions byScannersAlone() {
    declared = Optional.of(scanned);
    return this;
  }

  List<Declaration> declarations() {
    return declared().all().stream()
        .map(i -> new Declaration(i.name(), line(i), endLine(i), fingerprint(i)))
        .toList();
  }

  /// The whole file for a comment in its header; the declaration that follows a comment or shares
  /// its line; else the innermost one around it; else the block of lines after it. Empty where no
  /// code follows.
  public Optional<Region> at(Comment comment) {
    if (comment.endLine() <= headerEndLine) {
      return Optional.of(wholeFile());
    }
    int offset = code.lines().offset(comment.line(), comment.column());
    int next = code.firstFrom(offset);
    boolean trailing = !code.lines().isFirst(offset);
    if (trailing || speaksInward(offset, next)) {
      int column = trailing ? Integer.MAX_VALUE : comment.column();
      return around(next - 1, next - 1, column)
          .map(this::region)
          .or(() -> block(comment, trailing ? comment.line() : comment.endLine() + 1));
    }
    return declared()
        .beginningAt(next)
        .or(() -> around(next - 1, next, Integer.MAX_VALUE))
        .map(this::region)
        .or(() -> block(comment, comment.endLine() + 1));
  }

  /// The block of the test that a title names.
  public Optional<Region> at(TestTitle title) {
    int at = code.firstFrom(code.lines().offset(title.line(), title.column()));
    return declared().titledAt(at).or(() -> scanned.titledAt(at)).map(this::region);
  }

  private Region wholeFile() {
    int last = code.size() - 1;
    return new Region(1, code.lines().count(), "", print.of(0, last, -1), true);
  }

  /// Documentation strings, Rust's `//!`, and comments indented deeper than what follows them speak
  /// of what stands around them.
  private boolean speaksInward(int offset, int next) {
    String text = code.text();
    return switch (language) {
      case RUST -> text.startsWith("//!", offset) || text.startsWith("/*!", offset);
      case PYTHON -> text.charAt(offset) != '#' || isDeeper(offset, next);
      case YAML, GHERKIN -> isDeeper(offset, next);
      default -> false;
    };
  }

  private boolean isDeeper(int offset, int next) {
    LineIndex lines = code.lines();
    return next == code.size()
        ? lines.column(offset) > 1
        : lines.column(offset) > lines.column(code.start(next));
  }

  private Optional<Item> around(int first, int last, int column) {
    return declared().around(first, last, item -> column(item) < column);
  }

  /// The block that begins on a line or after blank ones, from its comment on.
  private Optional<Region> block(Comment comment, int from) {
    return blocks
        .computeIfAbsent(from, this::blockFrom)
        .map(
            b -> new Region(comment.line(), b.endLine(), b.name(), b.fingerprint(), b.wholeFile()));
  }

  private Optional<Region> blockFrom(int from) {
    LineIndex lines = code.lines();
    int start = from;
    while (start <= lines.count() && lines.isBlank(start)) {
      start++;
    }
    int first = start > lines.count() ? code.size() : code.firstFrom(lines.start(start));
    if (first == code.size()) {
      return Optional.empty();
    }
    int end = start;
    for (int line = start; line <= lines.count() && line < start + MAX_BLOCK_LINES; line++) {
      boolean blank = lines.isBlank(line);
      boolean follows = line < lines.count() && !lines.isBlank(line + 1);
      if (blank && follows && lines.indent(line + 1) <= lines.indent(start)) {
        break;
      }
      end = blank ? end : line;
    }
    int last = code.firstFrom(lines.end(end)) - 1;
    return last < first
        ? Optional.empty()
        : Optional.of(new Region(start, end, "", print.of(first, last, -1), false));
  }

  private Region region(Item item) {
    return new Region(line(item), endLine(item), item.name(), fingerprint(item), false);
  }

  private Fingerprint fingerprint(Item item) {
    return print.of(item.first(), item.last(), item.nameAt());
  }

  private int line(Item item) {
    return code.line(item.first());
  }

  private int column(Item item) {
    return code.lines().column(code.start(item.first()));
  }

  private int endLine(Item item) {
    return code.endLine(item.last());
  }
}
