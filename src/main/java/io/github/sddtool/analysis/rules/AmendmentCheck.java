package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.Amendment;
import io.github.sddtool.spec.Edit;
import io.github.sddtool.spec.Proposal;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Scenario;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

// @spec formats/openspec#REQ-OSP-020
/// Carries out what one file of a proposal wants done to a spec, in the order in which it would be
/// merged (renames, removals, replacements, additions), and notes where that fails.
final class AmendmentCheck {
  private final OpenProposals open;
  private final Proposal proposal;
  private final Amendment amendment;
  private final Optional<Spec> spec;
  private final Map<String, Requirement> present = new HashMap<>();

  /// What this very file removes or renames; to want more of it is a contradiction inside the file,
  /// which its reader has noted.
  private final Set<String> gone = new HashSet<>();

  private final List<Finding> findings = new ArrayList<>();

  private AmendmentCheck(OpenProposals open, Proposal proposal, Amendment amendment) {
    this.open = open;
    this.proposal = proposal;
    this.amendment = amendment;
    this.spec = open.spec(proposal, amendment.spec());
    spec.ifPresent(
        found -> found.body().requirements().forEach(r -> present.putIfAbsent(r.id(), r)));
  }

  static List<Finding> of(OpenProposals open, Proposal proposal, Amendment amendment) {
    var check = new AmendmentCheck(open, proposal, amendment);
    if (check.spec.filter(found -> found.body().isUnread()).isPresent()) {
      return List.of();
    }
    check.each(Edit.Rename.class).forEach(check::rename);
    check.each(Edit.Remove.class).forEach(check::remove);
    check.each(Edit.Replace.class).forEach(check::replace);
    check.each(Edit.Add.class).forEach(check::add);
    return check.findings;
  }

  private <E extends Edit> List<E> each(Class<E> kind) {
    return amendment.body().edits().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private void rename(Edit.Rename edit) {
    Requirement found = present.get(edit.target());
    Requirement there = present.get(edit.to());
    if (found == null && gone.contains(edit.target())) {
      return;
    }
    if (found == null && there != null) {
      found(
          Rule.CHANGE_ALREADY_PRESENT,
          edit,
          key(edit) + " is already renamed to " + edit.to() + ".");
    } else if (found == null) {
      missing(edit, "renames");
    } else if (there != null && !edit.to().equals(edit.target())) {
      found(
          Rule.CHANGE_ALREADY_PRESENT,
          edit,
          key(edit) + " cannot be renamed to " + edit.to() + ": there is such a requirement.");
    } else {
      present.remove(edit.target());
      present.put(edit.to(), found);
      gone.add(edit.target());
      gone.remove(edit.to());
    }
  }

  private void remove(Edit.Remove edit) {
    if (present.remove(edit.target()) == null && !gone.contains(edit.target())) {
      missing(edit, "removes");
    }
    gone.add(edit.target());
  }

  private void replace(Edit.Replace edit) {
    Requirement found = present.get(edit.target());
    if (gone.contains(edit.target())) {
      return;
    }
    if (found == null) {
      missing(edit, "modifies");
      return;
    }
    checkTitle(edit, found);
    checkScenarios(edit, found);
    if (edit.before().filter(before -> !quotes(found, before)).isPresent()) {
      found(
          Rule.CHANGE_BASE_MOVED,
          edit,
          key(edit) + " no longer says what '" + proposal.id() + "' quotes as its present text.");
    }
  }

  /// Where titles name requirements, a title that is not quite the same is not found when the
  /// proposal is merged.
  private void checkTitle(Edit.Replace edit, Requirement found) {
    boolean byTitle = found.nature().naming() == Requirement.Naming.TITLE;
    boolean renamed = !found.id().equals(edit.target());
    if (byTitle && !renamed && !found.title().equals(edit.requirement().title())) {
      found(
          Rule.CHANGE_TARGET_MISSING,
          edit,
          "The spec writes '"
              + found.title()
              + "', the proposal '"
              + edit.requirement().title()
              + "'; a merge would not find it.");
    }
  }

  private void checkScenarios(Edit.Replace edit, Requirement found) {
    Map<String, Long> kept =
        edit.requirement().scenarios().stream()
            .collect(Collectors.groupingBy(Scenario::name, Collectors.counting()));
    var dropped = new ArrayList<String>();
    for (Scenario scenario : found.scenarios()) {
      if (kept.merge(scenario.name(), -1L, Long::sum) < 0) {
        dropped.add("'" + scenario.name() + "'");
      }
    }
    if (!dropped.isEmpty()) {
      found(
          Rule.CHANGE_SCENARIO_DROPPED,
          edit,
          key(edit)
              + " would lose "
              + (dropped.size() == 1 ? "the scenario " : dropped.size() + " scenarios: ")
              + String.join(", ", dropped.subList(0, Math.min(5, dropped.size())))
              + (dropped.size() > 5 ? " and more." : "."));
    }
  }

  private void add(Edit.Add edit) {
    Requirement there = present.putIfAbsent(edit.target(), edit.requirement());
    if (there == null) {
      return;
    }
    boolean same = there.fingerprint().equals(edit.requirement().fingerprint());
    boolean inSpec = spec.filter(found -> found.body().requirements().contains(there)).isPresent();
    if (inSpec) {
      found(
          Rule.CHANGE_ALREADY_PRESENT,
          edit,
          key(edit)
              + (same
                  ? " is already in the spec, word for word."
                  : " is already in the spec, in other words: modify it instead."));
    }
  }

  private void missing(Edit edit, String verb) {
    Optional<Proposal> sister = open.sisterThatBrings(proposal, amendment.spec(), edit.target());
    if (sister.isPresent()) {
      findings.add(
          finding(
                  Rule.CHANGE_TARGET_MISSING,
                  edit,
                  key(edit)
                      + " comes with '"
                      + sister.get().id()
                      + "', which has to be merged first.")
              .withSeverity(Severity.INFO));
      return;
    }
    found(
        Rule.CHANGE_TARGET_MISSING,
        edit,
        "'"
            + proposal.id()
            + "' "
            + verb
            + " "
            + key(edit)
            + (spec.isEmpty()
                ? ", and there is no such spec."
                : ", which the spec does not have."));
  }

  /// Whether a requirement still says what is quoted of it; emphasis, list markers and white space
  /// make no difference.
  private static boolean quotes(Requirement requirement, String quoted) {
    return bare(requirement.id() + requirement.statement()).contains(bare(quoted))
        || bare(requirement.statement()).contains(bare(quoted));
  }

  private static String bare(String text) {
    var bare = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> !Character.isWhitespace(c) && "*_`#>-:".indexOf(c) < 0)
        .forEach(bare::appendCodePoint);
    return bare.toString();
  }

  private RequirementKey key(Edit edit) {
    return new RequirementKey(amendment.spec(), edit.target());
  }

  private void found(Rule rule, Edit edit, String message) {
    findings.add(finding(rule, edit, message));
  }

  private Finding finding(Rule rule, Edit edit, String message) {
    return Finding.of(
        rule,
        Finding.Subject.of(Location.of(amendment.path(), edit.line()), key(edit)),
        proposal.folder() + "|" + key(edit),
        message);
  }
}
