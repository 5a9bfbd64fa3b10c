package io.github.sddtool.spec.format.sdd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The id of a heading or bullet is what regular expressions would find in it.
class RequirementIdLawsTest {
  private static final Pattern LEAD =
      Pattern.compile("^(?:requirement|요구사항)\\s*\\d*\\s*[:：]?\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern KNOWN =
      Pattern.compile(
          "^[\\[(`]?((?:REQ|NFR|FR|SC)(?:-[A-Z0-9]{1,32}){0,4}-\\d{1,9}[a-z]?)[\\])`]?(?![\\w-])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ANY =
      Pattern.compile(
          "^\\[?([A-Z][A-Z0-9]{0,31}(?:-[A-Z0-9]{1,32}){0,4}-\\d{1,9})\\]?(?=\\s*[:：]|\\s+[-–—]\\s)");
  private static final Pattern CHECKBOX = Pattern.compile("^\\[[ xX]\\]\\s+");
  private static final Pattern SEPARATOR =
      Pattern.compile("^\\s*(?:[:：]|[-–—]+(?=\\s)|\\.(?=\\s))?\\s*");

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "REQ",
            "req",
            "NFR",
            "FR",
            "SC",
            "ſC",
            "US",
            "X1",
            "-",
            "-",
            "-",
            "1",
            "001",
            "1234567890",
            "AUTH",
            "a",
            "b",
            "Requirement ",
            "requırement",
            "요구사항",
            "[",
            "]",
            "(",
            ")",
            "`",
            "[ ] ",
            "[x] ",
            "[x]",
            ":",
            "：",
            " ",
            "\t",
            "\u00a0",
            "–",
            "—",
            ".",
            "_",
            "가",
            "The",
            "\n")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 10000)
  void headingsBeginWithWhatThePatternsFind(@ForAll("texts") String text) {
    String body = LEAD.matcher(text).replaceFirst("");
    assertThat(RequirementId.ofHeading(text))
        .isEqualTo(expected(KNOWN, body).or(() -> expected(ANY, body)));
  }

  @Property(tries = 10000)
  void bulletsBeginWithWhatThePatternsFind(@ForAll("texts") String text) {
    assertThat(RequirementId.ofBullet(text))
        .isEqualTo(expected(KNOWN, CHECKBOX.matcher(text).replaceFirst("")));
  }

  private static Optional<RequirementId> expected(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String rest = text.substring(matcher.end());
    String body = SEPARATOR.matcher(rest).replaceFirst("");
    boolean separated = !rest.stripLeading().equals(body);
    return Optional.of(
        new RequirementId(matcher.group(1).toUpperCase(Locale.ROOT), body.strip(), separated));
  }
}
