package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.fake.git.TestRepo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// @spec cli/search#REQ-SEARCH-001, cli/search#REQ-SEARCH-003, cli/search#REQ-SEARCH-004
class SearchTest {
  @TempDir Path folder;

  @BeforeEach
  void aRepositoryWithTwoSpecs() {
    TestRepo repo = TestRepo.in(folder.resolve("repo"));
    repo.write(".sdd/specs/shop/cart/spec.md", spec("Cart", "review", "remember the voucher", "1"));
    repo.write(".sdd/specs/auth/login/spec.md", spec("Login", "draft", "ask 認証する first", "2"));
    repo.commit("First");
    repo.write(
        "openspec/specs/bill/spec.md",
        "# Bill\n\n## Requirements\n\n### Requirement: Sum\n\nIt SHALL add up vouchers.\n\n#### Scenario: Two\n\n- **WHEN** a\n- **THEN** b\n");
  }

  private static String spec(String title, String status, String does, String number) {
    return """
    ---
    status: %s
    created: 2026-01-0%s
    reviewers: "@ann, @ben"
    phase: %s
    ---
    # %s
    ## Requirements
    ### REQ-00%s: First
    It MUST %s.
    #### Scenario: Usual
    - **GIVEN** a visitor
    - **WHEN** nothing happens
    - **THEN** all is well
    """
        .formatted(status, number, number, title, number, does);
  }

  private Ran sdd(String... args) {
    return Ran.in(folder.resolve("repo"), Map.of(), args);
  }

  @Test
  void hitsAreToldWithTheirPlaceAndWhatMatched() {
    Ran ran = sdd("search", "vouch");
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains(
            ".sdd/specs/shop/cart/spec.md:9: requirement shop/cart#REQ-001  First\n",
            "remember the «voucher».",
            "openspec/specs/bill/spec.md:5: requirement bill#sum  Sum\n",
            ": spec shop/cart  Cart\n");
    assertThat(sdd("search", "証す").out()).contains("requirement auth/login#REQ-002");
    assertThat(sdd("search", "cart").out()).startsWith(".sdd/specs/shop/cart/spec.md:7: spec");
  }

  @Test
  void hitsAreHeldToDomainStatusAndType() {
    assertThat(sdd("search", "visitor", "--type", "scenario", "--domain", "AUTH").out())
        .startsWith(".sdd/specs/auth/login/spec.md:11: scenario auth/login#REQ-002  Usual\n")
        .doesNotContain("shop/cart");
    assertThat(sdd("search", "visitor", "--status", "review", "--type=spec").out().lines())
        .hasSize(2);
    assertThat(sdd("search", "visitor", "--limit", "1").out()).contains("There is more");
  }

  @Test
  void jsonIsOneDocument() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(sdd("search", "remember", "--format", "json").out());
    JsonNode hit = json.get("hits").get(0);
    JsonNode mark = hit.get("marks").get(0);
    assertThat(hit.get("snippet").asText().substring(mark.get(0).asInt(), mark.get(1).asInt()))
        .isEqualTo("remember");
    JsonNode query = new ObjectMapper().readTree(sdd("--format", "json", "query", "phase:2").out());
    assertThat(query.get("specs").get(0).get("id").asText()).isEqualTo("auth/login");
  }

  // @spec cli/search#REQ-SEARCH-005
  @Test
  void nothingFoundIsThreeAndAMistakeIsTwo() {
    assertThat(sdd("search", "nowhere").code()).isEqualTo(3);
    assertThat(sdd("query", "status:unheard-of").code()).isEqualTo(3);
    assertThat(sdd("search", "***").code()).isEqualTo(2);
    assertThat(sdd("search").code()).isEqualTo(2);
    assertThat(sdd("search", "a", "--type", "test").err())
        .contains("'test'", "spec, requirement, scenario");
    assertThat(sdd("search", "a", "--limit", "0").code()).isEqualTo(2);
    Ran wrong = sdd("query", "status:review", "AND", "OR");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("column 19");
  }

  @Test
  void queriesListTheSpecsTheyAskFor() {
    assertThat(sdd("query", "status:review", "AND", "domain:shop").out())
        .isEqualTo(".sdd/specs/shop/cart/spec.md:1: shop/cart  Cart [review]\n");
    assertThat(sdd("query", "reviewer:@ben NOT draft").out())
        .contains("shop/cart")
        .doesNotContain("auth/");
    assertThat(sdd("query", "created_after:2026-01-02").out())
        .contains("auth/login")
        .doesNotContain("cart");
    assertThat(sdd("query", "format:openspec OR 認証").out()).contains("bill", "auth/login");
    assertThat(sdd("query", "requirement:REQ-001").out()).contains("shop/cart");
  }
}
