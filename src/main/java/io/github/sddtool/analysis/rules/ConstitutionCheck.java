package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.Constitution;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec engine/checks#REQ-CHECK-003
/// Whether specs were written under the constitution's present version.
final class ConstitutionCheck implements Check {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})");

  /// The version of a constitution that says none.
  private static final String UNSAID = "1.0.0";

  private record Version(int major, int minor, int patch) {
    static Optional<Version> of(String text) {
      Matcher matcher = VERSION.matcher(text.strip());
      return matcher.matches()
          ? Optional.of(new Version(number(matcher, 1), number(matcher, 2), number(matcher, 3)))
          : Optional.empty();
    }

    private static int number(Matcher matcher, int group) {
      return Integer.parseInt(matcher.group(group));
    }

    boolean isBehind(Version other) {
      return major != other.major
          ? major < other.major
          : minor != other.minor ? minor < other.minor : patch < other.patch;
    }
  }

  @Override
  public List<Finding> ask(Survey survey) {
    var findings = new ArrayList<Finding>();
    Map<Constitution, Version> versions = new HashMap<>();
    for (Constitution constitution : survey.companions().constitutions()) {
      check(constitution, findings).ifPresent(version -> versions.put(constitution, version));
    }
    for (Spec spec : survey.specs().specs()) {
      survey
          .companions()
          .constitution(spec)
          .ifPresent(constitution -> {
            Version current = versions.get(constitution);
            if (current != null) {
              check(spec, constitution, current).ifPresent(findings::add);
            }
          });
    }
    return findings;
  }

  /// Adds what is wrong with a constitution; its version where it has a readable one.
  private static Optional<Version> check(Constitution constitution, List<Finding> findings) {
    String path = constitution.path().value();
    for (SpecProblem problem : constitution.body().problems()) {
      findings.add(
          Finding.of(
              Rule.CONSTITUTION_MALFORMED,
              Finding.Subject.of(
                  new Location(constitution.path(), problem.line(), problem.column())),
              path + "|" + problem.subject(),
              problem.message()));
    }
    if (constitution.version().isEmpty()) {
      findings.add(
          Finding.of(
              Rule.CONSTITUTION_UNSAID,
              Finding.Subject.of(Location.of(constitution.path(), 1)),
              path + "|version",
              "The constitution does not say its version; " + UNSAID + " is assumed."));
      return Version.of(UNSAID);
    }
    String written = constitution.version().get();
    Optional<Version> current = Version.of(written);
    if (current.isEmpty()) {
      findings.add(
          Finding.of(
              Rule.CONSTITUTION_MALFORMED,
              Finding.Subject.of(Location.of(constitution.path(), 1)),
              path + "|version",
              "The constitution's version '" + written + "' is not three numbers such as 1.2.3."));
    }
    return current;
  }

  private static Optional<Finding> check(Spec spec, Constitution constitution, Version current) {
    String written = constitution.version().orElse(UNSAID);
    var subject = Finding.Subject.of(spec.at(spec.body().line("constitution_version")), spec.id());
    String said = spec.body().field("constitution_version").orElse("");
    boolean cannotSay = !spec.format().equals("sdd");
    if (said.isEmpty() && (cannotSay || constitution.version().isEmpty())) {
      return Optional.empty(); // other formats have no place for it; one word about one is enough
    }
    if (said.isEmpty()) {
      return Optional.of(
          Finding.of(
              Rule.CONSTITUTION_UNSAID,
              subject,
              spec.id(),
              "The constitution is at "
                  + written
                  + "; the spec does not say which version it follows."));
    }
    Optional<Version> version = Version.of(said);
    if (version.isEmpty()) {
      return Optional.of(
          Finding.of(
              Rule.CONSTITUTION_MALFORMED,
              subject,
              spec.id(),
              "`constitution_version: " + said + "` is not three numbers such as 1.2.3."));
    }
    if (!version.get().isBehind(current)) {
      return version.get().equals(current)
          ? Optional.empty()
          : Optional.of(
              Finding.of(
                  Rule.CONSTITUTION_AHEAD,
                  subject,
                  spec.id(),
                  "The spec follows constitution "
                      + said
                      + ", which is newer than the constitution: "
                      + written
                      + "."));
    }
    Rule rule =
        version.get().major() < current.major() ? Rule.CONSTITUTION_MAJOR : Rule.CONSTITUTION_MINOR;
    return Optional.of(
        Finding.of(
            rule,
            subject,
            spec.id(),
            "The spec follows constitution " + said + "; the constitution is at " + written + "."));
  }
}
