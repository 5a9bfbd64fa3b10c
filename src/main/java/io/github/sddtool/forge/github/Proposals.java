package io.github.sddtool.forge.github;

import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.KeyedLocks;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.source.RepoId;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHLabel;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHRepository;

// @spec app/publishing#REQ-PUB-021, app/publishing#REQ-PUB-023
/// The one open pull request from a branch of ours into another branch of the same repository.
final class Proposals {
  static final int LONGEST_TITLE = 256;
  static final int LONGEST_BODY = 65_536;

  /// What stands before the title where GitHub has no drafts.
  private static final String DRAFT = "[draft] ";

  private static final int INVALID = 422;

  /// Private repositories of some plans have none: "Draft pull requests are not supported in this
  /// repository."
  private static final String NO_DRAFTS = "draft pull requests are not supported";

  private static final String EXISTS = "already exists";

  private final RepositoryAccess access;
  private final KeyedLocks locks = new KeyedLocks();

  Proposals(RepositoryAccess access) {
    this.access = access;
  }

  /// Makes GitHub show the proposal; gives the pull request's number.
  int show(RepoId repo, Proposal wanted) {
    int longest = wanted.draft() ? LONGEST_TITLE - DRAFT.length() : LONGEST_TITLE;
    Proposal proposal = wanted.harmless(longest, LONGEST_BODY);
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
      return labelled(opened(repository, proposal), proposal);
    } catch (IOException e) {
      if (!saysInvalid(e, EXISTS)) {
        throw e;
      }
      // Somebody else was faster.
      return upToDate(open(repository, proposal).orElseThrow(() -> e), proposal);
    }
  }

  private static GHPullRequest opened(GHRepository repository, Proposal proposal)
      throws IOException {
    if (!proposal.draft()) {
      return opened(repository, proposal, proposal.title(), false);
    }
    try {
      return opened(repository, proposal, proposal.title(), true);
    } catch (IOException e) {
      if (!saysInvalid(e, NO_DRAFTS)) {
        throw e;
      }
      return opened(repository, proposal, DRAFT + proposal.title(), false);
    }
  }

  /// People with a fork are let into it where the maintainer can modify it; there is no fork.
  private static GHPullRequest opened(
      GHRepository repository, Proposal proposal, String title, boolean draft) throws IOException {
    return repository.createPullRequest(
        title, proposal.branch(), proposal.into(), proposal.body(), false, draft);
  }

  private static boolean saysInvalid(IOException failure, String words) {
    return Answers.refusal(failure)
        .filter(refusal -> refusal.status() == INVALID)
        .filter(refusal -> refusal.explanation().toLowerCase(Locale.ROOT).contains(words))
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
    String title = Objects.requireNonNullElse(shown.getTitle(), "");
    // Whether it is a draft is for people to say.
    String kept =
        proposal.draft() && title.startsWith(DRAFT) ? DRAFT + proposal.title() : proposal.title();
    if (!kept.equals(title)) {
      shown.setTitle(kept);
    }
    if (!proposal.isBody(Objects.requireNonNullElse(shown.getBody(), ""))) {
      shown.setBody(proposal.body());
    }
    return labelled(shown, proposal);
  }

  private static int labelled(GHPullRequest shown, Proposal proposal) throws IOException {
    Set<String> missing =
        proposal.missing(shown.getLabels().stream().map(GHLabel::getName).toList());
    if (!missing.isEmpty()) {
      shown.addLabels(missing.toArray(String[]::new));
    }
    return shown.getNumber();
  }
}
