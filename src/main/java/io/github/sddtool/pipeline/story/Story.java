package io.github.sddtool.pipeline.story;

import io.github.sddtool.audit.AuditEvent;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.delivery.DeliveryState;
import io.github.sddtool.pipeline.effect.WriteLog;
import io.github.sddtool.pipeline.queue.JobStatus;
import java.time.Instant;
import java.util.List;

/// What became of something, as far as it is still kept.
///
/// @param told the deliveries that told of it, the oldest first
/// @param runs the jobs, in the order they were planned
public record Story(List<Told> told, List<Run> runs) {
  public Story {
    told = List.copyOf(told);
    runs = List.copyOf(runs);
  }

  /// Whether nothing is known.
  public boolean isEmpty() {
    return told.isEmpty() && runs.isEmpty();
  }

  /// A delivery.
  ///
  /// @param event the forge's name for the kind of event
  public record Told(DeliveryRef ref, String event, Instant received, DeliveryState state) {}

  /// A job with what it did, and decided not to do.
  ///
  /// @param delivery empty text for one that another job asked for
  public record Run(
      JobStatus job, String delivery, List<AuditEvent> effects, List<WriteLog.Written> writes) {
    public Run {
      effects = List.copyOf(effects);
      writes = List.copyOf(writes);
    }
  }
}
