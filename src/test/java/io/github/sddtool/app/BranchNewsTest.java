package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fake.github.WebhookPayloads;
import io.github.sddtool.fake.net.Receiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a push to the message that somebody's program is sent, by an operator's own settings.
class BranchNewsTest extends Corridor {
  private static final Receiver RECEIVER = new Receiver();
  private static final Duration STEP = Duration.ofMillis(50);

  /// Each test has an address of its own.
  private final String path;

  BranchNewsTest(@TempDir Path folder) {
    super(folder, settings -> settings.keeping(upkeep(folder)));
    path = path(folder);
  }

  private static String path(Path folder) {
    return "/" + folder.getFileName();
  }

  private static Settings.Upkeep upkeep(Path folder) {
    try {
      Files.writeString(folder.resolve("signing"), "whsec_c2VjcmV0IGtleSBvZiB0aGUgdGVzdA==\n");
      Files.writeString(
          folder.resolve("sdd.yaml"),
          """
          notifications:
            group: 0s
            channels:
              hooks: {type: webhook, url: "%s", secret_file: signing}
            rules:
              - name: "The branch is broken"
                condition: "validate.errors > 0"
                channels: [hooks]
                message: "{repository}@{commit}: {validate.errors} wrong"
          """
              .formatted(RECEIVER.at(path(folder))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SettingsReader.read(Optional.empty(), folder, new Environment(Map.of())).upkeep();
  }

  @AfterAll
  static void close() {
    RECEIVER.close();
  }

  private List<Receiver.Got> got() {
    return RECEIVER.got().stream().filter(one -> one.path().equals(path)).toList();
  }

  /// What comes at once is one message.
  private long told() {
    return got().stream()
        .flatMap(one -> Pattern.compile("[0-9a-f]{7}: \\d wrong").matcher(one.body()).results())
        .count();
  }

  /// A push to the default branch, told of by GitHub. Gives its commit.
  private String push(Consumer<TestRepo> change) {
    String before = shop.tip("main");
    String pushed = shop.push("main", change);
    deliver(shop.pushed("main", before, pushed));
    return pushed;
  }

  // @spec app/notifications#REQ-NOTE-010, guard/history#REQ-HIST-006
  @Test
  void aPushIsToldOfOnceAndWhatIsOnlyProposedOrTriedIsNot() {
    String before = shop.tip("main");
    int number = judged();
    assertThat(onlyComment(number).body()).contains("was weakened");

    shop.work().checkout("main");
    String queue = "gh-readonly-queue/main/pr-1-" + before;
    String tried = shop.push(queue, golden("weakened/head"));
    var ends = new WebhookPayloads.Ends(tried, queue, before, "main");
    deliver(
        new OctoShop.WebhookBody("merge_group", WebhookPayloads.mergeGroup(OctoShop.NAME, ends)));
    gate.awaitIdle();
    assertThat(onlyCheck(tried).conclusion()).hasValue("failure");

    String pushed = push(golden("weakened/head"));
    Eventually.until(STEP, () -> !got().isEmpty());
    deliver(shop.pushed("main", before, pushed));
    gate.awaitIdle();

    assertThat(told()).isEqualTo(1);
    assertThat(got())
        .singleElement()
        .satisfies(got -> {
          assertThat(got.headers()).containsKeys("webhook-id", "webhook-signature");
          assertThat(got.body()).contains("octo/shop@" + pushed.substring(0, 7) + ": 1 wrong");
        });
  }

  private static Consumer<TestRepo> depending(String on) {
    return repo ->
        repo.write(
            ".sdd/specs/auth/logout/spec.md",
            """
            ---
            status: draft
            depends: [%s]
            ---
            # Logout

            How people leave.

            ### REQ-001: Leaving

            The system MUST end the session within 1 second.

            #### Scenario: Somebody leaves

            - **GIVEN** a person with a session
            - **WHEN** they leave
            - **THEN** the session is over
            """
                .formatted(on));
  }

  // @spec guard/history#REQ-HIST-006
  @Test
  void anOlderCommitThatIsJudgedAgainIsNotWhatTheBranchHasBecome() {
    String before = shop.tip("main");
    String broken = push(depending("auth/nowhere"));
    gate.awaitIdle();
    String mended = push(depending("auth/login"));
    gate.awaitIdle();
    assertThat(onlyCheck(mended).conclusion()).hasValue("success");

    deliver(shop.rerunOfPush(before, broken));
    gate.awaitIdle();
    push(depending("auth/nobody"));

    // Had the older one been taken for the branch, the rule would hold all along.
    Eventually.until(STEP, () -> told() == 2);
  }
}
