package io.github.sddtool.analysis.config;

import io.github.sddtool.analysis.condition.Condition;
import io.github.sddtool.analysis.condition.Quantity;
import io.github.sddtool.fault.WordingProblem;
import io.github.sddtool.spec.yaml.YamlValue;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

// @spec guard/triggers#REQ-TRIG-004
/// Reads what a repository's configuration says under `guard`.
final class GuardReader {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");
  private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} :._/-]{0,49}");
  private static final Pattern WORKFLOW =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\\.ya?ml");
  private static final Pattern INPUT = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");
  private static final Pattern RECIPIENT = Pattern.compile("[@#][^\\s,]{1,80}");
  private static final Set<String> RESERVED =
      Set.of("trigger", "reason", "commit", "pull_request", "evidence");
  private static final int MOST_TRIGGERS = 50;
  private static final int MOST_INPUTS = 5;
  private static final int LONGEST_INPUT = 1_000;
  private static final int MOST_BUDGET = 100;

  private final ConfigValues values;

  GuardReader(ConfigValues values) {
    this.values = values;
  }

  GuardRules read(YamlValue.Mapping mapping) {
    values.allow(mapping, "guard", "enabled", "dry_run", "budget", "label", "triggers");
    GuardRules usual = GuardRules.NONE;
    List<GuardRules.Trigger> triggers =
        mapping
            .get("triggers")
            .map(value -> values.list(value, "guard.triggers", this::trigger))
            .orElse(List.of());
    if (triggers.size() > MOST_TRIGGERS) {
      throw values.fault(
          mapping.line(),
          "guard.triggers has %d entries; at most %d are read"
              .formatted(triggers.size(), MOST_TRIGGERS));
    }
    var names = new HashSet<String>();
    triggers.forEach(trigger -> {
      if (!names.add(trigger.name())) {
        throw values.fault(mapping.line(), "two triggers are called '" + trigger.name() + "'");
      }
    });
    return new GuardRules(
        mapping.get("enabled").map(v -> values.flag(v, "enabled")).orElse(usual.enabled()),
        mapping.get("dry_run").map(v -> values.flag(v, "dry_run")).orElse(usual.dryRun()),
        mapping.get("budget").map(this::budget).orElse(usual.budget()),
        mapping
            .get("label")
            .map(v -> matching(v, "label", LABEL, "sdd:guard"))
            .orElse(usual.label()),
        triggers);
  }

  private int budget(YamlValue value) {
    String text = values.text(value, "budget");
    try {
      int budget = Integer.parseInt(text);
      if (budget >= 0 && budget <= MOST_BUDGET) {
        return budget;
      }
    } catch (NumberFormatException e) {
      // said below, together with numbers out of range
    }
    throw values.fault(
        value.line(),
        "budget must be a whole number from 0 to %d, not '%s'".formatted(MOST_BUDGET, text));
  }

  private GuardRules.Trigger trigger(YamlValue value) {
    YamlValue.Mapping mapping = values.mapping(value, "an entry of guard.triggers");
    values.allow(
        mapping,
        "guard.triggers",
        "name",
        "when",
        "do",
        "workflow",
        "inputs",
        "notify",
        "cool_down",
        "until");
    Condition when =
        condition(mapping, "when")
            .orElseThrow(() ->
                values.fault(
                    mapping.line(), "'when' is missing: a condition such as score_drop > 15%"));
    String name =
        mapping
            .get("name")
            .map(v -> matching(v, "name", NAME, "quality of specs"))
            .orElse(when.text());
    GuardRules.Action action = action(mapping);
    return new GuardRules.Trigger(
        name,
        when,
        action,
        mapping.get("notify").map(this::recipients).orElse(List.of()),
        mapping.get("cool_down").map(this::span).orElse(Duration.ZERO),
        condition(mapping, "until"));
  }

  private GuardRules.Action action(YamlValue.Mapping mapping) {
    String word = mapping.get("do").map(v -> values.text(v, "do")).orElse("notify");
    boolean dispatches = word.equals("dispatch");
    for (String key : List.of("workflow", "inputs")) {
      if (mapping.get(key).isPresent() && !dispatches) {
        throw values.fault(
            mapping.line(), "'%s' belongs to 'do: dispatch', not to 'do: %s'".formatted(key, word));
      }
    }
    return switch (word) {
      case "notify" -> new GuardRules.Action.Tell();
      case "issue" -> new GuardRules.Action.Issue();
      case "revert" -> new GuardRules.Action.Revert();
      case "dispatch" ->
          new GuardRules.Action.Dispatch(
              mapping
                  .get("workflow")
                  .map(v -> matching(v, "workflow", WORKFLOW, "rollback.yml"))
                  .orElseThrow(() ->
                      values.fault(
                          mapping.line(), "'do: dispatch' needs 'workflow', such as rollback.yml")),
              mapping.get("inputs").map(v -> inputs(values.mapping(v, "inputs"))).orElse(Map.of()));
      default ->
          throw values.fault(
              mapping.line(),
              "do '%s' is unknown; allowed: revert, dispatch, issue, notify".formatted(word));
    };
  }

  private Map<String, String> inputs(YamlValue.Mapping mapping) {
    var inputs = new TreeMap<String, String>();
    mapping
        .entries()
        .forEach((key, value) -> {
          String text = values.text(value, "inputs." + key);
          if (!INPUT.matcher(key).matches() || RESERVED.contains(key)) {
            throw values.fault(
                value.line(),
                "'%s' cannot be an input's name: a letter first, then letters, digits and _, and none of %s, which are given anyway"
                    .formatted(key, String.join(", ", RESERVED.stream().sorted().toList())));
          }
          if (text.length() > LONGEST_INPUT) {
            throw values.fault(
                value.line(),
                "inputs.%s is longer than %d characters".formatted(key, LONGEST_INPUT));
          }
          inputs.put(key, text);
        });
    if (inputs.size() > MOST_INPUTS) {
      throw values.fault(
          mapping.line(),
          "inputs has %d entries; at most %d are given beside those of the guard"
              .formatted(inputs.size(), MOST_INPUTS));
    }
    return inputs;
  }

  private List<String> recipients(YamlValue value) {
    if (value instanceof YamlValue.Sequence) {
      return values.list(value, "notify", this::recipient);
    }
    return List.of(recipient(value));
  }

  private String recipient(YamlValue value) {
    return matching(value, "notify", RECIPIENT, "#ops-alerts or @alice");
  }

  private Optional<Condition> condition(YamlValue.Mapping mapping, String key) {
    return mapping
        .get(key)
        .map(value -> {
          String text = values.text(value, key);
          try {
            return Condition.read(text, GuardRules.WORDS);
          } catch (WordingProblem problem) {
            throw values.fault(
                value.line(),
                "%s: '%s', column %d: %s"
                    .formatted(key, text, problem.column(), problem.problem()));
          }
        });
  }

  private Duration span(YamlValue value) {
    String text = values.text(value, "cool_down");
    return Quantity.span(text)
        .orElseThrow(() ->
            values.fault(
                value.line(),
                "cool_down must be a span of time such as 90s, 30m, 1h or 7d, not '%s'"
                    .formatted(text)));
  }

  private String matching(YamlValue value, String key, Pattern pattern, String example) {
    String text = values.text(value, key);
    if (!pattern.matcher(text).matches()) {
      throw values.fault(value.line(), "%s '%s' must be like %s".formatted(key, text, example));
    }
    return text;
  }
}
