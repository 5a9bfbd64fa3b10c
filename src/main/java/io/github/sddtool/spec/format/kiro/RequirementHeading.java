package io.github.sddtool.spec.format.kiro;

import io.github.sddtool.spec.markdown.Block;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/kiro#REQ-KIRO-002
/// A heading that begins a requirement: `### Requirement 3: Title`, `### 需求 3`, `### R3`, `## 3.
/// …`.
///
/// @param number as written, without leading zeros
/// @param certain whether a word says it is a requirement; a number alone also numbers chapters
record RequirementHeading(String number, String title, boolean certain) {
  private static final Pattern NAMED =
      Pattern.compile(
          "^(?:追加)?(?:Requirement|Req\\.?|需求|要件|要求|요구사항)\\s*[#＃]?(\\d{1,4}(?:\\.\\d{1,4})?[A-Za-z]?)(?!\\w)\\s*[:：.、．–—-]?\\s*(.*)$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SHORT = Pattern.compile("^R-?(\\d{1,4})\\b\\s*[:：.、–—-]?\\s*(.*)$");
  private static final Pattern BARE = Pattern.compile("^(\\d{1,4})\\s*[.)．、:：]\\s*(\\D.*)?$");

  private static final Pattern CRITERIA =
      Pattern.compile(
          "^\\W{0,4}(?:Acceptance Criteria|Acceptance|验收标准|验收条件|接受标准|驗收標準|受け入れ基準|受け入れ条件|受入基準|受入条件|인수\\s?기준|수용\\s?기준|수락\\s?기준)(?:\\s*[(（].{0,60})?\\s*[:：]?$",
          Pattern.CASE_INSENSITIVE);

  static Optional<RequirementHeading> read(Block.Heading heading) {
    if (heading.level() < 2 || heading.level() > 4) {
      return Optional.empty();
    }
    String text = heading.text().strip();
    return of(NAMED, text, true).or(() -> of(SHORT, text, true)).or(() -> of(BARE, text, false));
  }

  private static Optional<RequirementHeading> of(Pattern pattern, String text, boolean certain) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String number = matcher.group(1).replaceFirst("^0+(?=\\d)", "");
    String title = matcher.group(2) == null ? "" : matcher.group(2).strip();
    return Optional.of(new RequirementHeading(number, title, certain));
  }

  /// Whether a heading or label announces the criteria of a requirement.
  static boolean announcesCriteria(String text) {
    return CRITERIA.matcher(text.strip()).matches();
  }

  /// Whether a file names its requirements by a word; then its bare numbers are chapters.
  static boolean anyCertain(List<Block> blocks) {
    return blocks.stream()
        .anyMatch(block ->
            block instanceof Block.Heading heading
                && read(heading).filter(RequirementHeading::certain).isPresent());
  }
}
