package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.fake.github.WebhookPayloads;
import io.github.sddtool.forge.Account;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.SlashCommand;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ONE = "1".repeat(40);
  private static final String TWO = "2".repeat(40);
  private static final String NONE = "0".repeat(40);
  private static final RepoId SHOP = new RepoId("github", "octo/shop");
  private static final ForgeEvent CHANGED =
      new ForgeEvent.PullRequestChanged(
          new PullRequest(SHOP, 17, new CommitId(ONE), "prices", "main", true));
  private static final String REPOSITORY =
      "\"repository\":{\"full_name\":\"octo/shop\",\"default_branch\":\"main\"}";

  /// One body of every kind that means something to us.
  private static final Map<String, String> BODIES =
      Map.of(
          "push", push("refs/heads/main", ONE, TWO),
          "pull_request", pullRequest("opened"),
          "merge_group", mergeGroup("checks_requested"),
          "installation", installation("created"),
          "installation_repositories", repositories("added", "repositories_added"));

  @Test
  void pingIsPing() {
    assertThat(understand("ping", "{}")).isEqualTo(new ForgeEvent.Ping());
  }

  // @spec app/publishing#REQ-PUB-012
  @Test
  void suiteThatIsToRunAgainJudgesItsPullRequestAgain() {
    assertThat(understand("check_suite", fixture("check_suite.rerequested")))
        .isEqualTo(
            new ForgeEvent.AskedAgain(
                new ForgeEvent.PullRequestChanged(
                    new PullRequest(
                        new RepoId("github", "Codertocat/Hello-World"),
                        2,
                        new CommitId("ec26c3e57ca3a959ca5aad62de7213c562f8c821"),
                        "changes",
                        "main",
                        true))));
  }

  // @spec app/publishing#REQ-PUB-012
  @Test
  void checkOfOursOnTheDefaultBranchIsJudgedAgain() {
    String body = fixture("check_run.rerequested");
    assertIgnored(understand("check_run", body));
    String ours = body.replace("\"name\": \"randscape\"", "\"name\": \"SDD\"");
    assertThat(understand("check_run", ours))
        .isInstanceOfSatisfying(
            ForgeEvent.AskedAgain.class,
            again -> assertThat(again.about()).isInstanceOf(ForgeEvent.DefaultBranchPushed.class));
  }

  // @spec app/publishing#REQ-PUB-012
  @Test
  void ourButtonAsksToJudgeAgainAndAnotherOneForNothing() {
    String pressed =
        fixture("check_run.rerequested")
            .replace("\"name\": \"randscape\"", "\"name\": \"SDD\"")
            .replaceFirst(
                "\"action\": \"rerequested\"",
                "\"action\": \"requested_action\", \"requested_action\": {\"identifier\": \"check\"}");
    assertThat(understand("check_run", pressed)).isInstanceOf(ForgeEvent.AskedAgain.class);
    assertIgnored(
        understand(
            "check_run", pressed.replace("\"identifier\": \"check\"", "\"identifier\": \"fix\"")));
    assertIgnored(understand("check_run", fixture("check_run.requested_action")));
  }

  @Test
  void whatAsksForNoNewCheckIsIgnored() {
    assertIgnored(
        understand(
            "check_suite",
            fixture("check_suite.rerequested").replace("\"rerequested\"", "\"completed\"")));
    assertIgnored(
        understand(
            "check_suite",
            fixture("check_suite.rerequested")
                .replace(
                    "api.github.com/repos/Codertocat/Hello-World\"",
                    "api.github.com/repos/Codertocat/Another\"")));
  }

  @Test
  void pushToTheDefaultBranchIsJudged() {
    assertThat(understand("push", push("refs/heads/main", ONE, TWO)))
        .isEqualTo(
            new ForgeEvent.DefaultBranchPushed(SHOP, "main", new CommitId(ONE), new CommitId(TWO)));
  }

  @Test
  void defaultBranchThatBeginsIsComparedWithItself() {
    assertThat(understand("push", push("refs/heads/main", NONE, TWO)))
        .isEqualTo(
            new ForgeEvent.DefaultBranchPushed(SHOP, "main", new CommitId(TWO), new CommitId(TWO)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"refs/heads/feature", "refs/heads/main/2", "refs/tags/main", "refs/tags/v1"})
  void otherBranchesAndTagsAreIgnored(String ref) {
    assertIgnored(understand("push", push(ref, ONE, TWO)));
  }

  @Test
  void deletionOfTheDefaultBranchIsIgnored() {
    String deletion = push("refs/heads/main", ONE, NONE).replaceFirst("\\{", "{\"deleted\":true,");
    assertIgnored(understand("push", deletion));
  }

  @ParameterizedTest
  @ValueSource(strings = {"opened", "synchronize", "reopened", "ready_for_review"})
  void whatChangesAPullRequestIsJudged(String action) {
    assertThat(understand("pull_request", pullRequest(action))).isEqualTo(CHANGED);
  }

  @Test
  void editIsJudgedOnlyWhenTheBaseChanged() {
    String edited = pullRequest("edited");
    assertIgnored(
        understand(
            "pull_request",
            edited.replaceFirst("\\{", "{\"changes\":{\"title\":{\"from\":\"old\"}},")));
    assertIgnored(understand("pull_request", edited));
    assertThat(
            understand(
                "pull_request",
                edited.replaceFirst(
                    "\\{", "{\"changes\":{\"base\":{\"ref\":{\"from\":\"old\"}}},")))
        .isEqualTo(CHANGED);
  }

  @Test
  void closedPullRequestIsClosedMergedOrNot() {
    assertThat(understand("pull_request", pullRequest("closed")))
        .isEqualTo(new ForgeEvent.PullRequestClosed(SHOP, 17));
  }

  @ParameterizedTest
  @ValueSource(strings = {"labeled", "assigned", "converted_to_draft", "locked", "neverHeardOf"})
  void otherActionsOnPullRequestsAreIgnored(String action) {
    assertIgnored(understand("pull_request", pullRequest(action)));
  }

  @Test
  void mergeGroupAsksForAVerdict() {
    assertThat(understand("merge_group", mergeGroup("checks_requested")))
        .isEqualTo(new ForgeEvent.MergeRequested(SHOP, new CommitId(ONE), new CommitId(TWO)));
    assertIgnored(understand("merge_group", mergeGroup("destroyed")));
  }

  @ParameterizedTest
  @CsvSource({
    "created, true",
    "unsuspend, true",
    "new_permissions_accepted, true",
    "deleted, false",
    "suspend, false"
  })
  void installationChangesAccess(String action, boolean granted) {
    assertThat(understand("installation", installation(action)))
        .isEqualTo(
            new ForgeEvent.AccessChanged(
                granted, List.of(SHOP, new RepoId("github", "octo/till"))));
  }

  @Test
  void installationWithoutRepositoriesNamesNone() {
    assertThat(understand("installation", "{\"action\":\"suspend\"}"))
        .isEqualTo(new ForgeEvent.AccessChanged(false, List.of()));
  }

  @Test
  void repositoriesOfAnInstallationChangeAccess() {
    assertThat(understand("installation_repositories", repositories("added", "repositories_added")))
        .isEqualTo(new ForgeEvent.AccessChanged(true, List.of(SHOP)));
    assertThat(
            understand(
                "installation_repositories", repositories("removed", "repositories_removed")))
        .isEqualTo(new ForgeEvent.AccessChanged(false, List.of(SHOP)));
  }

  @Test
  void commentIsACommandWhereItBeginsLikeOne() {
    String body =
        new String(
            WebhookPayloads.comment("octo/shop", 17, 99, "wanda", "/sdd check"),
            StandardCharsets.UTF_8);
    assertThat(understand("issue_comment", body))
        .isEqualTo(
            new ForgeEvent.Commanded(
                SHOP, 17, new SlashCommand("99", new Account("wanda", "wanda"), "/sdd check")));
    assertIgnored(understand("issue_comment", body.replace("/sdd check", "Well done!")));
    assertIgnored(understand("issue_comment", body.replace("\"created\"", "\"edited\"")));
    assertIgnored(understand("issue_comment", body.replace("\"pull_request\"", "\"other\"")));
    assertIgnored(understand("issue_comment", body.replace("\"User\"", "\"Bot\"")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"star", "issues", "deployment", "", "a b\u0000<script>"})
  void otherEventsAreIgnoredUnread(String event) {
    assertIgnored(understand(event, "no JSON at all"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[]",
        "null",
        "\"text\"",
        "{} {}",
        "{\"action\":",
        "payload=%7B%7D",
        "{\"a\":1}}"
      })
  void whatIsNoJsonObjectIsUnreadable(String body) {
    for (String event : BODIES.keySet()) {
      assertThat(understand(event, body)).isInstanceOf(ForgeEvent.Unreadable.class);
    }
  }

  @Test
  void saysWhatWasExpectedWhere() {
    assertUnreadable(
        understand("pull_request", pullRequest("opened").replace(ONE, "HEAD")),
        "Expected a commit id at `pull_request.head.sha`.");
    assertUnreadable(
        understand("pull_request", pullRequest("opened").replace("17", "\"17\"")),
        "Expected a positive whole number at `number`.");
    assertUnreadable(
        understand("pull_request", pullRequest("opened").replace("17", "99999999999")),
        "Expected a positive whole number at `number`.");
    assertUnreadable(understand("push", "{}"), "Expected text at `ref`.");
    assertUnreadable(
        understand("installation", "{\"action\":\"created\",\"repositories\":{}}"),
        "Expected a list at `repositories`.");
    assertUnreadable(
        understand("installation", "{\"action\":\"created\",\"repositories\":[{},7]}"),
        "Expected text at `repositories[0].full_name`.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop",
        "octo/",
        "/shop",
        "../..",
        "octo/..",
        "./shop",
        "octo/shop/../../etc",
        "octo/shop?x=1",
        "octo/shop#1",
        "octo/sh op",
        "octo/shop%2f",
        "evil.example:80/octo@x",
        "octo\\\\shop/x",
        "octo/shop\\n"
      })
  void hostileRepositoryNamesAreUnreadable(String name) {
    assertUnreadable(
        understand("pull_request", pullRequest("opened").replace("octo/shop", name)),
        "Expected a name like owner/name at `repository.full_name`.");
  }

  @Test
  void deepNestingIsUnreadableAndCheap() {
    String deep = "{\"pull_request\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(understand("pull_request", deep)).isInstanceOf(ForgeEvent.Unreadable.class);
    assertThat(understand("pull_request", deep.replace("pull_request", "passed over")))
        .isInstanceOf(ForgeEvent.Unreadable.class);
  }

  @Test
  void bodiesLargerThanGitHubSendsAreUnreadable() {
    var body = Bytes.of(new byte[25 * 1024 * 1024 + 1]);
    assertThat(GitHubEvents.understand(delivery("push", body)).event())
        .isInstanceOf(ForgeEvent.Unreadable.class);
  }

  @Test
  void readsPushesWithManyCommits() {
    var commits = new ArrayList<String>();
    for (int i = 0; i < 2_000; i++) {
      commits.add("{\"id\":\"" + ONE + "\",\"message\":\"" + "long ".repeat(200) + "\"}");
    }
    String body =
        push("refs/heads/main", ONE, TWO)
            .replaceFirst("\\{", "{\"commits\":[" + String.join(",", commits) + "],");
    assertThat(understand("push", body)).isInstanceOf(ForgeEvent.DefaultBranchPushed.class);
  }

  @Test
  void pushesSayWhenTheyHappenedInSeconds() {
    String body =
        push("refs/heads/main", ONE, TWO)
            .replaceFirst("\"repository\":\\{", "\"repository\":{\"pushed_at\":1798531200,");
    assertThat(GitHubEvents.understand(delivery("push", Bytes.utf8(body))).happened())
        .contains(Instant.parse("2026-12-29T08:00:00Z"));
  }

  @Property(tries = 500)
  void neverThrowsOnRandomBytes(
      @ForAll("events") String event, @ForAll @Size(max = 300) byte[] body) {
    assertThat(GitHubEvents.understand(delivery(event, Bytes.of(body)))).isNotNull();
  }

  /// Every value of a good body is replaced by something else in turn.
  @Property(tries = 1_000)
  void neverThrowsOnDamagedBodies(
      @ForAll("meaningful") String event, @ForAll("values") JsonNode value, @ForAll int place)
      throws JsonProcessingException {
    var body = (ObjectNode) JSON.readTree(BODIES.get(event));
    List<Runnable> damages = new ArrayList<>();
    collect(body, value, damages);
    damages.get(Math.floorMod(place, damages.size())).run();
    assertThat(GitHubEvents.understand(delivery(event, Bytes.utf8(body.toString())))).isNotNull();
  }

  @Property(tries = 300)
  void truncatedBodiesAreUnreadable(@ForAll("meaningful") String event, @ForAll int place) {
    String body = BODIES.getOrDefault(event, "");
    String cut = body.substring(0, Math.floorMod(place, body.length()));
    assertThat(understand(event, cut)).isInstanceOf(ForgeEvent.Unreadable.class);
  }

  @Provide
  Arbitrary<String> events() {
    return Arbitraries.oneOf(meaningful(), Arbitraries.of("ping", "star"), Arbitraries.strings());
  }

  @Provide
  Arbitrary<String> meaningful() {
    return Arbitraries.of(BODIES.keySet());
  }

  @Provide
  Arbitrary<JsonNode> values() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(60).map(nodes::textNode),
        Arbitraries.bigIntegers().map(nodes::numberNode),
        Arbitraries.doubles().map(nodes::numberNode),
        Arbitraries.of(
            nodes.nullNode(),
            nodes.booleanNode(true),
            nodes.objectNode(),
            nodes.arrayNode(),
            nodes.arrayNode().add(nodes.objectNode())));
  }

  private static void collect(ObjectNode object, JsonNode value, List<Runnable> damages) {
    object
        .properties()
        .forEach(property -> {
          String name = property.getKey();
          damages.add(() -> object.set(name, value));
          damages.add(() -> object.remove(name));
          if (property.getValue() instanceof ObjectNode inner) {
            collect(inner, value, damages);
          }
        });
  }

  private static String push(String ref, String before, String after) {
    return "{\"ref\":\"%s\",\"before\":\"%s\",\"after\":\"%s\",%s}"
        .formatted(ref, before, after, REPOSITORY);
  }

  private static String pullRequest(String action) {
    return """
    {"action":"%s","number":17,"pull_request":{"state":"open","base":{"ref":"main"},\
    "head":{"ref":"prices","sha":"%s"}},%s}\
    """
        .formatted(action, ONE, REPOSITORY);
  }

  private static String mergeGroup(String action) {
    return "{\"action\":\"%s\",\"merge_group\":{\"base_sha\":\"%s\",\"head_sha\":\"%s\"},%s}"
        .formatted(action, ONE, TWO, REPOSITORY);
  }

  private static String installation(String action) {
    return "{\"action\":\"%s\",\"repositories\":[{\"full_name\":\"octo/shop\"},{\"full_name\":\"octo/till\"}]}"
        .formatted(action);
  }

  private static String repositories(String action, String list) {
    return "{\"action\":\"%s\",\"%s\":[{\"full_name\":\"octo/shop\"}]}".formatted(action, list);
  }

  private static String fixture(String name) {
    return new String(WebhookPayloads.raw(name), StandardCharsets.UTF_8);
  }

  private static ForgeEvent understand(String event, String body) {
    return GitHubEvents.understand(delivery(event, Bytes.utf8(body))).event();
  }

  private static Delivery delivery(String event, Bytes body) {
    return new Delivery("github", "d-1", event, Instant.EPOCH, body);
  }

  private static void assertIgnored(ForgeEvent event) {
    assertThat(event)
        .isInstanceOfSatisfying(
            ForgeEvent.Ignored.class,
            ignored -> assertThat(ignored.reason()).endsWith(".").contains(" "));
  }

  private static void assertUnreadable(ForgeEvent event, String reason) {
    assertThat(event).isEqualTo(new ForgeEvent.Unreadable(reason));
  }
}
