package io.github.sddtool.analysis.quality;

// @spec engine/quality#REQ-QUAL-001, engine/quality#REQ-QUAL-003
/// The items of a score: what each looks at, how much it is worth, and why. `docs/quality.md` is
/// made from this list. Every item counts things that can be counted; none reads prose.
public enum Criterion {
  TITLE("title", 5, "The spec has a title.", "Lists, comments and people call it by that."),
  IDS(
      "ids",
      10,
      "The share of normative statements that are requirements with a key of their own.",
      "What has no key can be neither covered nor discussed. A key that is used twice names nothing."),
  NORMATIVE(
      "normative",
      10,
      "The share of requirements that say MUST, SHOULD or MAY. Texts in Chinese, Japanese and Korean need no such word.",
      "Without it nobody knows how much a requirement binds."),
  SCENARIOS(
      "scenarios",
      15,
      "The share of requirements with a complete scenario. A requirement that also has an incomplete one counts half, and so does one that a scenario outside the requirements could show.",
      "An example settles what a sentence leaves open, best beside the sentence."),
  OPEN_POINTS(
      "open-points",
      10,
      "No TBD, NEEDS CLARIFICATION or unfilled template; a quarter off for each.",
      "What is open will be decided by whoever writes the code."),
  REFERENCES(
      "references",
      10,
      "Dependencies and links lead somewhere; a quarter off for each that does not.",
      "A spec that points nowhere cannot be followed."),
  STRUCTURE(
      "structure",
      5,
      "The file has no error that keeps it from being read; a quarter off for each.",
      "What cannot be read for certain counts for nobody."),
  COVERED(
      "covered",
      20,
      "The share of requirements that code or tests are linked to.",
      "A spec without code is a plan; its score says so."),
  TESTED(
      "tested",
      10,
      "The share of requirements that a test is linked to.",
      "Only a test shows that a requirement still holds."),
  STATUS(
      "status",
      5,
      "The status does not contradict the tasks.",
      "A status that is wrong is worse than none.");

  private final String id;
  private final int max;
  private final String meaning;
  private final String reason;

  Criterion(String id, int max, String meaning, String reason) {
    this.id = id;
    this.max = max;
    this.meaning = meaning;
    this.reason = reason;
  }

  public String id() {
    return id;
  }

  /// The points of a spec that fulfils it; those of all items together are 100.
  public int max() {
    return max;
  }

  public String meaning() {
    return meaning;
  }

  /// Why it is worth points.
  public String reason() {
    return reason;
  }
}
