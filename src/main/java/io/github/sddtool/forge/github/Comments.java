package io.github.sddtool.forge.github;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.forge.KeyedLocks;
import io.github.sddtool.forge.MarkdownCut;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.Reaction;
import io.github.sddtool.forge.SummaryComment;
import io.github.sddtool.forge.Target;
import io.github.sddtool.source.RepoId;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.github.GHIssueComment;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.PagedIterable;
import org.kohsuke.github.ReactionContent;

// @spec app/publishing#REQ-PUB-003, app/publishing#REQ-PUB-004, app/publishing#REQ-PUB-005
/// The one summary comment on a pull request, found by its marker and its author. Comments of
/// anyone else are never touched, whatever they begin with.
final class Comments {
  static final int LONGEST = 65_536;
  private static final String WHAT = "comment";
  private static final int PAGE = 100;
  private static final int MOST_HANDLES = 1_000;

  private final RepositoryAccess access;
  private final KeyedLocks locks = new KeyedLocks();
  private final Map<String, GHPullRequest> handles =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, GHPullRequest> eldest) {
              return size() > MOST_HANDLES;
            }
          });

  Comments(RepositoryAccess access) {
    this.access = access;
  }

  /// Shows the text on the pull request, unless the target's commit is its head no more.
  ///
  /// @param comment begins with the marker, or we would not find it again
  Effect show(Target target, int number, SummaryComment comment) {
    String body =
        MarkdownCut.cut(ForgeText.clean(comment.body()), LONGEST, MarkdownCut.Measure.CHARACTERS);
    var cut = new SummaryComment(body, comment.onlyEdit());
    var ask = new Ask("comment on " + target.commentPlace(), "pull requests: write");
    return locks.holding(
        target.commentPlace(),
        () -> access.call(ask, target.repo(), repository -> show(repository, target, number, cut)));
  }

  private Effect show(GHRepository repository, Target target, int number, SummaryComment comment)
      throws IOException {
    Optional<GHIssueComment> ours = ours(repository, number);
    String body = comment.body();
    if (ours.isEmpty() && comment.onlyEdit()) {
      return new Effect.Declined(WHAT, target.commentPlace(), SummaryComment.NOTHING_TO_SAY);
    }
    if (ours.isPresent() && says(ours.get(), body)) {
      return new Effect.Unchanged(WHAT, target.commentPlace(), id(ours.get()));
    }
    // Judging took its time; the head may have moved meanwhile.
    GHPullRequest pullRequest = repository.getPullRequest(number);
    if (movedOn(pullRequest, target)) {
      return target.movedOn(WHAT, "pull request");
    }
    if (ours.isPresent()) {
      ours.get().update(body);
      return new Effect.Updated(WHAT, target.commentPlace(), id(ours.get()));
    }
    return new Effect.Created(WHAT, target.commentPlace(), id(pullRequest.comment(body)));
  }

  /// The library lists comments of a pull request that it has read; when that was does not matter.
  private PagedIterable<GHIssueComment> comments(GHRepository repository, int number)
      throws IOException {
    String name = repository.getFullName() + "#" + number;
    GHPullRequest known = handles.get(name);
    if (known == null) {
      known = repository.getPullRequest(number);
      handle(known);
    }
    return known.listComments().withPageSize(PAGE);
  }

  /// A pull request was read.
  void handle(GHPullRequest read) {
    handles.put(read.getRepository().getFullName() + "#" + read.getNumber(), read);
  }

  /// There is nothing to comment on.
  static Effect.Declined noRequest(Target target) {
    return new Effect.Declined(
        WHAT, target.commentPlace(), "There is no pull request to comment on.");
  }

  /// Reacts to somebody's comment. GitHub keeps one reaction of a kind and author.
  Effect react(RepoId repo, int number, String comment, Reaction reaction) {
    String place = repo.name() + "#" + number;
    var ask = new Ask("react to a comment on " + place, "pull requests: write");
    return access.call(
        ask,
        repo,
        repository -> {
          for (GHIssueComment one : comments(repository, number)) {
            if (id(one).equals(comment)) {
              one.createReaction(content(reaction));
              return new Effect.Created("reaction", place, comment);
            }
          }
          return new Effect.Declined("reaction", place, "The comment is gone: " + comment);
        });
  }

  private static ReactionContent content(Reaction reaction) {
    return switch (reaction) {
      case AGREED -> ReactionContent.PLUS_ONE;
      case CONFUSED -> ReactionContent.CONFUSED;
      case REFUSED -> ReactionContent.MINUS_ONE;
    };
  }

  private Optional<GHIssueComment> ours(GHRepository repository, int number) throws IOException {
    String login = access.login();
    for (GHIssueComment comment : comments(repository, number)) {
      String body = comment.getBody();
      if (body != null
          && body.startsWith(Publication.COMMENT_MARKER)
          && login.equals(author(comment))) {
        return Optional.of(comment);
      }
    }
    return Optional.empty();
  }

  /// The author's login as the comment itself has it; what replaces this method would ask GitHub
  /// for the whole account.
  @SuppressWarnings("deprecation")
  private static String author(GHIssueComment comment) {
    try {
      return comment.getUserName();
    } catch (NullPointerException _) {
      // The library expects an author, and GitHub has none for accounts that are gone.
      return "";
    }
  }

  /// Line ends and white space at the end are GitHub's to change.
  private static boolean says(GHIssueComment comment, String body) {
    return comment.getBody().replace("\r\n", "\n").stripTrailing().equals(body.stripTrailing());
  }

  private static boolean movedOn(GHPullRequest pullRequest, Target target) {
    return !target.head().hex().equals(pullRequest.getHead().getSha());
  }

  private static String id(GHIssueComment comment) {
    return Long.toString(comment.getId());
  }
}
