package io.github.sddtool.pipeline.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.forge.Account;
import io.github.sddtool.forge.SlashCommand;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.util.Optional;

/// Jobs as JSON, field by field: what is stored chooses no class to load.
final class JobCodec {
  /// Raised when a field changes its meaning; rows of another version are unreadable.
  private static final int VERSION = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private JobCodec() {}

  static String write(Job job) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("v", VERSION)
            .put("kind", kind(job))
            .put("forge", job.repo().forge())
            .put("repo", job.repo().name());
    switch (job) {
      case Job.Announce(_, CommitId head) -> json.put("head", head.hex());
      case Job.AssessPullRequest(_, int number, CommitId head, boolean again) ->
          json.put("number", number).put("head", head.hex()).put("again", again);
      case Job.AssessCommit(_, CommitId base, CommitId head, boolean again) ->
          json.put("base", base.hex()).put("head", head.hex()).put("again", again);
      case Job.AssessMerge(_, CommitId base, CommitId head) ->
          json.put("base", base.hex()).put("head", head.hex());
      case Job.CatchUp _, Job.Watch _, Job.Reharvest _ -> {}
      case Job.Guard(_, CommitId before, CommitId after) ->
          json.put("before", before.hex()).put("after", after.hex());
      case Job.SyncSpecs(_, boolean edited) -> json.put("edited", edited);
      case Job.Obey(_, int number, SlashCommand(String comment, Account author, String line)) ->
          json.put("number", number)
              .put("comment", comment)
              .put("author", author.id())
              .put("author-name", author.name())
              .put("line", line);
      case Job.Withdraw(_, int number) -> json.put("number", number);
      case Job.Cancel(_, int number, CommitId head, String reason) ->
          json.put("number", number).put("head", head.hex()).put("reason", reason);
    }
    return json.toString();
  }

  /// Empty for what this version does not understand.
  static Optional<Job> read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.path("v").asInt() != VERSION) {
        return Optional.empty();
      }
      return job(json);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Job> job(JsonNode json) {
    var repo = new RepoId(json.path("forge").asText(), json.path("repo").asText());
    return switch (json.path("kind").asText()) {
      case "announce" -> Optional.of(new Job.Announce(repo, commit(json, "head")));
      case "assess-pull-request" ->
          Optional.of(
              new Job.AssessPullRequest(repo, number(json), commit(json, "head"), again(json)));
      case "assess-commit" ->
          Optional.of(
              new Job.AssessCommit(repo, commit(json, "base"), commit(json, "head"), again(json)));
      case "assess-merge" ->
          Optional.of(new Job.AssessMerge(repo, commit(json, "base"), commit(json, "head")));
      case "sync-specs" -> Optional.of(new Job.SyncSpecs(repo, json.path("edited").asBoolean()));
      case "guard" ->
          Optional.of(new Job.Guard(repo, commit(json, "before"), commit(json, "after")));
      case "watch" -> Optional.of(new Job.Watch(repo));
      case "reharvest" -> Optional.of(new Job.Reharvest(repo));
      case "catch-up" -> Optional.of(new Job.CatchUp(repo));
      case "obey" -> Optional.of(new Job.Obey(repo, number(json), command(json)));
      case "withdraw" -> Optional.of(new Job.Withdraw(repo, number(json)));
      case "cancel" ->
          Optional.of(
              new Job.Cancel(
                  repo,
                  // Jobs of earlier versions do not say it; no request has this one.
                  json.path("number").asInt(0),
                  commit(json, "head"),
                  json.path("reason").asText()));
      default -> Optional.empty();
    };
  }

  /// The job's name in the database and in metrics.
  static String kind(Job job) {
    return switch (job) {
      case Job.Announce _ -> "announce";
      case Job.AssessPullRequest _ -> "assess-pull-request";
      case Job.AssessCommit _ -> "assess-commit";
      case Job.AssessMerge _ -> "assess-merge";
      case Job.CatchUp _ -> "catch-up";
      case Job.SyncSpecs _ -> "sync-specs";
      case Job.Guard _ -> "guard";
      case Job.Watch _ -> "watch";
      case Job.Reharvest _ -> "reharvest";
      case Job.Obey _ -> "obey";
      case Job.Withdraw _ -> "withdraw";
      case Job.Cancel _ -> "cancel";
    };
  }

  private static SlashCommand command(JsonNode json) {
    var author = new Account(json.path("author").asText(), json.path("author-name").asText());
    return new SlashCommand(json.path("comment").asText(), author, json.path("line").asText());
  }

  private static CommitId commit(JsonNode json, String field) {
    return new CommitId(json.path(field).asText());
  }

  /// Jobs of earlier versions do not say it.
  private static boolean again(JsonNode json) {
    return json.path("again").asBoolean();
  }

  private static int number(JsonNode json) {
    JsonNode number = json.path("number");
    if (!number.isInt()) {
      throw new IllegalArgumentException("a job without a number");
    }
    return number.intValue();
  }
}
