package io.github.sddtool.spec.format.sdd;

import io.github.sddtool.spec.Amendment;
import io.github.sddtool.spec.Edit;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/native#REQ-SDD-001
/// Reads `delta.md`: every requirement below `## ADDED`, every pair of `#### Before` and `####
/// After` below `## MODIFIED`, every id below `## REMOVED`, every `FROM` and `TO` below `##
/// RENAMED`. A heading that names a spec says whose requirements follow.
final class SddDelta {
  private static final Pattern SECTION =
      Pattern.compile(
          "(added|modified|removed|renamed)(?:\\s+requirements?)?\\s*:?", Pattern.CASE_INSENSITIVE);
  private static final Pattern SIDE =
      Pattern.compile("(before|after|이전|이후)\\s*:?", Pattern.CASE_INSENSITIVE);
  private static final Pattern QUALIFIED =
      Pattern.compile("^`?([\\p{L}\\p{N}._/-]{1,300})#([\\p{L}\\p{N}-]{1,80})`?(.*)$");
  private static final Pattern FROM_TO =
      Pattern.compile("^(from|to)\\s*:\\s*`?(.+?)`?\\s*$", Pattern.CASE_INSENSITIVE);

  private final Map<String, List<Edit>> edits = new LinkedHashMap<>();
  private final List<SpecProblem> problems = new ArrayList<>();
  private String section = "";
  private String spec = "";

  /// The requirement that the heading above names, for a fence that repeats no id.
  private Optional<RequirementId> named = Optional.empty();

  private String side = "";
  private Optional<String> before = Optional.empty();
  private Optional<String> from = Optional.empty();

  /// The requirement of ADDED that is being read, as Markdown that the spec reader takes.
  private final StringBuilder added = new StringBuilder();

  private int addedLine;

  private SddDelta() {}

  static List<Amendment.Part> read(String text) {
    var reader = new SddDelta();
    MarkdownText.read(text).blocks().forEach(reader::block);
    reader.closeAdded();
    var parts = new ArrayList<Amendment.Part>();
    reader.edits.forEach(
        (spec, list) -> parts.add(new Amendment.Part(spec, new Amendment.Body(list, List.of()))));
    if (parts.isEmpty() || !reader.problems.isEmpty()) {
      if (parts.isEmpty() && reader.problems.isEmpty() && reader.section.isEmpty()) {
        reader.problems.add(
            new SpecProblem(
                "change/empty",
                1,
                "",
                "The delta has none of `## ADDED`, `## MODIFIED`, `## REMOVED`, `## RENAMED`."));
      }
      parts.add(new Amendment.Part("", new Amendment.Body(List.of(), reader.problems)));
    }
    return parts;
  }

  private void block(Block block) {
    switch (block) {
      case Block.Heading heading -> heading(heading);
      case Block.Code code -> code(code);
      case Block.Item item -> line(item.line(), item.text());
      case Block.Paragraph paragraph -> line(paragraph.line(), paragraph.text());
      case Block.Row row -> line(row.line(), String.join(" ", row.cells()));
    }
  }

  private void heading(Block.Heading heading) {
    String text = heading.text().strip();
    Matcher begins = SECTION.matcher(text);
    if (begins.matches()) {
      closeAdded();
      section = begins.group(1).toUpperCase(Locale.ROOT);
      named = Optional.empty();
      before = Optional.empty();
      return;
    }
    Matcher beforeOrAfter = SIDE.matcher(text);
    if (beforeOrAfter.matches()) {
      String word = beforeOrAfter.group(1).toLowerCase(Locale.ROOT);
      side = word.equals("before") || word.equals("이전") ? "before" : "after";
      return;
    }
    if (!section.isEmpty()) {
      inSection(heading, text);
    }
  }

  private void inSection(Block.Heading heading, String text) {
    Matcher qualified = QUALIFIED.matcher(text);
    String body = text;
    if (qualified.matches()) {
      spec = SpecName.in(qualified.group(1)).orElse(spec);
      body = qualified.group(2) + qualified.group(3);
    }
    Optional<RequirementId> id = RequirementId.ofHeading(body);
    if (id.isPresent()) {
      named = id;
      before = Optional.empty();
      switch (section) {
        case "ADDED" -> openAdded(heading.line(), heading.level(), body);
        case "REMOVED" -> edit(new Edit.Remove(id.get().id(), heading.line()));
        default -> {}
      }
      return;
    }
    Optional<String> name =
        SpecName.in(text).filter(n -> text.indexOf('/') >= 0 || text.indexOf('-') >= 0);
    if (name.isPresent()) {
      closeAdded();
      spec = name.get();
      named = Optional.empty();
    } else if (section.equals("ADDED")) {
      add("#".repeat(heading.level()) + " " + text);
    }
  }

  private void line(int line, String text) {
    String first = text.lines().findFirst().orElse("").strip();
    switch (section) {
      case "ADDED" -> {
        if (RequirementId.ofBullet(first).isPresent()) {
          openAdded(line, 3, text);
        } else {
          add(text);
        }
      }
      case "REMOVED" -> {
        Matcher qualified = QUALIFIED.matcher(first);
        String body = qualified.matches() ? qualified.group(2) : first;
        if (qualified.matches()) {
          spec = SpecName.in(qualified.group(1)).orElse(spec);
        }
        RequirementId.ofHeading(body).ifPresent(id -> edit(new Edit.Remove(id.id(), line)));
      }
      case "RENAMED" -> text.lines().forEach(one -> rename(line, one.strip()));
      default -> {}
    }
  }

  private void rename(int line, String text) {
    Matcher matcher = FROM_TO.matcher(text);
    if (!matcher.matches()) {
      return;
    }
    Optional<String> id = RequirementId.ofHeading(matcher.group(2)).map(RequirementId::id);
    if (matcher.group(1).equalsIgnoreCase("from")) {
      from = id;
    } else if (from.isPresent() && id.isPresent()) {
      edit(new Edit.Rename(from.get(), id.get(), line));
      from = Optional.empty();
    } else {
      problems.add(
          new SpecProblem(
              "change/malformed",
              line,
              "RENAMED",
              "A `TO:` needs a `FROM:` with an id before it."));
    }
  }

  private void code(Block.Code code) {
    switch (section) {
      case "MODIFIED" -> {
        if (side.equals("before")) {
          before = Optional.of(code.text());
        } else if (side.equals("after")) {
          modified(code);
        }
        side = "";
      }
      case "ADDED" -> {
        // a fence of Markdown is how some templates quote what is added
        if (added.isEmpty() && !requirements(code.text()).isEmpty()) {
          requirements(code.text()).forEach(r -> edit(new Edit.Add(at(r, code.line() + r.line()))));
        }
      }
      default -> {}
    }
  }

  private void modified(Block.Code code) {
    List<Requirement> after = requirements(code.text());
    if (after.isEmpty() && named.isPresent()) {
      after =
          requirements("### " + named.get().id() + ": " + named.get().rest() + "\n" + code.text());
    }
    if (after.isEmpty()) {
      problems.add(
          new SpecProblem(
              "change/malformed",
              code.line(),
              "MODIFIED",
              "The text after the change names no requirement, so nobody can tell which one is meant."));
    }
    Map<String, String> quoted = new LinkedHashMap<>();
    before.ifPresent(text -> requirements(text).forEach(r -> quoted.put(r.id(), r.statement())));
    for (Requirement requirement : after) {
      Optional<String> was =
          Optional.ofNullable(quoted.get(requirement.id()))
              .or(() -> named.isPresent() ? before : Optional.empty());
      edit(new Edit.Replace(at(requirement, code.line() + requirement.line()), was));
    }
    before = Optional.empty();
  }

  private void openAdded(int line, int level, String text) {
    closeAdded();
    addedLine = line;
    added.append("#".repeat(Math.max(2, level))).append(' ').append(text).append('\n');
  }

  private void add(String text) {
    if (!added.isEmpty()) {
      added.append('\n').append(text).append('\n');
    }
  }

  private void closeAdded() {
    if (!added.isEmpty()) {
      requirements(added.toString()).forEach(r -> edit(new Edit.Add(at(r, addedLine))));
      added.setLength(0);
    }
  }

  private static List<Requirement> requirements(String markdown) {
    return SddSpecReader.read(MarkdownText.read(markdown)).requirements();
  }

  private static Requirement at(Requirement r, int line) {
    return new Requirement(
        r.id(), r.title(), r.level(), line, r.statement(), r.scenarios(), r.nature());
  }

  private void edit(Edit edit) {
    edits.computeIfAbsent(spec, _ -> new ArrayList<>()).add(edit);
  }
}
