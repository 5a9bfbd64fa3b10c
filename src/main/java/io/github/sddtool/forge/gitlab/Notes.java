package io.github.sddtool.forge.gitlab;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.forge.MarkdownCut;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.Reaction;
import io.github.sddtool.forge.SummaryComment;
import io.github.sddtool.forge.Target;
import io.github.sddtool.source.RepoId;
import java.util.Comparator;
import java.util.Optional;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.GitLabApiException;
import org.gitlab4j.api.models.Note;

// @spec app/publishing#REQ-PUB-003, app/publishing#REQ-PUB-004, app/publishing#REQ-PUB-005
/// The one summary note on a merge request, found by its marker and its author. Notes of anyone
/// else are never touched, whatever they begin with.
final class Notes {
  static final int LONGEST = 1_000_000;
  private static final String WHAT = "comment";
  private static final String REACTION = "reaction";
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private Notes() {}

  /// Shows the text on the merge request, unless the target's commit is its head no more.
  ///
  /// @param me the id of our own account
  static Effect show(GitLabApi api, long me, Target target, long number, SummaryComment comment)
      throws GitLabApiException {
    String body = text(comment);
    Optional<Note> ours = ours(api, me, target, number);
    if (ours.isEmpty() && comment.onlyEdit()) {
      return new Effect.Declined(WHAT, target.commentPlace(), SummaryComment.NOTHING_TO_SAY);
    }
    if (ours.isPresent() && says(ours.get(), body)) {
      return new Effect.Unchanged(WHAT, target.commentPlace(), id(ours.get()));
    }
    String project = target.repo().name();
    // Judging took its time; the head may have moved meanwhile.
    String head = api.getMergeRequestApi().getMergeRequest(project, number).getSha();
    if (!target.head().hex().equals(head)) {
      return target.movedOn(WHAT, "merge request");
    }
    return ours.isPresent()
        ? new Effect.Updated(
            WHAT,
            target.commentPlace(),
            id(api.getNotesApi().updateMergeRequestNote(project, number, ours.get().getId(), body)))
        : new Effect.Created(
            WHAT,
            target.commentPlace(),
            id(api.getNotesApi().createMergeRequestNote(project, number, body, null, null)));
  }

  /// Reacts to somebody's note. GitLab refuses a second reaction of a kind and author.
  static Effect react(GitLabApi api, RepoId repo, int number, String note, Reaction reaction)
      throws GitLabApiException {
    String place = repo.name() + "!" + number;
    try {
      new MoreCalls(api).award(repo.name(), number, note, emoji(reaction));
      return new Effect.Created(REACTION, place, note);
    } catch (GitLabApiException e) {
      boolean taken =
          e.getHttpStatus() == CONFLICT
              || String.valueOf(e.getMessage()).contains("already been taken");
      if (taken) {
        return new Effect.Unchanged(REACTION, place, note);
      }
      if (e.getHttpStatus() != NOT_FOUND) {
        throw e;
      }
      return new Effect.Declined(REACTION, place, "The note is gone: " + note);
    }
  }

  private static String emoji(Reaction reaction) {
    return switch (reaction) {
      case AGREED -> "thumbsup";
      case CONFUSED -> "confused";
      case REFUSED -> "thumbsdown";
    };
  }

  private static String text(SummaryComment comment) {
    return MarkdownCut.cut(
        QuickActions.disarmed(ForgeText.clean(comment.body())),
        LONGEST,
        MarkdownCut.Measure.CHARACTERS);
  }

  private static Optional<Note> ours(GitLabApi api, long me, Target target, long number)
      throws GitLabApiException {
    return api.getNotesApi().getMergeRequestNotes(target.repo().name(), number).stream()
        .filter(note -> note.getBody() != null)
        .filter(note -> note.getBody().startsWith(Publication.COMMENT_MARKER))
        .filter(note -> note.getAuthor() != null && note.getAuthor().getId() == me)
        .min(Comparator.comparing(Note::getId));
  }

  /// Line ends and white space at the end are GitLab's to change.
  private static boolean says(Note note, String body) {
    return note.getBody().replace("\r\n", "\n").stripTrailing().equals(body.stripTrailing());
  }

  private static String id(Note note) {
    return String.valueOf(note.getId());
  }
}
