package io.github.sddtool.spec.format.speckit;

import io.github.sddtool.spec.Scenario;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.markdown.TextLine;
import io.github.sddtool.spec.steps.ScenarioDraft;
import io.github.sddtool.spec.steps.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/speckit#REQ-KIT-005
/// Reads the acceptance scenarios of stories: numbered `**Given** …, **When** …, **Then** …` in one
/// line or several, bold or not. They belong to the spec, for a story is no requirement.
final class AcceptanceScenarios {
  private static final int NO_HEADING = 7;
  private static final Pattern SECTION =
      Pattern.compile("(?:acceptance|scenarios?\\b|user scenarios).*", Pattern.CASE_INSENSITIVE);
  private static final Pattern LABELLED =
      Pattern.compile("^[^:：]{1,120}[:：]\\s*(?=(?:Given|GIVEN|When|WHEN)\\b)");

  private final List<Scenario> scenarios = new ArrayList<>();
  private final List<SpecProblem> problems = new ArrayList<>();
  private boolean inSection;
  private Optional<ScenarioDraft> open = Optional.empty();
  private int openDepth;
  private boolean inOneLine;

  /// Takes the lines of a block that belong to scenarios and returns the others.
  ///
  /// @param depth of the lists the block stands in
  /// @param item whether a list item begins with it
  List<TextLine> take(List<TextLine> lines, int depth, boolean item) {
    var others = new ArrayList<TextLine>();
    boolean goesOn = belongs(lines.getFirst(), depth, item);
    List<TextLine> sentences = sentences(lines);
    for (TextLine line : sentences) {
      Set<Step> steps = steps(line);
      if (!steps.isEmpty()) {
        step(line, steps, depth, item && line.equals(sentences.getFirst()));
        goesOn = true;
      } else if (goesOn && open.isPresent()) {
        open.get().add(line.text(), steps);
      } else {
        close();
        noteSection(line);
        others.add(line);
      }
    }
    return others;
  }

  /// The lines with those that go on with a step joined to it: people wrap steps anywhere.
  private List<TextLine> sentences(List<TextLine> lines) {
    var sentences = new ArrayList<TextLine>();
    var wrapped = new StringBuilder();
    Optional<TextLine> step = Optional.empty();
    for (TextLine written : lines) {
      TextLine line = unlabelled(written);
      boolean begins = !steps(line).isEmpty();
      if (step.isPresent() && !begins) {
        wrapped.append(' ').append(line.text());
        continue;
      }
      step.ifPresent(begun -> sentences.add(whole(begun, wrapped)));
      step = begins ? Optional.of(line) : Optional.empty();
      wrapped.setLength(0);
      if (!begins) {
        sentences.add(line);
      }
    }
    step.ifPresent(begun -> sentences.add(whole(begun, wrapped)));
    return sentences;
  }

  private static TextLine whole(TextLine begun, StringBuilder wrapped) {
    return new TextLine(begun.number(), begun.text() + wrapped, begun.strongStart());
  }

  /// Whether a line without a step goes on with the open scenario: below it, or with And or But.
  private boolean belongs(TextLine line, int depth, boolean item) {
    String word = line.text().toLowerCase(Locale.ROOT);
    return open.isPresent()
        && (depth > openDepth
            || (depth == openDepth && depth > 0 && !item)
            || word.startsWith("and ")
            || word.startsWith("but "));
  }

  private void step(TextLine line, Set<Step> steps, int depth, boolean begins) {
    boolean afterWhole = begins && depth <= openDepth && inOneLine;
    boolean again =
        steps.contains(Step.GIVEN)
            && open.filter(o -> o.saw(Step.WHEN) || o.saw(Step.THEN)).isPresent();
    if (afterWhole || again) {
      close();
    }
    if (open.isEmpty()) {
      open = Optional.of(new ScenarioDraft("", line.number(), NO_HEADING));
      openDepth = depth;
      inOneLine = steps.size() > 1;
    }
    open.get().add(line.text(), steps);
  }

  private Set<Step> steps(TextLine line) {
    Set<Step> marked = Step.of(line, inSection || open.isPresent());
    if (!marked.isEmpty()) {
      return marked;
    }
    Set<Step> all = Step.of(line, true);
    return all.size() == Step.values().length ? all : marked;
  }

  /// `Scenario 1: Given …` begins with its steps.
  private TextLine unlabelled(TextLine line) {
    Matcher label = LABELLED.matcher(line.text());
    return inSection && label.find()
        ? new TextLine(line.number(), line.text().substring(label.end()), true)
        : line;
  }

  private void noteSection(TextLine line) {
    if (line.strongStart()) {
      inSection = SECTION.matcher(line.text()).matches();
    }
  }

  /// A heading ends what stands above it.
  void heading(String text) {
    close();
    inSection = SECTION.matcher(text).matches();
  }

  void close() {
    if (open.isEmpty()) {
      return;
    }
    Scenario done = open.get().finish();
    open = Optional.empty();
    scenarios.add(done);
    if (!done.complete()) {
      problems.add(
          new SpecProblem(
              "spec/scenario-incomplete",
              done.line(),
              "scenario " + scenarios.size(),
              "The scenario lacks " + done.missing() + "."));
    }
  }

  List<Scenario> scenarios() {
    return scenarios;
  }

  List<SpecProblem> problems() {
    return problems;
  }
}
