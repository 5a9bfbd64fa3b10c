package io.github.sddtool.spec.format.kiro;

import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.prose.OpenPoints;
import io.github.sddtool.spec.prose.SourceLines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

// @spec formats/kiro#REQ-KIRO-002, formats/kiro#REQ-KIRO-003, formats/kiro#REQ-KIRO-005
/// Reads the blocks of a `requirements.md` from top to bottom. The requirements of the trace are
/// the criteria, `2.1` and so on; a heading is one itself where it has no criteria.
final class KiroSpecReader {
  private static final Pattern LEAD =
      Pattern.compile(
          "^(?:Requirements?\\s+(?:Document|Specification)|Requirements|需求文档|要件定義書?|要件)\\s*[:：–—-]\\s*(?=\\S)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BOX = Pattern.compile("^\\[[ xX~-]\\]\\*?\\s+");

  /// What cc-sdd's template says where an author should say something.
  private static final List<String> TEMPLATE =
      List.of(
          "{{INTRODUCTION}}", "{{REQUIREMENT_AREA_1}}", "{{ROLE}}", "{{CAPABILITY}}", "[EVENT]");

  private final MarkdownText markdown;
  private final boolean namesThem;
  private final Numbers numbers;
  private final Map<String, Requirement> requirements = new LinkedHashMap<>();
  private final Map<String, Integer> headings = new HashMap<>();
  private final Set<String> duplicates = new HashSet<>();
  private final List<SpecProblem> problems = new ArrayList<>();
  private Optional<Parent> parent = Optional.empty();
  private Optional<Draft> criterion = Optional.empty();

  private KiroSpecReader(MarkdownText markdown, SourceLines source) {
    this.markdown = markdown;
    this.namesThem = RequirementHeading.anyCertain(markdown.blocks());
    this.numbers = new Numbers(source);
  }

  /// The requirement whose criteria are being read.
  private static final class Parent {
    private final RequirementHeading heading;
    private final Block.Heading block;
    private final StringBuilder text = new StringBuilder();
    private int criteriaLevel;
    private int criteriaDepth = 1;
    private int criteria;

    Parent(RequirementHeading heading, Block.Heading block) {
      this.heading = heading;
      this.block = block;
      text.append(heading.title());
    }
  }

  /// A criterion while it is being read.
  private record Draft(String id, int line, int depth, String title, StringBuilder text) {}

  static SpecBody read(MarkdownText markdown, SourceLines source) {
    var reader = new KiroSpecReader(markdown, source);
    for (Block block : markdown.blocks()) {
      switch (block) {
        case Block.Heading heading -> reader.heading(heading);
        case Block.Item item -> reader.item(item);
        case Block.Paragraph paragraph -> reader.paragraph(paragraph);
        case Block.Code code -> reader.more(code.depth(), code.text());
        case Block.Row row -> reader.more(row.depth(), String.join(" ", row.cells()));
      }
    }
    reader.closeParent();
    reader.problems.addAll(OpenPoints.in(markdown, source, TEMPLATE));
    return reader.body();
  }

  private SpecBody body() {
    String title = title();
    if (title.isEmpty()) {
      problems.add(
          new SpecProblem(
              "spec/title-missing",
              1,
              "",
              "The spec has no title: begin it with `# Requirements Document`."));
    }
    if (requirements.isEmpty()) {
      // Kiro takes any text: what says nothing to count is no error of its author
      problems.add(
          new SpecProblem(
              "spec/heading-ignored",
              1,
              "",
              "No heading such as `### Requirement 1` has acceptance criteria, so nothing counts."));
    }
    return new SpecBody(
        title,
        SpecBody.FrontMatter.NONE,
        List.copyOf(requirements.values()),
        new SpecBody.Loose(List.of(), 0),
        problems);
  }

  private String title() {
    return markdown.blocks().stream()
        .filter(block -> block instanceof Block.Heading heading && heading.level() == 1)
        .map(block -> LEAD.matcher(((Block.Heading) block).text()).replaceFirst("").strip())
        .findFirst()
        .orElse("");
  }

  private void heading(Block.Heading heading) {
    closeCriterion();
    Optional<RequirementHeading> found =
        RequirementHeading.read(heading).filter(h -> h.certain() || !namesThem);
    boolean criteria = RequirementHeading.announcesCriteria(heading.text());
    // some write the heading of the criteria at the level of the requirement's own
    int least = criteria ? heading.level() + 1 : heading.level();
    boolean inside = parent.filter(p -> least > p.block.level()).isPresent();
    if (found.isPresent() && !(inside && !found.get().certain())) {
      closeParent();
      open(found.get(), heading);
    } else if (!inside) {
      closeParent();
    } else if (criteria) {
      parent.ifPresent(p -> {
        p.criteriaLevel = heading.level();
        p.criteriaDepth = 1;
      });
    } else if (parent.filter(p -> heading.level() <= p.criteriaLevel).isPresent()) {
      parent.ifPresent(p -> p.criteriaLevel = 0);
    }
    numbers.startList();
  }

  private void open(RequirementHeading found, Block.Heading heading) {
    Integer first = found.certain() ? headings.putIfAbsent(found.number(), heading.line()) : null;
    if (first != null) {
      duplicate(found.number(), heading.line(), first);
    }
    parent = Optional.of(new Parent(found, heading));
    numbers.startRequirement();
  }

  private void item(Block.Item item) {
    if (parent.isEmpty()) {
      return;
    }
    String text = BOX.matcher(item.text()).replaceFirst("");
    Parent in = parent.get();
    if (RequirementHeading.announcesCriteria(text)) {
      closeCriterion();
      in.criteriaLevel = 7;
      in.criteriaDepth = item.depth() + 1;
    } else if (isCriterion(in, item, text)) {
      closeCriterion();
      begin(in, item, text);
    } else {
      more(item.depth() - 1, text);
    }
  }

  private boolean isCriterion(Parent in, Block.Item item, String text) {
    if (in.criteriaLevel > 0) {
      return item.depth() == in.criteriaDepth;
    }
    return item.depth() == 1
        && (Criteria.numbered(text, in.heading.number()).isPresent()
            || (numbers.isNumbered(item.line()) && Criteria.isEars(text)));
  }

  private void begin(Parent in, Block.Item item, String text) {
    Optional<Criteria.Numbered> own = Criteria.numbered(text, in.heading.number());
    int number = numbers.next(item.line(), own.map(Criteria.Numbered::number));
    String sentence = own.map(Criteria.Numbered::rest).orElse(text).strip();
    in.criteria++;
    criterion =
        Optional.of(
            new Draft(
                in.heading.number() + "." + number,
                item.line(),
                item.depth(),
                sentence.replace('\n', ' '),
                new StringBuilder(sentence)));
  }

  private void paragraph(Block.Paragraph paragraph) {
    if (paragraph.depth() == 0
        && RequirementHeading.announcesCriteria(paragraph.lines().getLast().text())) {
      closeCriterion();
      parent.ifPresent(p -> {
        p.criteriaLevel = 7;
        p.criteriaDepth = 1;
      });
      numbers.startList();
    } else {
      more(paragraph.depth(), paragraph.text());
    }
  }

  /// What stands below a criterion goes on with it; the rest belongs to the heading.
  private void more(int depth, String text) {
    if (criterion.filter(c -> depth >= c.depth()).isPresent()) {
      criterion.get().text().append('\n').append(text);
      return;
    }
    closeCriterion();
    parent.ifPresent(p -> p.text.append('\n').append(text));
  }

  private void closeCriterion() {
    if (criterion.isEmpty()) {
      return;
    }
    Draft draft = criterion.get();
    criterion = Optional.empty();
    String statement = draft.text().toString().strip();
    add(draft.id(), draft.title(), draft.line(), statement, Criteria.level(statement));
  }

  private void closeParent() {
    closeCriterion();
    if (parent.isEmpty()) {
      return;
    }
    Parent done = parent.get();
    parent = Optional.empty();
    String statement = done.text.toString().strip();
    if (done.criteria == 0 && done.heading.certain()) {
      add(
          done.heading.number(),
          done.heading.title(),
          done.block.line(),
          statement,
          Level.of(statement));
    }
  }

  private void add(String id, String title, int line, String statement, Level level) {
    Requirement first =
        requirements.putIfAbsent(
            id,
            new Requirement(
                id, title, level, line, statement, List.of(), Requirement.Nature.ORDINAL));
    if (first != null) {
      duplicate(id, line, first.line());
    } else if (level == Level.NONE && !Criteria.isEastAsian(statement)) {
      problems.add(
          new SpecProblem(
              "spec/normative-missing", line, id, id + " does not say SHALL, SHOULD or MAY."));
    }
  }

  /// A criterion of a requirement that is there twice is not reported once more.
  private void duplicate(String id, int line, int first) {
    int dot = id.lastIndexOf('.');
    boolean said =
        duplicates.contains(id) || (dot > 0 && duplicates.contains(id.substring(0, dot)));
    if (!said) {
      duplicates.add(id);
      problems.add(
          new SpecProblem(
              "spec/duplicate-key", line, id, id + " is already defined in line " + first + "."));
    }
  }
}
