package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

// @spec formats/adr#REQ-ADR-006
/// Decisions that replace each other: each side must exist, and say the same as the other.
final class DecisionCheck implements Check {
  private static final String FORMAT = "adr";
  private static final String SUPERSEDED_BY = "superseded-by";
  private static final String SUPERSEDES = "supersedes";

  @Override
  public List<Finding> ask(Survey survey) {
    List<Spec> decisions =
        survey.specs().specs().stream().filter(spec -> spec.format().equals(FORMAT)).toList();
    var findings = new ArrayList<Finding>();
    for (Spec decision : decisions) {
      replaced(decision, decisions, findings);
      replacing(decision, decisions, findings);
    }
    return findings;
  }

  private static void replaced(Spec decision, List<Spec> all, List<Finding> findings) {
    List<String> names = names(decision, SUPERSEDED_BY);
    if (names.isEmpty() && isSuperseded(decision)) {
      findings.add(finding(decision, "", "does not say which decision supersedes it."));
    }
    for (String name : names) {
      Optional<Spec> by = find(name, decision, all);
      if (by.isEmpty()) {
        findings.add(finding(decision, name, "is superseded by " + name + ", which is not there."));
      } else if (linksBothWays(by.get()) && !says(by.get(), SUPERSEDES, decision, all)) {
        findings.add(
            finding(
                decision, name, "is superseded by " + by.get().id() + ", which does not say so."));
      }
    }
  }

  private static void replacing(Spec decision, List<Spec> all, List<Finding> findings) {
    for (String name : names(decision, SUPERSEDES)) {
      Optional<Spec> former = find(name, decision, all);
      if (former.isEmpty()) {
        findings.add(finding(decision, name, "supersedes " + name + ", which is not there."));
      } else if (!isSuperseded(former.get()) && !says(former.get(), SUPERSEDED_BY, decision, all)) {
        findings.add(
            finding(
                decision,
                name,
                "supersedes "
                    + former.get().id()
                    + ", whose status is '"
                    + former.get().body().status().orElse("")
                    + "'."));
      }
    }
  }

  private static boolean isSuperseded(Spec decision) {
    return decision.body().status().filter("superseded"::equals).isPresent();
  }

  /// Decisions with a section for their status name what they supersede; MADR's front matter has no
  /// place for it.
  private static boolean linksBothWays(Spec decision) {
    return decision.body().field("linked").isPresent();
  }

  private static boolean says(Spec decision, String field, Spec other, List<Spec> all) {
    return names(decision, field).stream()
        .anyMatch(name -> find(name, decision, all).filter(other::equals).isPresent());
  }

  private static List<String> names(Spec decision, String field) {
    return decision.body().field(field).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /// The decision a name means: by file name, else by number, those of its own folder first.
  private static Optional<Spec> find(String name, Spec from, List<Spec> all) {
    List<Spec> named =
        all.stream().filter(spec -> spec.lastSegment().equalsIgnoreCase(name)).toList();
    List<Spec> found =
        named.isEmpty()
            ? all.stream().filter(spec -> number(spec.lastSegment()).equals(number(name))).toList()
            : named;
    return found.stream()
        .filter(spec -> spec.path().folder().equals(from.path().folder()))
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  /// The digits a name begins with, after `ADR-`; the name itself where there are none.
  private static String number(String name) {
    int start = 0;
    while (start < name.length() && !isDigit(name.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < name.length() && isDigit(name.charAt(end))) {
      end++;
    }
    while (start < end - 1 && name.charAt(start) == '0') {
      start++;
    }
    return end > start ? name.substring(start, end) : name;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Finding finding(Spec decision, String name, String what) {
    return Finding.of(
        Rule.STATUS_SUPERSESSION,
        Finding.Subject.of(
            decision.at(decision.body().line(SUPERSEDED_BY, SUPERSEDES, "status")), decision.id()),
        decision.id() + "|" + name,
        decision.id() + " " + what);
  }
}
