package io.github.sddtool.store.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sddtool.fault.UserFault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// @spec app/store#REQ-STORE-008
class SpecQueryTest {
  private static final QuerySubject LOGIN =
      new QuerySubject(
          "auth/login",
          "sdd",
          new QuerySubject.Said(
              "Login",
              "Asks for a password and 認証する.",
              "auth",
              List.of("auth/session", "crypto"),
              List.of("REQ-1")),
          Map.of("status", "review", "Phase", "2", "team", "[red, blue]"),
          new QuerySubject.Edited(
              Optional.of(Instant.parse("2026-01-10T12:00:00Z")),
              Optional.of(Instant.parse("2026-02-10T12:00:00Z")),
              "Ada Lovelace <ada@example.com>"),
          Map.of("@alice", "pending", "@bob", "approved"));

  private static boolean holds(String query) {
    return SpecQuery.of(query).matches(LOGIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status:review AND domain:auth",
        "STATUS:Review and Domain:AUTH",
        "status:review domain:auth",
        "depends_on:auth/session",
        "depends_on:session",
        "depends:crypto",
        "modified_after:2026-02-10",
        "modified_before:2026-02-11",
        "modified_after:2026-02-10T12:00:00Z",
        "created_after:2026-01-01 created_before:2026-02-01",
        "reviewer:@alice AND NOT approved",
        "reviewer:@bob approved",
        "reviewer:@alice pending",
        "approved",
        "review",
        "NOT rejected",
        "phase:2",
        "phase:*",
        "format:sdd",
        "id:auth/*",
        "id:auth/login",
        "author:ada@example.com",
        "author:\"ada lovelace\"",
        "author:ada*",
        "requirement:req-1",
        "requirement:auth/login#REQ-1",
        "password",
        "\"a password\"",
        "pass",
        "認証",
        "(status:draft OR status:review) AND NOT (phase:1 OR phase:3)",
        "status:draft OR status:review AND phase:2",
        "not not login",
        "title:login"
      })
  void whatItIsIsFound(String query) {
    assertThat(holds(query)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status:draft",
        "depends_on:login",
        "modified_after:2026-02-11",
        "modified_before:2026-02-10",
        "created_after:2026-01-11",
        "reviewer:@carol",
        "reviewer:@bob AND NOT approved",
        "reviewer:@alice approved",
        "rejected",
        "phase:3",
        "unheard-of:*",
        "id:auth",
        "id:login/*",
        "author:ada",
        "requirement:REQ-2",
        "\"password a\"",
        "\"approved\"",
        "status:draft AND (status:review OR phase:2)",
        "NOT status:review"
      })
  void whatItIsNotIsNotFound(String query) {
    assertThat(holds(query)).isFalse();
  }

  @Test
  void withoutReviewersTheStatusSpeaks() {
    var alone =
        new QuerySubject(
            "a",
            "sdd",
            LOGIN.said(),
            Map.of("status", "approved", "reviewers", "@ann, @ben"),
            QuerySubject.Edited.UNKNOWN,
            Map.of());
    assertThat(SpecQuery.of("reviewer:@ann approved").matches(alone)).isTrue();
    assertThat(SpecQuery.of("reviewer:@ben").matches(alone)).isTrue();
    assertThat(SpecQuery.of("modified_after:2000-01-01").matches(alone)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "status:|column 1: A value is expected after 'status:', for example 'status:review'",
        "a AND|column 6: The query ends where a term is expected",
        "a OR OR b|column 6: A term is expected before 'OR'",
        "(a OR b|column 8: The '(' at column 1 is not closed",
        "a)|column 2: ')' closes nothing",
        "a ()|column 4: A term is expected before ')'",
        "a \"b|column 3: The quote is not closed",
        "x modified_after:soon|column 3: 'soon' is no date. Write a day as 2026-01-31",
        "modified_after:2026-02-30|column 1: '2026-02-30' is no date",
        "a ***|column 3: '***' has no letter or digit",
        "NOT|column 4: The query ends"
      })
  void aWrongQuerySaysWhereAndWhatWouldBeRight(String query, String message) {
    assertThatExceptionOfType(UserFault.class)
        .isThrownBy(() -> SpecQuery.of(query))
        .withMessageContaining(message);
  }

  @Test
  void whatIsTooMuchIsRefused() {
    assertThatExceptionOfType(UserFault.class)
        .isThrownBy(() -> SpecQuery.of("(".repeat(500) + "a" + ")".repeat(500)))
        .withMessageContaining("column 34: More than 32");
    assertThatExceptionOfType(UserFault.class)
        .isThrownBy(() -> SpecQuery.of("a ".repeat(200)))
        .withMessageContaining("at most 100 terms");
    assertThatExceptionOfType(UserFault.class)
        .isThrownBy(() -> SpecQuery.of("a".repeat(3_000)))
        .withMessageContaining("at most 2000");
    assertThatExceptionOfType(UserFault.class)
        .isThrownBy(() -> SpecQuery.of(" "))
        .withMessageContaining("depends_on");
  }

  @Property
  void whateverIsTypedIsReadOrRefusedWithAColumn(@ForAll("typed") String typed) {
    try {
      SpecQuery.of(typed).matches(LOGIN);
    } catch (UserFault refused) {
      assertThat(refused).hasMessageContaining("uery");
    }
  }

  @Property
  void notMeansTheOpposite(@ForAll("terms") String a, @ForAll("terms") String b) {
    assertThat(holds("NOT (" + a + " AND " + b + ")"))
        .isEqualTo(holds("NOT " + a + " OR NOT " + b))
        .isNotEqualTo(holds(a + " " + b));
  }

  @Provide
  Arbitrary<String> typed() {
    return Arbitraries.of(
            "(", ")", "\"", "AND", "or", "NOT", " ", "a", "status:", "x:y", "*", "\u0000", "認", "#")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> terms() {
    return Arbitraries.of(
        "status:review", "status:draft", "login", "nothing", "phase:2", "phase:1", "approved");
  }
}
