package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fake.github.CheckRun;
import io.github.sddtool.fake.github.Comment;
import io.github.sddtool.fake.github.GitHubStandIn;
import io.github.sddtool.fake.store.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/// The real app between GitHub's webhooks and GitHub's API, and a repository whose requirements are
/// all linked.
public abstract class Corridor {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final String MARKER = "<!-- sdd:summary -->";

  final OctoShop shop;
  final App app;
  final Gate gate;
  private int deliveries;

  Corridor(Path folder) {
    this(folder, settings -> settings);
  }

  Corridor(Path folder, UnaryOperator<Settings> other) {
    shop = new OctoShop(folder);
    Settings settings = other.apply(shop.settings());
    app = ServerApp.start(settings.on(TestStore.ofRun().place(settings.data())), Clock.systemUTC());
    gate = new Gate(app.port());
    shop.push("main", golden("weakened/base"));
  }

  /// The GitHub that the app talks to.
  protected final GitHubStandIn gitHub() {
    return shop.gitHub();
  }

  @AfterEach
  final void stop() {
    gate.close();
    // Whatever a failed test still holds would hold up the app.
    shop.faults().clear();
    app.close();
    shop.close();
  }

  /// A pull request that weakens a requirement, judged and at rest. Gives its number.
  final int judged() {
    return judged("relax", golden("weakened/head"));
  }

  /// GitHub tells of a pull request; every call is another delivery.
  final void deliver(String action, int number, String branch) {
    deliver(shop.pullRequest(action, number, branch));
  }

  final void deliver(OctoShop.WebhookBody body) {
    deliveries++;
    assertThat(gate.deliver("delivery-" + deliveries, body)).isEqualTo(202);
  }

  /// A pull request with one commit, judged and at rest. Gives its number.
  final int judged(String branch, Consumer<TestRepo> change) {
    shop.push(branch, change);
    int number = shop.open(branch);
    deliver("opened", number, branch);
    gate.awaitIdle();
    return number;
  }

  /// A second commit, and GitHub telling of it.
  final String synchronize(int number, String branch, Consumer<TestRepo> change) {
    String head = shop.push(branch, change);
    gitHub().pushed(OctoShop.NAME, number);
    deliver("synchronize", number, branch);
    return head;
  }

  final CheckRun onlyCheck(String commit) {
    assertThat(shop.checks(commit)).hasSize(1);
    return shop.checks(commit).getFirst();
  }

  final Comment onlyComment(int number) {
    assertThat(shop.comments(number)).hasSize(1);
    return shop.comments(number).getFirst();
  }

  /// Replaces text in the login's spec.
  static Consumer<TestRepo> inSpec(String from, String to) {
    return repo -> {
      try {
        String text = Files.readString(repo.file(OctoShop.LOGIN_SPEC));
        assertThat(text).contains(from);
        repo.write(OctoShop.LOGIN_SPEC, text.replace(from, to));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
