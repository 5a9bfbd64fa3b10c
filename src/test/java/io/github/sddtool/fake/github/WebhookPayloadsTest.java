package io.github.sddtool.fake.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sddtool.fake.github.WebhookPayloads.Ends;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookPayloadsTest {
  private static final Ends ENDS = new Ends("a".repeat(40), "prices", "b".repeat(40), "main");

  @Test
  void signatureIsThatOfGitHubsPublishedExample() {
    var body = "Hello, World!".getBytes(StandardCharsets.UTF_8);
    assertThat(WebhookPayloads.headers("ping", "1", body, "It's a Secret to Everybody"))
        .containsEntry(
            "X-Hub-Signature-256",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
  }

  @Test
  void pullRequestCarriesTheGivenValues() throws Exception {
    var payload = read(WebhookPayloads.pullRequest("synchronize", "octo/shop", 7, ENDS));
    assertThat(payload.path("action").asText()).isEqualTo("synchronize");
    assertThat(payload.path("after").asText()).isEqualTo(ENDS.headSha());
    assertThat(payload.at("/pull_request/number").asInt()).isEqualTo(7);
    assertThat(payload.at("/pull_request/url").asText()).endsWith("/octo/shop/pulls/7");
    assertThat(payload.at("/pull_request/diff_url").asText()).endsWith("/octo/shop/pull/7.diff");
    assertThat(payload.at("/pull_request/head/ref").asText()).isEqualTo("prices");
    assertThat(payload.at("/pull_request/base/sha").asText()).isEqualTo(ENDS.baseSha());
    assertThat(payload.at("/pull_request/head/repo/owner/login").asText()).isEqualTo("octo");
    assertThat(payload.at("/repository/name").asText()).isEqualTo("shop");
  }

  @Test
  void forksHeadIsElsewhere() throws Exception {
    var payload = read(WebhookPayloads.pullRequestFromFork("octo/shop", "eve/shop", 7, ENDS));
    assertThat(payload.at("/pull_request/head/repo/full_name").asText()).isEqualTo("eve/shop");
    assertThat(payload.at("/pull_request/head/repo/fork").asBoolean()).isTrue();
    assertThat(payload.at("/pull_request/head/label").asText()).isEqualTo("eve:prices");
    assertThat(payload.at("/pull_request/base/repo/full_name").asText()).isEqualTo("octo/shop");
    assertThat(payload.at("/repository/full_name").asText()).isEqualTo("octo/shop");
  }

  @Test
  void pushEndsInTheGivenCommit() throws Exception {
    var gone = "0".repeat(40);
    var ref = "refs/heads/main";
    var push = read(WebhookPayloads.push("octo/shop", "main", ref, gone, ENDS.headSha()));
    assertThat(push.path("created").asBoolean()).isTrue();
    assertThat(push.path("commits")).hasSize(3);
    assertThat(push.at("/commits/2/id").asText()).isEqualTo(ENDS.headSha());
    var deletion = read(WebhookPayloads.push("octo/shop", "main", ref, ENDS.headSha(), gone));
    assertThat(deletion.path("deleted").asBoolean()).isTrue();
    assertThat(deletion.path("commits")).isEmpty();
  }

  @Test
  void installationNamesItsRepositories() throws Exception {
    var both = List.of("octo/shop", "octo/tools");
    assertThat(read(WebhookPayloads.repositoriesAdded(both)).path("repositories_added"))
        .extracting(repository -> repository.path("full_name").asText())
        .isEqualTo(both);
    var deleted = read(WebhookPayloads.installation("deleted", both));
    assertThat(deleted.path("action").asText()).isEqualTo("deleted");
    assertThat(deleted.at("/installation/account/login").asText()).isEqualTo("octo");
  }

  @Test
  void mergeGroupIsOnItsHead() throws Exception {
    var group = read(WebhookPayloads.mergeGroup("octo/shop", ENDS)).path("merge_group");
    assertThat(group.path("head_sha").asText()).isEqualTo(ENDS.headSha());
    assertThat(group.path("base_ref").asText()).isEqualTo("refs/heads/main");
  }

  private static JsonNode read(byte[] payload) throws IOException {
    return Json.MAPPER.readTree(payload);
  }
}
