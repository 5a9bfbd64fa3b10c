package io.github.sddtool.forge.gitlab;

import io.github.sddtool.fake.github.Pusher;
import io.github.sddtool.fake.gitlab.GitLabStandIn;
import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.forge.Traffic;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// A project on a stand-in for GitLab with one branch beside `main`, and our adapter in front of
/// it.
final class Acme implements AutoCloseable {
  static final String PATH = "acme/tools/shop";
  static final RepoId REPO = new RepoId("gitlab", PATH);

  final GitLabStandIn standIn = new GitLabStandIn(PATH);
  final GitLabForge forge =
      new GitLabForge(
          new GitLabSettings(
              "gitlab",
              standIn.web(),
              Secret.of(GitLabStandIn.TOKEN),
              List.of(Secret.of("secret")),
              CallLimits.GITLAB),
          Traffic.UNHEARD,
          Clock.systemUTC());
  final CommitId main;
  final CommitId head;

  Acme(Path folder) {
    var pusher = new Pusher(folder.resolve("work"), standIn.project().bare());
    main = new CommitId(pusher.push("main", "README.md", "A shop.\n"));
    head = new CommitId(pusher.push("sdd/undo", "prices.md", "Tea 1\n"));
  }

  @Override
  public void close() {
    standIn.close();
  }
}
