package io.github.sddtool.contract;

import io.github.sddtool.fake.github.Exchange;
import io.github.sddtool.fake.github.GitHubStandIn;
import java.util.ArrayList;
import java.util.List;

/// GitHub's own description, listening to what an app and the stand-in say to each other.
public final class Listener {
  private static final GitHubOpenApi DESCRIPTION = GitHubOpenApi.load(Npm.folder());

  private final List<String> violations = new ArrayList<>();
  private int judged;

  private Listener() {}

  /// Begins to listen.
  public static Listener to(GitHubStandIn gitHub) {
    var listener = new Listener();
    gitHub.onExchange(listener::judge);
    return listener;
  }

  private synchronized void judge(Exchange exchange) {
    judged++;
    violations.addAll(DESCRIPTION.violations(exchange));
  }

  /// How many exchanges were heard.
  public synchronized int judged() {
    return judged;
  }

  /// What the description has against them.
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }
}
