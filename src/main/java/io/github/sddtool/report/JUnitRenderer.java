package io.github.sddtool.report;

import static io.github.sddtool.spec.markdown.MarkdownOut.oneLine;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

// @spec cli/commands#REQ-CLI-021
/// The report as JUnit XML: a suite a spec, a test case a requirement, so that every pipeline that
/// shows tests shows requirements.
///
/// A test case fails when a finding stands against it that fails the verdict, so that a pipeline
/// never shows a failed test beside a check that passes. A requirement that nothing covers, where
/// coverage was asked for, is skipped. What else was found is said in the case's output. Findings
/// about no requirement are test cases of their own; of these, informative ones are left out.
public final class JUnitRenderer implements Renderer {

  @Override
  public String name() {
    return "junit";
  }

  @Override
  public String render(Report report, Style style) {
    List<Suite> suites = new Cases(report, style).suites();
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    int tests = suites.stream().mapToInt(suite -> suite.cases().size()).sum();
    long failures = suites.stream().mapToLong(Suite::failures).sum();
    xml.append("<testsuites").append(attribute("name", "sdd " + report.question().word()));
    long skipped = suites.stream().mapToLong(Suite::skipped).sum();
    xml.append(totals(tests, failures, skipped)).append(">\n");
    suites.forEach(suite -> suite(suite, xml));
    return xml.append("</testsuites>\n").toString();
  }

  /// A test case.
  ///
  /// @param fault the sentence it fails with and the rule or state that says so; empty: it passes
  /// @param gap why the requirement was not shown to hold; empty: it was, or nobody asked
  /// @param output what else is worth reading
  private record Case(
      String name, Location at, Optional<Fault> fault, String gap, List<String> output) {
    record Fault(String type, String message) {}
  }

  private record Suite(String name, List<Case> cases) {
    long failures() {
      return cases.stream().filter(one -> one.fault().isPresent()).count();
    }

    long skipped() {
      return cases.stream().filter(one -> !one.gap().isEmpty()).count();
    }
  }

  private static void suite(Suite suite, StringBuilder xml) {
    xml.append("  <testsuite").append(attribute("name", suite.name()));
    xml.append(totals(suite.cases().size(), suite.failures(), suite.skipped())).append(">\n");
    for (Case one : suite.cases()) {
      xml.append("    <testcase").append(attribute("classname", suite.name()));
      xml.append(attribute("name", one.name()));
      xml.append(attribute("file", one.at().path().value()));
      xml.append(attribute("line", Integer.toString(one.at().line())));
      if (one.fault().isEmpty() && one.gap().isEmpty() && one.output().isEmpty()) {
        xml.append("/>\n");
        continue;
      }
      xml.append(">\n");
      one.fault().ifPresent(fault -> fault(fault, one.at(), xml));
      if (!one.gap().isEmpty()) {
        xml.append("      <skipped").append(attribute("message", one.gap())).append("/>\n");
      }
      if (!one.output().isEmpty()) {
        xml.append("      <system-out>");
        one.output().forEach(line -> xml.append(XmlText.of(line)).append('\n'));
        xml.append("</system-out>\n");
      }
      xml.append("    </testcase>\n");
    }
    xml.append("  </testsuite>\n");
  }

  private static void fault(Case.Fault fault, Location at, StringBuilder xml) {
    xml.append("      <failure").append(attribute("type", fault.type()));
    xml.append(attribute("message", fault.message())).append('>');
    xml.append(XmlText.of(at.path() + ":" + at.line() + ": " + fault.message()));
    xml.append("</failure>\n");
  }

  private static String totals(long tests, long failures, long skipped) {
    return " tests=\""
        + tests
        + "\" failures=\""
        + failures
        + "\" errors=\"0\" skipped=\""
        + skipped
        + "\"";
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + XmlText.of(value) + "\"";
  }

  /// Sorts the findings to the test cases they belong to.
  private static final class Cases {
    private static final String REPOSITORY = "repository";

    private final Report report;
    private final Style style;
    private final Set<Finding> failing;
    private final Map<String, List<Finding>> byRequirement = new HashMap<>();
    private final Map<String, List<Finding>> bySpec = new HashMap<>();

    Cases(Report report, Style style) {
      this.style = style;
      this.report = report;
      this.failing = Set.copyOf(report.failing());
      for (Finding finding : report.findings()) {
        Optional<String> requirement = finding.subject().requirement();
        if (requirement.isPresent()) {
          byRequirement.computeIfAbsent(requirement.get(), _ -> new ArrayList<>()).add(finding);
        } else {
          String spec = finding.subject().spec().orElse("");
          bySpec.computeIfAbsent(spec, _ -> new ArrayList<>()).add(finding);
        }
      }
    }

    List<Suite> suites() {
      var suites = new ArrayList<Suite>();
      for (Spec spec : report.specs()) {
        var cases = new ArrayList<Case>();
        spec.body().requirements().forEach(requirement -> cases.add(ofKey(spec, requirement)));
        cases.addAll(ofFindings(take(bySpec, spec.id())));
        suites.add(new Suite(spec.id(), cases));
      }
      // what is left is about no spec of the report: markers, gates, removed requirements
      var rest = new ArrayList<Finding>();
      bySpec.values().forEach(rest::addAll);
      byRequirement.values().forEach(rest::addAll);
      rest.sort(Finding.ORDER);
      List<Case> cases = ofFindings(rest);
      if (!cases.isEmpty()) {
        suites.add(new Suite(REPOSITORY, cases));
      }
      return suites;
    }

    private static List<Finding> take(Map<String, List<Finding>> findings, String name) {
      List<Finding> taken = findings.remove(name);
      return taken == null ? List.of() : taken;
    }

    private Case ofKey(Spec spec, Requirement requirement) {
      String key = spec.key(requirement).toString();
      List<Finding> findings = take(byRequirement, key);
      Optional<Case.Fault> fault =
          findings.stream().filter(this::fails).findFirst().map(Cases::fault);
      List<String> output =
          findings.stream()
              .filter(finding -> !fault.equals(Optional.of(fault(finding))))
              .map(Cases::line)
              .toList();
      String name = oneLine(requirement.id() + ": " + requirement.title());
      var at = style.at(spec.at(requirement.line()));
      return new Case(name, at, fault, fault.isPresent() ? "" : gap(spec, requirement), output);
    }

    private String gap(Spec spec, Requirement requirement) {
      if (report.parts().coverage().isEmpty()) {
        return "";
      }
      return switch (Coverage.state(report.survey().trace(), spec.key(requirement))) {
        case COVERED -> "";
        case UNCOVERED -> "No code or test names this requirement.";
        case AMBIGUOUS -> "Only markers that could mean another requirement name it.";
      };
    }

    private List<Case> ofFindings(List<Finding> findings) {
      return findings.stream()
          .filter(finding -> finding.severity() != Severity.INFO || fails(finding))
          .map(finding ->
              new Case(
                  finding.rule().id() + ": " + oneLine(finding.message()),
                  style.at(Places.of(finding)),
                  fails(finding) ? Optional.of(fault(finding)) : Optional.empty(),
                  "",
                  fails(finding) ? List.of() : List.of(line(finding))))
          .toList();
    }

    private boolean fails(Finding finding) {
      return failing.contains(finding);
    }

    private static Case.Fault fault(Finding finding) {
      return new Case.Fault(finding.rule().id(), oneLine(finding.message()));
    }

    private static String line(Finding finding) {
      return finding.severity().word()
          + " "
          + finding.rule().id()
          + ": "
          + oneLine(finding.message());
    }
  }
}
