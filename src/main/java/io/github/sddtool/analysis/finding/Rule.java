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
      "There is a constitution, and the spec does not say under which version it was written; or the constitution does not say its version.",
      "Add `constitution_version` to the spec's front matter, `version` to the constitution's.",
      "W004"),
  CONSTITUTION_AHEAD(
      "constitution/ahead",
      Severity.INFO,
      "The spec says it was written under a newer version of the constitution than there is.",
      "Correct the spec's `constitution_version`, or raise the constitution's version.",
      ""),
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
  SPEC_ENCODING(
      "spec/encoding",
      Severity.ERROR,
      "A file of specs is not valid UTF-8, so what it says cannot be read for certain.",
      "Save it as UTF-8.",
      ""),
  SPEC_MISPLACED(
      "spec/misplaced",
      Severity.ERROR,
      "A file stands where its format does not look, so nothing in it counts.",
      "Move it to the place the message names.",
      ""),
  SPEC_METADATA(
      "spec/metadata",
      Severity.ERROR,
      "A file that says something about a spec, such as its status, cannot be read.",
      "Correct the line the message names.",
      ""),
  SPEC_DUPLICATE_ID(
      "spec/duplicate-id",
      Severity.ERROR,
      "Two specs call themselves by the same id.",
      "Give one of them another id.",
      ""),
  SPEC_DUPLICATE_NUMBER(
      "spec/duplicate-number",
      Severity.INFO,
      "Two specs share a number, so the number alone names neither.",
      "Renumber the younger one, or name specs in full.",
      ""),
  SPEC_SECTION_MISSING(
      "spec/section-missing",
      Severity.ERROR,
      "A section that the format asks for is missing.",
      "Add the section the message names.",
      ""),
  SPEC_REQUIREMENT_EMPTY(
      "spec/requirement-empty",
      Severity.ERROR,
      "A requirement has a title and says nothing.",
      "Say below the title what must hold.",
      ""),
  SPEC_REQUIREMENT_MISPLACED(
      "spec/requirement-misplaced",
      Severity.ERROR,
      "A requirement stands outside the section for requirements, or under a heading that belongs to a proposal.",
      "Move it below the heading for requirements.",
      ""),
  SPEC_REQUIREMENT_SCENARIO(
      "spec/requirement-without-scenario",
      Severity.ERROR,
      "A requirement has no scenario, and its format asks for one.",
      "Add a scenario below the requirement.",
      ""),
  SPEC_SCENARIO_ABSENT(
      "spec/scenario-absent",
      Severity.INFO,
      "A requirement has no scenario, and its format does not ask for one.",
      "Add a scenario where an example would help.",
      ""),
  SPEC_NORMATIVE_MISSING(
      "spec/normative-missing",
      Severity.INFO,
      "A requirement has no normative word. Not asked of texts in Chinese, Japanese or Korean.",
      "Say MUST, SHALL, SHOULD or MAY in upper case.",
      ""),
  SPEC_PLACEHOLDER(
      "spec/placeholder",
      Severity.WARNING,
      "A point is still open: NEEDS CLARIFICATION, TBD, TODO or an unfilled template.",
      "Decide it and write down what was decided.",
      ""),
  SPEC_PURPOSE_SHORT(
      "spec/purpose-short",
      Severity.INFO,
      "The purpose is too short to say what the spec is for.",
      "Say in a sentence or two what it is for.",
      ""),
  SPEC_REQUIREMENT_LONG(
      "spec/requirement-long",
      Severity.INFO,
      "A requirement is so long that it may be several.",
      "Split it.",
      ""),
  SPEC_HEADING_IGNORED(
      "spec/heading-ignored",
      Severity.INFO,
      "A heading among the requirements is none itself, and the format's own tools leave it out.",
      "Begin it as a requirement, or move it elsewhere.",
      ""),
  LINK_BROKEN(
      "link/broken",
      Severity.WARNING,
      "A spec links to a file or a spec that does not exist.",
      "Correct the link.",
      "W002"),
  LINK_OUTDATED(
      "link/outdated",
      Severity.WARNING,
      "A tag or an item names an older revision than the item has now.",
      "See that it still holds, then raise the revision in the tag.",
      ""),
  LINK_PREDATED(
      "link/predated",
      Severity.WARNING,
      "A tag or an item names a newer revision than the item has.",
      "Correct the revision, or raise the item's.",
      ""),
  LINK_ORPHANED(
      "link/orphaned",
      Severity.WARNING,
      "An item covers an item that does not exist.",
      "Correct the id, or remove the line.",
      ""),
  LINK_UNWANTED(
      "link/unwanted",
      Severity.WARNING,
      "An item is covered by a type that it does not ask for.",
      "Add the type to `Needs`, or remove the cover.",
      ""),
  COVERAGE_NEEDS(
      "coverage/needs",
      Severity.WARNING,
      "An item asks for a type of cover that nothing gives. At info for items that were there before.",
      "Cover it with an item or a tag of that type.",
      ""),
  COVERAGE_DEEP(
      "coverage/deep",
      Severity.INFO,
      "All that covers an item is there, and some of it is not covered itself.",
      "Cover the items that the message names.",
      ""),
  COVERAGE_CYCLE(
      "coverage/cycle",
      Severity.ERROR,
      "Items cover each other in a circle.",
      "Remove one of the covers in the circle.",
      ""),
  QUALITY_SCORE(
      "quality/score",
      Severity.ERROR,
      "The quality score is below the least that the gate asks for.",
      "See `sdd quality` for what each spec lacks, or lower `gates.quality.min_score`.",
      ""),
  QUALITY_DROP(
      "quality/drop",
      Severity.ERROR,
      "The quality score drops by more than the gate allows.",
      "See `sdd quality` for what the change made worse, or raise `gates.quality.max_drop_percent`.",
      ""),
  DRIFT_SUSPECT(
      "drift/suspect",
      Severity.INFO,
      "A requirement changed after all code and tests linked to it, some time ago.",
      "Read the code: if it does what the requirement says, attest it with `sdd drift ack`.",
      ""),
  DOMAIN_MALFORMED(
      "domain/malformed",
      Severity.ERROR,
      "The list of domains cannot be read.",
      "Correct the line the message names.",
      ""),
  DOMAIN_FORBIDDEN(
      "domain/forbidden",
      Severity.ERROR,
      "A spec depends on a spec of a domain that a rule keeps it from.",
      "Remove the dependency, or change the rule.",
      "RULE_VIOLATION"),
  DOMAIN_UNKNOWN(
      "domain/unknown",
      Severity.WARNING,
      "A domain or a rule names a domain that is not listed.",
      "Correct the name, or add the domain.",
      "MISSING_DEPENDENCY_DOMAIN, INVALID_RULE_DOMAIN"),
  DOMAIN_CYCLE(
      "domain/cycle",
      Severity.WARNING,
      "Domains depend on each other in a circle.",
      "Remove one of the dependencies in the circle.",
      "CIRCULAR_DEPENDENCY"),
  DOMAIN_SPEC_MISSING(
      "domain/spec-missing",
      Severity.WARNING,
      "A domain lists a spec that does not exist.",
      "Correct the id, or remove it.",
      "MISSING_SPEC"),
  DOMAIN_SPEC_TWICE(
      "domain/spec-twice",
      Severity.INFO,
      "Two domains list the same spec.",
      "Leave it in one of them.",
      "DUPLICATE_SPEC_ASSIGNMENT"),
  DOMAIN_SPEC_ORPHAN(
      "domain/spec-orphan",
      Severity.INFO,
      "There are domains, and a spec belongs to none.",
      "Add it to a domain.",
      "ORPHAN_SPEC"),
  DOMAIN_UNDECLARED(
      "domain/undeclared",
      Severity.INFO,
      "A spec depends on another domain's spec, and its domain does not say so.",
      "Add the dependency to the domain.",
      ""),
  DOMAIN_DIALECT(
      "domain/dialect",
      Severity.INFO,
      "The list of domains is written in a form that other tools of this format do not read.",
      "Write dependencies as `uses`, `extends` and `implements`.",
      "INVALID_DOMAIN_ID"),
  DOMAIN_EMPTY(
      "domain/empty",
      Severity.INFO,
      "A domain has no spec.",
      "Add one, or remove the domain.",
      "EMPTY_DOMAIN"),
  CHANGE_MALFORMED(
      "change/malformed",
      Severity.ERROR,
      "A proposal cannot be read, or contradicts itself.",
      "Correct what the message names.",
      ""),
  CHANGE_EMPTY(
      "change/empty",
      Severity.ERROR,
      "A proposal says nothing of what it wants done.",
      "Write down what is added, modified, removed or renamed.",
      ""),
  CHANGE_MISPLACED(
      "change/misplaced",
      Severity.ERROR,
      "A file of a proposal stands where nobody looks for it.",
      "Move it to the place the message names.",
      ""),
  CHANGE_TARGET_MISSING(
      "change/target-missing",
      Severity.ERROR,
      "A proposal changes a requirement that the spec does not have.",
      "Correct the name, or merge the proposal that adds it first.",
      ""),
  CHANGE_ALREADY_PRESENT(
      "change/already-present",
      Severity.WARNING,
      "A proposal adds a requirement that the spec already has.",
      "Archive the proposal, or change what it adds.",
      ""),
  CHANGE_SCENARIO_DROPPED(
      "change/scenario-dropped",
      Severity.ERROR,
      "A proposal rewrites a requirement and leaves out a scenario it has now.",
      "Repeat the scenario, or say what replaces it.",
      ""),
  CHANGE_BASE_MOVED(
      "change/base-moved",
      Severity.WARNING,
      "A requirement changed after a proposal was written that rewrites it.",
      "Bring the proposal up to date.",
      ""),
  CHANGE_OVERLAP(
      "change/overlap",
      Severity.WARNING,
      "Two open proposals change the same requirement.",
      "Agree on an order, or merge the two.",
      ""),
  TASK_PHANTOM(
      "task/phantom",
      Severity.WARNING,
      "A task is done and names a file that does not exist.",
      "Correct the path, or open the task again.",
      ""),
  TASK_DANGLING(
      "task/dangling",
      Severity.WARNING,
      "A task names a requirement that its spec does not have.",
      "Correct the id.",
      ""),
  TASK_DUPLICATE(
      "task/duplicate",
      Severity.INFO,
      "Two tasks of one list have the same id.",
      "Renumber one of them.",
      ""),
  TASK_MALFORMED(
      "task/malformed",
      Severity.INFO,
      "A list of tasks has no box to tick, or a mark that nobody knows.",
      "Write `- [ ]` and `- [x]`.",
      ""),
  STATUS_UNKNOWN(
      "status/unknown",
      Severity.INFO,
      "A status is none that the format knows.",
      "Use one of those the message names.",
      ""),
  STATUS_CONTRADICTION(
      "status/contradiction",
      Severity.INFO,
      "A spec's status contradicts its tasks or its coverage.",
      "Correct the status or the tasks.",
      ""),
  STATUS_SUPERSESSION(
      "status/supersession",
      Severity.INFO,
      "A decision is superseded by one that does not exist, or that does not say so.",
      "Correct the link on either side.",
      ""),
  INPUT_LINK(
      "input/link",
      Severity.INFO,
      "A symbolic link among the specs is not followed.",
      "Put the file itself there.",
      ""),
  INPUT_LIMIT(
      "input/limit",
      Severity.INFO,
      "A file has more markers than we keep.",
      "Split it, or exclude it: `sources.exclude`.",
      ""),
  CONFIG_WAIVER(
      "config/waiver",
      Severity.WARNING,
      "A waiver has expired, or silences nothing.",
      "Remove it, or renew it with a reason.",
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
