package io.github.sddtool.pipeline.notice;

import io.github.sddtool.analysis.condition.Condition;
import io.github.sddtool.pipeline.timetable.Schedule;
import io.github.sddtool.source.RepoId;
import java.util.List;
import java.util.Optional;

// @spec app/notifications#REQ-NOTE-001
/// When who is told what, and on which way.
///
/// @param name as the settings call it, and the title of its messages
public record NoticeRule(
    String name, Trigger trigger, Delivery delivery, Content content, Filter filter) {

  /// What makes it tell.
  public sealed interface Trigger {
    /// Something is so.
    record When(Condition condition, Topic topic) implements Trigger {}

    /// A moment comes.
    record Planned(Schedule schedule) implements Trigger {}
  }

  /// Where it goes.
  ///
  /// @param channels names out of the settings, or `in-app`
  /// @param urgent whether it passes quiet hours and waits for no other
  public record Delivery(List<String> channels, List<Recipient> recipients, boolean urgent) {
    public Delivery {
      channels = List.copyOf(channels);
      recipients = List.copyOf(recipients);
    }
  }

  /// What it says.
  public sealed interface Content {
    /// A message.
    record Message(Wording wording) implements Content {}

    /// How a project stands, and what changed within a day.
    record Digest() implements Content {}
  }

  /// Of what it wants to hear only; what is empty asks for nothing.
  public record Filter(Optional<String> project, Optional<RepoId> repo) {
    /// Of everything.
    public static final Filter ALL = new Filter(Optional.empty(), Optional.empty());

    boolean takes(Occurrence.About about) {
      return project.map(one -> about.project().filter(one::equals).isPresent()).orElse(true)
          && repo.map(one -> about.repo().filter(one::equals).isPresent()).orElse(true);
    }
  }

  /// What its moments are called in the timetable.
  String inTimetable() {
    return "notice " + name;
  }
}
