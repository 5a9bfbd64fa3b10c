package io.github.sddtool.guard.harvest;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.trace.Role;
import io.github.sddtool.analysis.trace.Trace;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.markdown.MarkdownOut;
import io.github.sddtool.spec.markdown.MarkdownPlaces;
import io.github.sddtool.spec.markdown.MarkdownPlaces.Comment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

// @spec app/reharvest#REQ-HARVEST-003
/// Fills tables of coverage in between markers that people put into Markdown files: `<!--
/// sdd:coverage -->` and `<!-- /sdd:coverage -->`, with a domain or a spec behind the word where
/// the table is not about all specs.
final class CoverageTables {
  private static final String OPEN = "sdd:coverage";
  private static final String CLOSE = "/sdd:coverage";

  private final Pages pages;
  private final Report report;
  private final List<Spec> specs;
  private final Map<String, Counts> counts = new HashMap<>();

  /// What a report counts, of one spec.
  private record Counts(int requirements, int covered, int tested) {
    static Counts of(Spec spec, Trace trace) {
      int covered = 0;
      int tested = 0;
      for (Requirement requirement : spec.body().requirements()) {
        RequirementKey key = spec.key(requirement);
        covered += Coverage.state(trace, key) == Coverage.State.COVERED ? 1 : 0;
        tested += trace.covering(key, Role.TEST).isEmpty() ? 0 : 1;
      }
      return new Counts(spec.body().requirements().size(), covered, tested);
    }
  }

  CoverageTables(Pages pages, Report report) {
    this.pages = pages;
    this.report = report;
    this.specs =
        report.survey().specs().specs().stream().sorted(Comparator.comparing(Spec::id)).toList();
  }

  void fill() {
    List<RepoPath> files =
        pages.tree().paths().stream().filter(Pages::isMarkdown).sorted().toList();
    pages.expect(files);
    for (RepoPath path : files) {
      pages.text(path).filter(text -> text.contains(OPEN)).ifPresent(text -> fill(path, text));
    }
  }

  /// A place for a table.
  ///
  /// @param scope a domain or a spec; empty for all
  private record Slot(Comment open, Comment close, String scope) {}

  private void fill(RepoPath path, String text) {
    var splices = new ArrayList<Splice>();
    long size = text.length();
    for (Slot slot : slots(path, text)) {
      Optional<List<Spec>> counted = counted(slot.scope());
      if (counted.isEmpty()) {
        pages.note(
            path,
            slot.open().line(),
            "'%s' is neither a domain nor a spec, so its table was left.".formatted(slot.scope()));
        continue;
      }
      String eol = eol(text, slot.open().to());
      String filled = eol + eol + table(counted.get(), slot.open().indent(), eol) + eol;
      int from = slot.open().to();
      int to = slot.close().from();
      size += filled.length() - (to - from);
      if (size > Pages.MOST_BYTES / 2) {
        pages.note(
            path, slot.open().line(), "With this table the file would be too large; it was left.");
        break;
      }
      if (to - from != filled.length() || !text.startsWith(filled, from)) {
        splices.add(new Splice(from, to, filled));
        pages.changed(path, slot.open().line(), "The table of coverage is up to date.");
      }
    }
    pages.put(path, Splice.apply(text, splices));
  }

  private List<Slot> slots(RepoPath path, String text) {
    var slots = new ArrayList<Slot>();
    Optional<Comment> open = Optional.empty();
    for (Comment comment : MarkdownPlaces.of(text).comments()) {
      if (isOpening(comment)) {
        open.ifPresent(lost -> unclosed(path, lost));
        open = Optional.of(comment);
      } else if (comment.text().equals(CLOSE)) {
        open.ifPresent(begin ->
            slots.add(new Slot(begin, comment, begin.text().substring(OPEN.length()).strip())));
        open = Optional.empty();
      }
    }
    open.ifPresent(lost -> unclosed(path, lost));
    return slots;
  }

  private static boolean isOpening(Comment comment) {
    return comment.text().equals(OPEN) || comment.text().startsWith(OPEN + " ");
  }

  private void unclosed(RepoPath path, Comment comment) {
    pages.note(
        path,
        comment.line(),
        "There is no '<!-- %s -->' that belongs to this marker, so nothing was written."
            .formatted(CLOSE));
  }

  /// The specs that a table is about; empty where its scope is nothing.
  private Optional<List<Spec>> counted(String scope) {
    if (scope.isEmpty()) {
      return Optional.of(specs);
    }
    List<Spec> own = specs.stream().filter(spec -> spec.id().equals(scope)).toList();
    List<Spec> counted =
        own.isEmpty()
            ? specs.stream()
                .filter(spec -> spec.domain().filter(scope::equals).isPresent())
                .toList()
            : own;
    return counted.isEmpty() ? Optional.empty() : Optional.of(counted);
  }

  private static String eol(String text, int at) {
    return text.startsWith("\r\n", at) ? "\r\n" : text.substring(at, at + 1);
  }

  private String table(List<Spec> counted, String indent, String eol) {
    var lines = new ArrayList<String>();
    lines.add("| Spec | Requirements | Covered | Tested | Percent |");
    lines.add("|---|--:|--:|--:|--:|");
    int requirements = 0;
    int covered = 0;
    int tested = 0;
    for (Spec spec : counted) {
      Counts one = counts.computeIfAbsent(spec.id(), _ -> Counts.of(spec, report.survey().trace()));
      lines.add(row(MarkdownOut.prose(spec.id()), one.requirements(), one.covered(), one.tested()));
      requirements += one.requirements();
      covered += one.covered();
      tested += one.tested();
    }
    lines.add(row("**All**", requirements, covered, tested));
    var table = new StringBuilder();
    lines.forEach(line -> table.append(indent).append(line).append(eol));
    return table.toString();
  }

  private static String row(String name, int requirements, int covered, int tested) {
    String percent =
        requirements == 0
            ? "-"
            : String.format(
                Locale.ROOT, "%.1f", Math.round(covered * 1000.0 / requirements) / 10.0);
    return "| %s | %d | %d | %d | %s |".formatted(name, requirements, covered, tested, percent);
  }
}
