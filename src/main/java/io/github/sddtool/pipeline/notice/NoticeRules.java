package io.github.sddtool.pipeline.notice;

import io.github.sddtool.analysis.condition.Condition;
import io.github.sddtool.pipeline.notice.NoticeRule.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

// @spec app/notifications#REQ-NOTE-001
/// Decides which rules hold for what happened. The same occurrence has the same answer.
///
/// @param rules of the settings, in their order
public record NoticeRules(List<NoticeRule> rules) {
  public NoticeRules {
    rules = List.copyOf(rules);
  }

  /// A rule that is about what happened, and whether it holds.
  ///
  /// @param why what it looked at
  public record Decided(NoticeRule rule, boolean holds, String why) {}

  /// What each rule says that is about what happened.
  public List<Decided> decide(Occurrence occurrence) {
    var decided = new ArrayList<Decided>();
    for (NoticeRule rule : rules) {
      if (rule.trigger() instanceof Trigger.When(Condition condition, Topic topic)
          && topic == occurrence.topic()
          && rule.filter().takes(occurrence.about())) {
        Condition.Outcome outcome =
            condition.decide(
                term -> Optional.ofNullable(occurrence.values().get(term.name())), occurrence.at());
        decided.add(new Decided(rule, outcome.holds(), outcome.text()));
      }
    }
    return decided;
  }

  /// Whether any is about something.
  boolean areAbout(Topic topic) {
    return rules.stream()
        .anyMatch(rule -> rule.trigger() instanceof Trigger.When(_, Topic of) && of == topic);
  }

  /// Those that wait for moments.
  public List<NoticeRule> planned() {
    return rules.stream().filter(rule -> rule.trigger() instanceof Trigger.Planned).toList();
  }
}
