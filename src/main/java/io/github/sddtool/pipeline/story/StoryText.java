package io.github.sddtool.pipeline.story;

import io.github.sddtool.audit.AuditEvent;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.pipeline.delivery.DeliveryState;
import io.github.sddtool.pipeline.effect.WriteLog;
import io.github.sddtool.pipeline.queue.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A [Story] for people, in the order things happened.
public final class StoryText {
  private StoryText() {}

  /// Plain text; times are UTC.
  public static String of(Story story) {
    var text = new StringBuilder();
    for (Story.Told told : story.told()) {
      text.append(
          "%s  received %s (%s): %s%n"
              .formatted(at(told.received()), told.ref(), told.event(), state(told.state())));
    }
    for (Story.Run run : story.runs()) {
      JobStatus job = run.job();
      text.append(
          "%n%s  planned %s%s%n"
              .formatted(
                  at(job.waitingSince()),
                  job.key(),
                  run.delivery().isEmpty() ? "" : " for " + run.delivery()));
      job.startedAt()
          .ifPresent(start ->
              text.append(
                  "%s  run, attempt %d, after waiting %s%n"
                      .formatted(at(start), job.attempts(), span(job.waitingSince(), start))));
      for (WriteLog.Written written : run.writes()) {
        text.append(
            "%s    %s %s %s%n"
                .formatted(at(written.begun()), written.method(), written.path(), answer(written)));
      }
      for (AuditEvent event : run.effects()) {
        text.append("%s    %s%n".formatted(at(event.at()), sentence(event.effect())));
      }
      text.append(
          "%s  %s%n".formatted(job.endedAt().map(StoryText::at).orElse(" ".repeat(19)), end(job)));
    }
    return text.toString();
  }

  private static String at(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", "");
  }

  private static String span(Instant from, Instant to) {
    Duration time = Duration.between(from, to);
    return time.isNegative()
        ? "0 ms"
        : time.toMillis() < 10_000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
  }

  private static String answer(WriteLog.Written written) {
    Optional<Integer> status = written.status();
    if (status.isEmpty()) {
      return "→ nobody knows: the process ended before the answer";
    }
    return status.get() == 0 ? "→ no answer" : "→ " + status.get();
  }

  static String state(DeliveryState state) {
    return switch (state) {
      case DeliveryState.Received _ -> "waits to be planned";
      case DeliveryState.Planned _ -> "planned";
      case DeliveryState.Ignored(String reason) -> "nothing to do, " + reason;
      case DeliveryState.Unreadable(String reason) -> "not understood, " + reason;
      case DeliveryState.Failed(String reason) -> "failed, " + reason;
    };
  }

  private static String sentence(Effect effect) {
    return switch (effect) {
      case Effect.Created(String what, String where, String id) ->
          "created " + what + " on " + where + " [" + id + "]";
      case Effect.Updated(String what, String where, String id) ->
          "updated " + what + " on " + where + " [" + id + "]";
      case Effect.Unchanged(String what, String where, String id) ->
          what + " on " + where + " was right as it was, nothing written [" + id + "]";
      case Effect.Declined(String what, String where, String reason) ->
          what + " on " + where + " not written: " + reason;
      case Effect.Failed(String what, String where, String reason) ->
          what + " on " + where + " was refused: " + reason;
    };
  }

  private static String end(JobStatus job) {
    String reason = job.reason().isEmpty() ? "" : ": " + job.reason();
    return switch (job.state()) {
      case "done" -> "done";
      case "replaced" -> "replaced by job " + job.replacedBy().map(String::valueOf).orElse("?");
      case "waiting" -> "waits" + reason;
      case "running" -> "runs now";
      default -> job.state() + reason;
    };
  }
}
