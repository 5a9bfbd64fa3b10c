package io.github.sddtool.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.fake.github.WebhookPayloads;
import io.github.sddtool.fake.github.WebhookPayloads.Ends;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The committed payloads, and those that tests fill in, are what GitHub would send.
class WebhookFixturesTest {
  private static final WebhookSchemas SCHEMAS = WebhookSchemas.load(Npm.folder());
  private static final JsonNode EXAMPLES =
      Npm.json(Npm.folder(), "@octokit/webhooks-examples/api.github.com/index.json");
  private static final String SHA = "0123456789012345678901234567890123456789";
  private static final Ends ENDS = new Ends(SHA, "prices", SHA.replace('0', 'f'), "main");

  /// Keys that a case has which no example shows.
  private static final Set<String> DERIVED =
      Set.of(
          ".changes",
          ".changes.base",
          ".changes.base.ref",
          ".changes.base.ref.from",
          ".changes.base.sha",
          ".changes.base.sha.from",
          ".issue.pull_request",
          ".issue.pull_request.diff_url",
          ".issue.pull_request.html_url",
          ".issue.pull_request.patch_url",
          ".issue.pull_request.url");

  static List<String> fixtures() throws IOException {
    var folder = Npm.folder().resolve("../../test/resources/github/webhooks");
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    }
  }

  @Test
  void thereIsAPayloadForEachCaseWeHandle() throws IOException {
    assertThat(fixtures())
        .contains(
            "ping",
            "push",
            "pull_request.opened",
            "pull_request.opened-from-fork",
            "pull_request.synchronize",
            "pull_request.reopened",
            "pull_request.ready_for_review",
            "pull_request.edited-base",
            "pull_request.closed",
            "installation.created",
            "installation_repositories.added",
            "installation_repositories.removed",
            "merge_group.checks_requested",
            "check_run.rerequested",
            "check_run.requested_action",
            "issue_comment.created",
            "check_suite.rerequested");
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void fixtureIsValidAgainstGitHubsSchema(String name) throws IOException {
    assertThat(SCHEMAS.violations(event(name), Npm.MAPPER.readTree(WebhookPayloads.raw(name))))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void fixtureHasTheKeysOfAnExampleOfGitHub(String name) throws IOException {
    var keys = keys(Npm.MAPPER.readTree(WebhookPayloads.raw(name)));
    keys.removeAll(DERIVED);
    assertThat(examples(event(name)).stream().map(WebhookFixturesTest::keys).toList())
        .anySatisfy(example -> assertThat(keys).isEqualTo(example));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void schemaNoticesAMissingPart(String name) throws IOException {
    var payload = (ObjectNode) Npm.MAPPER.readTree(WebhookPayloads.raw(name));
    payload.remove(event(name).equals("ping") ? "hook" : "sender");
    assertThat(SCHEMAS.violations(event(name), payload)).isNotEmpty();
  }

  @Test
  void filledInPayloadsAreValid() throws IOException {
    var repositories = List.of("octo/shop", "octo/tools");
    for (var action : List.of("opened", "synchronize", "reopened", "ready_for_review", "closed")) {
      assertValid("pull_request", WebhookPayloads.pullRequest(action, "octo/shop", 7, ENDS));
    }
    assertValid(
        "pull_request", WebhookPayloads.pullRequestBaseEdited("octo/shop", 7, "release", ENDS));
    assertValid(
        "pull_request", WebhookPayloads.pullRequestFromFork("octo/shop", "eve/shop", 7, ENDS));
    assertValid("merge_group", WebhookPayloads.mergeGroup("octo/shop", ENDS));
    assertValid("installation", WebhookPayloads.installation("created", repositories));
    assertValid("installation", WebhookPayloads.installation("deleted", repositories));
    assertValid("installation_repositories", WebhookPayloads.repositoriesAdded(repositories));
    assertValid("installation_repositories", WebhookPayloads.repositoriesRemoved(repositories));
    assertValid(
        "issue_comment", WebhookPayloads.comment("octo/shop", 7, 99, "wanda", "/sdd check"));
    var gone = "0".repeat(40);
    for (var ref : List.of("refs/heads/main", "refs/tags/v1")) {
      assertValid("push", WebhookPayloads.push("octo/shop", "main", ref, SHA, SHA));
      assertValid("push", WebhookPayloads.push("octo/shop", "main", ref, gone, SHA));
      assertValid("push", WebhookPayloads.push("octo/shop", "main", ref, SHA, gone));
    }
  }

  @Test
  void filledInPayloadNamesNoOtherRepository() {
    var text = new String(WebhookPayloads.pullRequest("opened", "octo/shop", 7, ENDS), StandardCharsets.UTF_8);
    assertThat(text).contains("\"full_name\":\"octo/shop\"").doesNotContain("/Hello-World");
  }

  private static void assertValid(String event, byte[] payload) throws IOException {
    assertThat(SCHEMAS.violations(event, Npm.MAPPER.readTree(payload))).isEmpty();
  }

  private static String event(String fixture) {
    int dot = fixture.indexOf('.');
    return dot < 0 ? fixture : fixture.substring(0, dot);
  }

  private static List<JsonNode> examples(String event) {
    var found = new ArrayList<JsonNode>();
    for (var entry : EXAMPLES) {
      if (entry.path("name").asText().equals(event)) {
        entry.path("examples").forEach(found::add);
      }
    }
    return found;
  }

  /// The paths of all keys; elements of a list count as one.
  private static Set<String> keys(JsonNode node) {
    var found = new TreeSet<String>();
    collect("", node, found);
    return found;
  }

  private static void collect(String path, JsonNode node, Set<String> found) {
    for (var entry : node.properties()) {
      found.add(path + "." + entry.getKey());
      collect(path + "." + entry.getKey(), entry.getValue(), found);
    }
    if (node.isArray()) {
      node.forEach(element -> collect(path + "[]", element, found));
    }
  }
}
