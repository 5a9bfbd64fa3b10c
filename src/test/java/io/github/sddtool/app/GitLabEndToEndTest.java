package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fake.gitlab.GitLabStandIn;
import io.github.sddtool.fake.gitlab.Note;
import io.github.sddtool.fake.gitlab.Status;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people see of a merge request, when nothing goes wrong.
class GitLabEndToEndTest {
  private static final String PATH = "acme/tools/shop";

  private final GitLabStandIn gitLab = new GitLabStandIn(PATH);
  private final Path folder;
  private final TestRepo work;
  private App app;
  private Gate gate;

  GitLabEndToEndTest(@TempDir Path folder) {
    this.folder = folder;
    this.work = TestRepo.in(folder.resolve("work"));
  }

  @BeforeEach
  void start() throws IOException {
    push("main", "weakened/base");
    push("relax", "weakened/head");
    Files.writeString(folder.resolve("token"), GitLabStandIn.TOKEN + "\n");
    Files.writeString(folder.resolve("secret"), "the secret\n");
    Path file =
        Files.writeString(
            folder.resolve("sdd.yaml"),
            """
            server: {host: 127.0.0.1, port: 0}
            data: data
            runner: {quiet_seconds: 0}
            forges:
              - id: gitlab
                type: gitlab
                api: %s
                token_file: token
                webhook_secret_files: [secret]
            """
                .formatted(gitLab.web()));
    app =
        ServerApp.start(
            SettingsReader.read(Optional.of(file), folder, new Environment(Map.of())),
            Clock.systemUTC());
    gate = new Gate(app.port(), "gitlab");
  }

  @AfterEach
  void stop() {
    gate.close();
    app.close();
    gitLab.close();
  }

  // @spec app/publishing#REQ-PUB-001, app/publishing#REQ-PUB-003, app/publishing#REQ-PUB-010
  @Test
  void openedMergeRequestGetsOneStatusAndOneNoteWhichLaterPushesEdit() {
    String head = gitLab.project().request(17, "relax", "main");
    deliver("1", "open", head);
    Status status = gitLab.project().statuses(head).getFirst();
    assertThat(status.state()).isEqualTo("failed");
    assertThat(status.description()).contains("auth/login#REQ-003 was weakened");
    Note first = gitLab.project().notesOf(17).getFirst();
    assertThat(first.author()).isEqualTo(GitLabStandIn.ME);
    assertThat(first.body())
        .startsWith("<!-- sdd:summary -->")
        .contains("/acme/tools/shop/-/blob/" + head + "/" + OctoShop.LOGIN_SPEC + "#L20");

    push("relax", "weakened/base");
    String mended = gitLab.project().request(17, "relax", "main");
    deliver("2", "update", mended);
    assertThat(gitLab.project().statuses(mended))
        .extracting(Status::state)
        .containsExactly("success");
    assertThat(gitLab.project().notesOf(17)).extracting(Note::id).containsExactly(first.id());
    assertThat(gitLab.project().unfinished()).isEmpty();
  }

  // @spec app/webhooks#REQ-HOOK-003
  @Test
  void sameDeliveryAgainDoesNothing() {
    String head = gitLab.project().request(17, "relax", "main");
    deliver("1", "open", head);
    int calls = gitLab.calls().size();
    deliver("1", "open", head);
    deliver("2", "approved", head);
    assertThat(gitLab.calls()).hasSize(calls);
  }

  private void push(String branch, String golden) {
    if (work.git("branch", "--list", branch).isEmpty() && !branch.equals("main")) {
      work.branch(branch);
    }
    golden(golden).accept(work);
    work.commit("Change " + branch);
    work.git("push", "--quiet", gitLab.project().bare().toString(), branch);
  }

  private void deliver(String id, String action, String head) {
    String body =
        """
        {"object_kind": "merge_request",
         "project": {"path_with_namespace": "%1$s", "default_branch": "main"},
         "object_attributes": {"iid": 17, "action": "%2$s", "state": "opened", "oldrev": "%3$s",
           "source_branch": "relax", "target_branch": "main",
           "target": {"path_with_namespace": "%1$s"}, "last_commit": {"id": "%3$s"}}}
        """
            .formatted(PATH, action, head);
    var headers =
        Map.of(
            "X-Gitlab-Event", "Merge Request Hook",
            "X-Gitlab-Token", "the secret",
            "X-Gitlab-Event-UUID", id);
    assertThat(gate.deliver(headers, HttpRequest.BodyPublishers.ofString(body)).statusCode())
        .isEqualTo(202);
    gate.awaitIdle();
  }
}
