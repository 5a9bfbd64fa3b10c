package io.github.sddtool.forge.github;

import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.KeyedLocks;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.source.RepoId;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHRepository;

// @spec app/publishing#REQ-PUB-021
/// The one open pull request from a branch of ours into another branch of the same repository.
final class Proposals {
  static final int LONGEST_TITLE = 256;
  static final int LONGEST_BODY = 65_536;

  private static final int INVALID = 422;
  private static final String EXISTS = "already exists";

  private final RepositoryAccess access;
  private final KeyedLocks locks = new KeyedLocks();

  Proposals(RepositoryAccess access) {
    this.access = access;
  }

  /// Makes GitHub show the proposal; gives the pull request's number.
  int show(RepoId repo, Proposal wanted) {
    Proposal proposal = wanted.harmless(LONGEST_TITLE, LONGEST_BODY);
    var ask =
        new Ask(
            "propose %s of %s for %s".formatted(proposal.branch(), repo.name(), proposal.into()),
            "pull requests: write");
    return locks.holding(
        repo.name() + ":" + proposal.branch(),
        () -> access.call(ask, repo, repository -> show(repository, proposal)));
  }

  private static int show(GHRepository repository, Proposal proposal) throws IOException {
    Optional<GHPullRequest> open = open(repository, proposal);
    if (open.isPresent()) {
      return upToDate(open.get(), proposal);
    }
    try {
      // People with a fork are let into it by the last word; there is no fork.
      return repository
          .createPullRequest(
              proposal.title(), proposal.branch(), proposal.into(), proposal.body(), false)
          .getNumber();
    } catch (IOException e) {
      if (!existsAlready(e)) {
        throw e;
      }
      // Somebody else was faster.
      return upToDate(open(repository, proposal).orElseThrow(() -> e), proposal);
    }
  }

  private static boolean existsAlready(IOException failure) {
    return Answers.refusal(failure)
        .filter(refusal -> refusal.status() == INVALID && refusal.explanation().contains(EXISTS))
        .isPresent();
  }

  /// Branches of forks have the same names; an organisation may even hold a fork of its own.
  private static Optional<GHPullRequest> open(GHRepository repository, Proposal proposal) {
    var open =
        repository
            .queryPullRequests()
            .state(GHIssueState.OPEN)
            .head(repository.getOwnerName() + ":" + proposal.branch())
            .base(proposal.into())
            .list();
    for (GHPullRequest one : open) {
      GHRepository from = one.getHead().getRepository();
      if (from != null
          && from.getId() == repository.getId()
          && proposal.branch().equals(one.getHead().getRef())
          && proposal.into().equals(one.getBase().getRef())) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private static int upToDate(GHPullRequest shown, Proposal proposal) throws IOException {
    if (!proposal.title().equals(shown.getTitle())) {
      shown.setTitle(proposal.title());
    }
    if (!proposal.isBody(Objects.requireNonNullElse(shown.getBody(), ""))) {
      shown.setBody(proposal.body());
    }
    return shown.getNumber();
  }
}
