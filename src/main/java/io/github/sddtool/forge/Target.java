package io.github.sddtool.forge;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.util.Optional;

/// What a check stands on and where a comment goes: a commit, and the pull request it heads, if
/// any.
public record Target(RepoId repo, CommitId head, Optional<Integer> number) {

  public static Target pullRequest(RepoId repo, CommitId head, int number) {
    return new Target(repo, head, Optional.of(number));
  }

  public static Target commit(RepoId repo, CommitId head) {
    return new Target(repo, head, Optional.empty());
  }

  /// That something was not written, because the commit is the request's head no more.
  ///
  /// @param what the thing, as effects name it
  /// @param request what the forge calls one: `pull request`
  public Effect.Declined movedOn(String what, String request) {
    return new Effect.Declined(
        what, commentPlace(), "The %s has moved on from %s.".formatted(request, head.brief()));
  }

  /// For example `octo/shop@4c1e9a0`.
  public String checkPlace() {
    return repo.name() + "@" + head.brief();
  }

  /// For example `octo/shop#17`; the commit where there is no pull request.
  public String commentPlace() {
    return number.map(n -> repo.name() + "#" + n).orElseGet(this::checkPlace);
  }
}
