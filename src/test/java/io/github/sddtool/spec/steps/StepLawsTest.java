package io.github.sddtool.spec.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.spec.markdown.TextLine;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The steps of a line are what regular expressions would find in it.
class StepLawsTest {
  private static final Pattern START =
      Pattern.compile("^(given|when|then)(?:\\s*[:：]|\\s+\\S|$)", Pattern.CASE_INSENSITIVE);
  private static final Pattern INNER = Pattern.compile("\\b(GIVEN|WHEN|THEN|Given|When|Then)\\b");

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "GIVEN", "Given", "given", "WHEN", "When", "when", "THEN", "Then", "then", "gıven", " ",
            " ", "\t", ":", "：", "a", "_", "1", "가", "\u0301", "é", "😀", "\u0085", "\u2028", "\r",
            "\u00a0", ",", "**")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 5000)
  void stepsAreWhatThePatternsFind(
      @ForAll("texts") String text, @ForAll boolean strong, @ForAll boolean inScenario) {
    var line = new TextLine(1, text, strong);
    assertThat(Step.of(line, inScenario)).isEqualTo(expected(line, inScenario));
  }

  private static Set<Step> expected(TextLine line, boolean inScenario) {
    var steps = EnumSet.noneOf(Step.class);
    var start = START.matcher(line.text());
    if (!start.find()) {
      return steps;
    }
    String word = start.group(1);
    String upper = word.toUpperCase(Locale.ROOT);
    if (!inScenario && !line.strongStart() && !word.equals(upper)) {
      return steps;
    }
    steps.add(Step.valueOf(upper));
    var inner = INNER.matcher(line.text());
    while (inner.find()) {
      steps.add(Step.valueOf(inner.group(1).toUpperCase(Locale.ROOT)));
    }
    return steps;
  }
}
