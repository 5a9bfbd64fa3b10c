package io.github.sddtool.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.app.DryRun;
import io.github.sddtool.app.DryRun.Outcome;
import io.github.sddtool.pipeline.publish.PastJudgement;
import java.util.List;

/// What a [DryRun] came to, for people and for programs.
final class DryRunText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DryRunText() {}

  /// @param by what it was judged by
  static String text(List<DryRun.Again> all, String span, String by) {
    if (all.isEmpty()) {
      return "No pull request was judged within " + span + ".\n";
    }
    var text = new StringBuilder();
    int flips = 0;
    int unknown = 0;
    for (DryRun.Again one : all) {
      if (one.flips() && one.now() instanceof Outcome.Judged now) {
        flips++;
        text.append(
            "%s  %s → %s  %s%n"
                .formatted(
                    place(one.before()),
                    one.before().verdict().word(),
                    now.verdict().word(),
                    now.title()));
      } else if (one.now() instanceof Outcome.Unknown(String reason)) {
        unknown++;
        text.append(
            "%s  %s → unknown  %s%n"
                .formatted(place(one.before()), one.before().verdict().word(), reason));
      }
    }
    text.append(
        "%d of %d verdicts within %s would flip, judged by %s.%s%n"
            .formatted(
                flips,
                all.size(),
                span,
                by,
                unknown == 0 ? "" : " " + unknown + " could not be judged again."));
    return text.toString();
  }

  private static String place(PastJudgement judgement) {
    return judgement.repo() + "#" + judgement.number() + " at " + judgement.head().brief();
  }

  static String json(List<DryRun.Again> all) {
    ObjectNode root = JSON.createObjectNode();
    root.put("flips", all.stream().filter(DryRun.Again::flips).count());
    ArrayNode judgements = root.putArray("judgements");
    for (DryRun.Again one : all) {
      PastJudgement before = one.before();
      ObjectNode node = judgements.addObject();
      node.put("repo", before.repo().toString())
          .put("number", before.number())
          .put("base", before.base().hex())
          .put("head", before.head().hex())
          .put("at", before.at().toString())
          .put("version", before.version())
          .put("verdict", before.verdict().word())
          .put("title", before.title())
          .put("flips", one.flips());
      switch (one.now()) {
        case Outcome.Judged(var verdict, String title) ->
            node.putObject("now").put("verdict", verdict.word()).put("title", title);
        case Outcome.Unknown(String reason) -> node.put("unknown", reason);
      }
    }
    return root + "\n";
  }
}
