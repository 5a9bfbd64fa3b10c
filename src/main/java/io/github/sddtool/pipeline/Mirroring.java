package io.github.sddtool.pipeline;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.bridge.mirror.Bridge;
import io.github.sddtool.bridge.mirror.Remote;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.FetchRequest;
import io.github.sddtool.source.git.GitHistory;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The bridge as a job's work: its remote is a repository on a forge.
public final class Mirroring {
  private final Bridge bridge;
  private final ClonePool clones;

  /// @param clones whole ones: commits are made in them
  public Mirroring(Bridge bridge, ClonePool clones) {
    this.bridge = bridge;
    this.clones = clones;
  }

  /// Whether a project mirrors the repository.
  boolean isMirrored(RepoId repo) {
    return bridge.mirror(repo).isPresent();
  }

  /// Brings both sides together.
  List<Effect> sync(Forge forge, RepoId repo) {
    return bridge.sync(repo, new OnForge(forge, repo), false);
  }

  private final class OnForge implements Remote {
    private final Forge forge;
    private final RepoId repo;

    OnForge(Forge forge, RepoId repo) {
      this.forge = forge;
      this.repo = repo;
    }

    @Override
    public GitHistory fetch(String branch) {
      FetchRequest place = forge.pushRequest(repo);
      return clones.fetch(
          repo,
          new FetchRequest(
              place.uri(),
              place.credentials(),
              List.of("+refs/heads/" + branch + ":" + Remote.ref(branch))));
    }

    @Override
    public FetchRequest pushing() {
      return forge.pushRequest(repo);
    }

    @Override
    public Optional<URI> propose(Proposal proposal) {
      return forge.propose(repo, proposal);
    }
  }
}
