package io.github.sddtool.pipeline.story;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.audit.AuditEvent;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.pipeline.delivery.DeliveryState;
import io.github.sddtool.pipeline.effect.WriteLog;
import io.github.sddtool.pipeline.queue.JobStatus;
import java.time.Instant;
import java.util.Optional;

/// A [Story] for programs. Times are ISO 8601 in UTC; what is not there yet is left out.
public final class StoryJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StoryJson() {}

  /// One line.
  public static String of(Story story) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode deliveries = root.putArray("deliveries");
    for (Story.Told told : story.told()) {
      ObjectNode one = deliveries.addObject();
      one.put("forge", told.ref().forge())
          .put("id", told.ref().id())
          .put("event", told.event())
          .put("received", told.received().toString());
      state(one, told.state());
    }
    ArrayNode jobs = root.putArray("jobs");
    story.runs().forEach(run -> job(jobs.addObject(), run));
    return root.toString();
  }

  private static void state(ObjectNode node, DeliveryState state) {
    switch (state) {
      case DeliveryState.Received _ -> node.put("state", "received");
      case DeliveryState.Planned _ -> node.put("state", "planned");
      case DeliveryState.Ignored(String reason) ->
          node.put("state", "ignored").put("reason", reason);
      case DeliveryState.Unreadable(String reason) ->
          node.put("state", "unreadable").put("reason", reason);
      case DeliveryState.Failed(String reason) -> node.put("state", "failed").put("reason", reason);
    }
  }

  private static void job(ObjectNode node, Story.Run run) {
    JobStatus job = run.job();
    node.put("id", job.id()).put("key", job.key()).put("state", job.state());
    if (!job.reason().isEmpty()) {
      node.put("reason", job.reason());
    }
    if (!run.delivery().isEmpty()) {
      node.put("delivery", run.delivery());
    }
    node.put("attempts", job.attempts()).put("waitingSince", job.waitingSince().toString());
    time(node, "started", job.startedAt());
    time(node, "ended", job.endedAt());
    job.replacedBy().ifPresent(id -> node.put("replacedBy", id));
    ArrayNode writes = node.putArray("writes");
    for (WriteLog.Written written : run.writes()) {
      ObjectNode one =
          writes
              .addObject()
              .put("key", written.key())
              .put("method", written.method())
              .put("path", written.path())
              .put("begun", written.begun().toString());
      time(one, "ended", written.ended());
      written.status().ifPresent(status -> one.put("status", status));
    }
    ArrayNode effects = node.putArray("effects");
    for (AuditEvent event : run.effects()) {
      effect(effects.addObject().put("at", event.at().toString()), event.effect());
    }
  }

  private static void time(ObjectNode node, String name, Optional<Instant> time) {
    time.ifPresent(at -> node.put(name, at.toString()));
  }

  private static void effect(ObjectNode node, Effect effect) {
    node.put("what", effect.what()).put("where", effect.where());
    switch (effect) {
      case Effect.Created(_, _, String id) -> node.put("effect", "created").put("id", id);
      case Effect.Updated(_, _, String id) -> node.put("effect", "updated").put("id", id);
      case Effect.Unchanged(_, _, String id) -> node.put("effect", "unchanged").put("id", id);
      case Effect.Declined(_, _, String reason) ->
          node.put("effect", "declined").put("reason", reason);
      case Effect.Failed(_, _, String reason) -> node.put("effect", "failed").put("reason", reason);
    }
  }
}
