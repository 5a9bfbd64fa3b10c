package io.github.sddtool.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

// @spec app/store#REQ-STORE-004
class SearchTextTest {
  private static boolean finds(String typed, String text) {
    return SearchTerms.of(typed).isIn(SearchText.tokens(SearchText.plain(text)));
  }

  @Test
  void wordsAreRunsOfLettersAndDigitsWhateverTheirCaseAndWidth() {
    assertThat(SearchText.words("REQ-Auth-001, ｗｉｄｅ ﬁne ΟΔΟΣ οδος naïve"))
        .containsExactly("req", "auth", "001", "wide", "fine", "οδοσ", "οδοσ", "naïve");
  }

  @Test
  void chineseJapaneseAndKoreanBecomePairsAndTheLastCharacter() {
    assertThat(SearchText.words("認証する。서버 x中"))
        .containsExactly("認証", "証す", "する", "る", "서버", "버", "x", "中");
  }

  @Test
  void oneCharacterFindsItWhereverItStands() {
    assertThat(List.of("認", "証", "す", "る")).allMatch(one -> finds(one, "認証する"));
    assertThat(finds("者", "認証する")).isFalse();
  }

  @Test
  void severalCharactersAreFoundInThatOrderOnly() {
    assertThat(finds("証す", "認証する")).isTrue();
    assertThat(finds("証認", "認証する")).isFalse();
    assertThat(finds("認証3", "第2の認証3回")).isTrue();
    assertThat(finds("第2の", "第2の認証3回")).isTrue();
  }

  @Test
  void allWordsMustBeThereAndTheLastMayBeABeginning() {
    assertThat(finds("login pass", "the password of a login")).isTrue();
    assertThat(finds("pass login", "the password of a login")).isFalse();
    assertThat(finds("login missing", "the password of a login")).isFalse();
  }

  @Test
  void identifiersAreFoundWholeAndInParts() {
    assertThat(List.of("REQ-AUTH-001", "req-auth", "auth-001", "auth", "001", "auth/login"))
        .allMatch(typed -> finds(typed, "auth/login: REQ-AUTH-001 holds"));
    assertThat(finds("REQ-AUTH-002", "REQ-AUTH-001 and 002")).isFalse();
  }

  @Test
  void quotedWordsStandInARow() {
    assertThat(finds("\"wrong password\"", "a wrong password")).isTrue();
    assertThat(finds("\"wrong password\"", "wrong is the password")).isFalse();
    assertThat(finds("\"wrong pass\"", "a wrong password")).isFalse();
  }

  @Test
  void aSnippetMarksWhatMatchedOnOneLine() {
    String text = "x ".repeat(200) + "\nA Login\twith\na password" + " y".repeat(300);
    Snippet snippet = Snippet.of(text, SearchTerms.of("login pass"));
    assertThat(snippet.marked()).contains("A «Login» with a «password» y").startsWith("…x ");
    assertThat(snippet.text()).hasSizeLessThan(210).doesNotContain("\n").endsWith("…");
  }

  @Property
  void whateverIsTypedAndReadIsNoError(@ForAll String typed, @ForAll String text) {
    SearchTerms terms = SearchTerms.of(typed);
    Snippet snippet = Snippet.of(text, terms);
    assertThat(snippet.marks())
        .allMatch(mark -> mark.start() < mark.end() && mark.end() <= snippet.text().length());
    assertThat(SearchText.words(text))
        .allMatch(word ->
            word.codePoints()
                .allMatch(c ->
                    Character.isLetterOrDigit(c)
                        || Character.getType(c) == Character.NON_SPACING_MARK
                        || Character.getType(c) == Character.COMBINING_SPACING_MARK
                        || Character.getType(c) == Character.ENCLOSING_MARK));
  }

  @Property
  void everyTextIsFoundByItselfInAnyCase(@ForAll @StringLength(max = 40) String text) {
    SearchTerms terms = SearchTerms.phrase(text.toLowerCase(Locale.ROOT));
    SearchTerms whole = SearchTerms.phrase(text);
    assertThat(whole.isEmpty() || whole.isIn(SearchText.tokens(SearchText.plain(text)))).isTrue();
    assertThat(terms.phrases()).hasSameSizeAs(SearchTerms.phrase(text).phrases());
  }
}
