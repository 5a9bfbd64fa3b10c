package io.github.sddtool.analysis.finding;

import java.util.Arrays;
import java.util.Optional;

/// Every rule we can find broken: its name, how much it matters by default, what it means and how
/// to mend it. `docs/rules.md` is made from this list.
public enum Rule {
  FRONT_MATTER(
      "spec/front-matter",
      Severity.ERROR,
      "The front matter is no valid YAML, or a field has a value that is not allowed.",
      "Correct the field the message names; the message lists what is allowed.",
      "E201, E202"),
  TITLE_MISSING(
      "spec/title-missing",
      Severity.ERROR,
      "The spec has no first-level heading.",
      "Begin the text with `# Title`.",
      "E203"),
  REQUIREMENT_MISSING(
      "spec/requirement-missing",
      Severity.ERROR,
      "No line of the spec is normative. Only upper-case MUST, SHALL, SHOULD, MAY and their kin count, or such a word in parentheses.",
      "Say what MUST hold, best as `### REQ-001: Title`.",
      "E204"),
  SCENARIO_MISSING(
      "spec/scenario-missing",
      Severity.ERROR,
      "The spec has no complete scenario.",
      "Add a scenario with GIVEN, WHEN and THEN.",
      "E205"),
  SCENARIO_INCOMPLETE(
      "spec/scenario-incomplete",
      Severity.WARNING,
      "A scenario lacks GIVEN, WHEN or THEN.",
      "Add the missing step.",
      ""),
  DUPLICATE_KEY(
      "spec/duplicate-key",
      Severity.ERROR,
      "Two requirements of one spec have the same id, so nobody can tell which one a marker means.",
      "Give one of them a new id.",
      ""),
  SPEC_TOO_LARGE(
      "spec/too-large",
      Severity.ERROR,
      "A spec is larger than we read, so nothing is known of what it states.",
      "Split it.",
      ""),
  CREATED_MISSING(
      "spec/created-missing",
      Severity.INFO,
      "The front matter does not say when the spec was created.",
      "Add `created: 2026-01-31`.",
      "W001"),
  DEPENDENCY_MISSING(
      "deps/missing",
      Severity.ERROR,
      "A spec depends on a spec that does not exist, or on a name that several specs share.",
      "Correct the id in `depends`, or write the whole id.",
      ""),
  DEPENDENCY_CYCLE(
      "deps/cycle",
      Severity.ERROR,
      "Specs depend on each other in a circle.",
      "Remove one of the dependencies in the circle.",
      ""),
  CONSTITUTION_MALFORMED(
      "constitution/malformed",
      Severity.ERROR,
      "A constitution version is not written as `1.2.3`, or the constitution cannot be read.",
      "Write three numbers: `version: 1.2.3`.",
      "E202"),
  CONSTITUTION_MAJOR(
      "constitution/major-behind",
      Severity.ERROR,
      "The spec was written under an older major version of the constitution.",
      "Read what changed, adapt the spec, then raise its `constitution_version`.",
      "E304"),
  CONSTITUTION_MINOR(
      "constitution/behind",
      Severity.WARNING,
      "The spec was written under an older minor or patch version of the constitution.",
      "Read what changed, then raise the spec's `constitution_version`.",
      "W004"),
  CONSTITUTION_UNSAID(
      "constitution/version-missing",
      Severity.INFO,
      "There is a constitution, and the spec does not say under which version it was written.",
      "Add `constitution_version` to the front matter.",
      "W004"),
  LINK_DANGLING(
      "link/dangling",
      Severity.WARNING,
      "A marker names a requirement that does not exist.",
      "Correct the id, or remove the marker.",
      ""),
  LINK_AMBIGUOUS(
      "link/ambiguous",
      Severity.WARNING,
      "A marker could mean requirements of several specs, so it counts for none of them.",
      "Name the spec too: `@spec auth/login#REQ-001`.",
      ""),
  COVERAGE_UNCOVERED(
      "coverage/uncovered",
      Severity.WARNING,
      "A requirement that the change adds has no marker in code or tests. At info for requirements that were there before.",
      "Put `@spec SPEC#ID` in a comment before the code or in the test's title.",
      ""),
  COVERAGE_THRESHOLD(
      "coverage/threshold",
      Severity.ERROR,
      "Coverage is below the threshold of the gate.",
      "Cover more requirements, or lower `gates.coverage.threshold`.",
      ""),
  COVERAGE_DROP(
      "coverage/drop",
      Severity.ERROR,
      "Coverage drops by more than the gate allows.",
      "Cover what the change left uncovered, or raise `gates.coverage.max_drop`.",
      ""),
  DELTA_REMOVED(
      "delta/removed",
      Severity.ERROR,
      "A requirement was removed while a spec depends on it or code or tests name it. A warning where nothing does.",
      "Keep it, or move what depends on it first.",
      ""),
  DELTA_RENAMED(
      "delta/renamed",
      Severity.ERROR,
      "A requirement got another key while a spec depends on it or code or tests name it. A warning where nothing does.",
      "Change the markers to the new key in the same change.",
      ""),
  DELTA_WEAKENED(
      "delta/weakened",
      Severity.ERROR,
      "A requirement binds less than before while a spec depends on it or code or tests name it. A warning where nothing does.",
      "Keep the stronger word, or tell those who rely on it.",
      ""),
  DRIFT_CODE_AHEAD(
      "drift/code-ahead",
      Severity.INFO,
      "Code that a requirement is linked to changed, and the requirement did not.",
      "Read the requirement: if it is still true, nothing is to do; else change it too.",
      ""),
  DRIFT_SPEC_AHEAD(
      "drift/spec-ahead",
      Severity.INFO,
      "A requirement changed, and none of the code and tests linked to it did.",
      "Change the code, or see that it already does what the requirement now says.",
      ""),
  DRIFT_UNIMPLEMENTED(
      "drift/unimplemented",
      Severity.INFO,
      "The last code or marker linked to a requirement is gone while the requirement stays.",
      "Put the marker back, or remove the requirement.",
      ""),
  DRIFT_STATUS(
      "drift/status",
      Severity.INFO,
      "A spec says it is implemented while a requirement of it has no code or test.",
      "Correct the status, or cover the requirement.",
      ""),
  CONFIG_INVALID(
      "config/invalid",
      Severity.ERROR,
      "The change brings a configuration that cannot be read. It is judged by the base's; once merged, nothing could be.",
      "Correct the key or value the message names.",
      ""),
  INPUT_TOO_LARGE(
      "input/too-large",
      Severity.INFO,
      "A file is larger than we read.",
      "Split it, or exclude it: `sources.exclude`.",
      "");

  private final String id;
  private final Severity severity;
  private final String meaning;
  private final String mend;
  private final String peerCode;

  Rule(String id, Severity severity, String meaning, String mend, String peerCode) {
    this.id = id;
    this.severity = severity;
    this.meaning = meaning;
    this.mend = mend;
    this.peerCode = peerCode;
  }

  /// `family/name`
  public String id() {
    return id;
  }

  /// Before a policy raises or lowers it.
  public Severity severity() {
    return severity;
  }

  public String meaning() {
    return meaning;
  }

  public String mend() {
    return mend;
  }

  /// The codes of the sdd-tool command line for the same; empty where it has none.
  public String peerCode() {
    return peerCode;
  }

  public static Optional<Rule> of(String id) {
    return Arrays.stream(values()).filter(rule -> rule.id.equals(id)).findFirst();
  }
}
