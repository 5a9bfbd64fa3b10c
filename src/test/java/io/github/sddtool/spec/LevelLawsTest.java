package io.github.sddtool.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The level of a text is what regular expressions would find in it.
class LevelLawsTest {
  private static final Pattern WORD =
      Pattern.compile("\\b(MUST|SHALL|REQUIRED|SHOULD|RECOMMENDED|MAY|OPTIONAL)\\b");
  private static final Pattern IN_PARENTHESES =
      Pattern.compile(
          "\\((must|shall|required|should|recommended|may|optional)(?: not)?\\)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "MUST",
            "SHALL",
            "REQUIRED",
            "SHOULD",
            "RECOMMENDED",
            "MAY",
            "OPTIONAL",
            "(must",
            "(Shall not)",
            "(required)",
            "(MAY NOT)",
            "(recommended not)",
            "(optıonal)",
            "(ſhall)",
            "(",
            ")",
            " not",
            "a",
            "_",
            "1",
            " ",
            "\n",
            "`",
            "-",
            "é",
            "e\u0301",
            "\u0301",
            "가",
            "\u0345",
            "😀",
            "𝟙",
            "𐨁",
            "\u00a0",
            ".")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 5000)
  void aLevelIsWhatThePatternsFind(@ForAll("texts") String text) {
    assertThat(Level.of(text)).isEqualTo(expected(text));
  }

  private static Level expected(String text) {
    String prose = CODE.matcher(text).replaceAll("``");
    Level strongest = Level.NONE;
    for (Pattern pattern : List.of(WORD, IN_PARENTHESES)) {
      var matcher = pattern.matcher(prose);
      while (matcher.find()) {
        Level level =
            switch (matcher.group(1).toUpperCase(Locale.ROOT)) {
              case "MUST", "SHALL", "REQUIRED" -> Level.MUST;
              case "SHOULD", "RECOMMENDED" -> Level.SHOULD;
              default -> Level.MAY;
            };
        strongest = level.compareTo(strongest) < 0 ? level : strongest;
      }
    }
    return strongest;
  }
}
