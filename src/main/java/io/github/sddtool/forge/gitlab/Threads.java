package io.github.sddtool.forge.gitlab;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.forge.Remark;
import io.github.sddtool.forge.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.GitLabApiException;
import org.gitlab4j.api.models.DiffRef;
import org.gitlab4j.api.models.Discussion;
import org.gitlab4j.api.models.MergeRequest;
import org.gitlab4j.api.models.Note;
import org.gitlab4j.api.models.Position;

// @spec app/publishing#REQ-PUB-019
/// Discussions on changed lines, found by a marker and their author: begun once, resolved when
/// there is nothing to discuss any more, and never deleted, for people may have answered.
final class Threads {
  private static final String WHAT = "thread";
  private static final String MARKER = "<!-- sdd:remark ";
  private static final String MARKER_END = " -->";

  private Threads() {}

  static List<Effect> show(GitLabApi api, long me, Target target, long number, List<Remark> remarks)
      throws GitLabApiException {
    String project = target.repo().name();
    String place = target.commentPlace();
    var effects = new ArrayList<Effect>();
    Map<String, Discussion> ours = ours(api, me, project, number);
    var wanted = new HashSet<String>();
    remarks.forEach(remark -> wanted.add(remark.key()));
    for (Map.Entry<String, Discussion> one : ours.entrySet()) {
      if (!wanted.contains(one.getKey()) && !isResolved(one.getValue())) {
        api.getDiscussionsApi()
            .resolveMergeRequestDiscussion(project, number, one.getValue().getId(), true);
        effects.add(new Effect.Updated(WHAT, place, one.getValue().getId()));
      }
    }
    List<Remark> missing =
        remarks.stream().filter(remark -> !ours.containsKey(remark.key())).toList();
    if (missing.isEmpty()) {
      return effects;
    }
    MergeRequest request = api.getMergeRequestApi().getMergeRequest(project, number);
    DiffRef refs = request.getDiffRefs();
    if (refs == null || !target.head().hex().equals(request.getSha())) {
      effects.add(target.movedOn(WHAT, "merge request"));
      return effects;
    }
    for (Remark remark : missing) {
      Discussion begun =
          api.getDiscussionsApi()
              .createMergeRequestDiscussion(
                  project, number, text(remark), null, null, position(refs, remark));
      effects.add(new Effect.Created(WHAT, place, String.valueOf(begun.getId())));
    }
    return effects;
  }

  private static String text(Remark remark) {
    return MARKER
        + remark.key()
        + MARKER_END
        + "\n"
        + QuickActions.disarmed(ForgeText.clean(remark.text()));
  }

  private static Position position(DiffRef refs, Remark remark) {
    return new Position()
        .withPositionType(Position.PositionType.TEXT)
        .withBaseSha(refs.getBaseSha())
        .withStartSha(refs.getStartSha())
        .withHeadSha(refs.getHeadSha())
        .withOldPath(remark.at().path().value())
        .withNewPath(remark.at().path().value())
        .withNewLine(remark.at().line());
  }

  private static Map<String, Discussion> ours(GitLabApi api, long me, String project, long number)
      throws GitLabApiException {
    var ours = new TreeMap<String, Discussion>();
    for (Discussion discussion :
        api.getDiscussionsApi().getMergeRequestDiscussions(project, number)) {
      first(discussion)
          .filter(note -> note.getAuthor() != null && note.getAuthor().getId() == me)
          .flatMap(Threads::key)
          .ifPresent(key -> ours.putIfAbsent(key, discussion));
    }
    return ours;
  }

  private static Optional<Note> first(Discussion discussion) {
    return discussion.getNotes() == null
        ? Optional.empty()
        : discussion.getNotes().stream().findFirst();
  }

  private static Optional<String> key(Note note) {
    String body = String.valueOf(note.getBody());
    int end = body.indexOf(MARKER_END);
    return body.startsWith(MARKER) && end > 0
        ? Optional.of(body.substring(MARKER.length(), end))
        : Optional.empty();
  }

  private static boolean isResolved(Discussion discussion) {
    return first(discussion).filter(note -> Boolean.TRUE.equals(note.getResolved())).isPresent();
  }
}
