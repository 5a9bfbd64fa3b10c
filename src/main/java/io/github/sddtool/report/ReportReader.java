package io.github.sddtool.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.SpecChanges;
import io.github.sddtool.analysis.config.Publishing;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.delta.Delta;
import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.analysis.impact.Impact;
import io.github.sddtool.analysis.quality.Quality;
import io.github.sddtool.analysis.trace.Dangling;
import io.github.sddtool.analysis.trace.ItemTrace;
import io.github.sddtool.analysis.trace.Link;
import io.github.sddtool.analysis.trace.LinkStatus;
import io.github.sddtool.analysis.trace.Role;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.Trace;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.FileTree;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.git.CodeOwners;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Scenario;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

// @spec app/runners#REQ-RUN-001
/// Reads a report back from what [JsonRenderer] wrote. All that is shown of a report is in there:
/// rendered again in any form, it reads the same. What is not, such as the texts of requirements,
/// is empty.
public final class ReportReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /// A text that is no report, or none of this schema.
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    Unreadable(String problem) {
      super(problem);
      this.problem = problem;
    }

    /// What is wrong, to end a sentence with.
    public String problem() {
      return problem;
    }
  }

  private final JsonFields root;

  private ReportReader(JsonFields root) {
    this.root = root;
  }

  /// Parses a document.
  ///
  /// @throws Unreadable when it is no JSON object
  public static ReportReader of(String json) throws Unreadable {
    return new ReportReader(parsed(json));
  }

  private static JsonFields parsed(String json) throws Unreadable {
    try {
      return JsonFields.of(MAPPER.readTree(json), "");
    } catch (JacksonException e) {
      throw new Unreadable("it is no JSON document");
    }
  }

  /// The document, if it is of a schema.
  static JsonFields root(String json, String schema) throws Unreadable {
    JsonFields root = parsed(json);
    check(root, schema);
    return root;
  }

  private static void check(JsonFields root, String schema) throws Unreadable {
    if (!root.text("schema").equals(schema)) {
      throw new Unreadable("its schema is not " + schema);
    }
  }

  /// The version of the program that wrote it; empty where it does not say.
  public Optional<String> tool() throws Unreadable {
    return root.maybe("tool");
  }

  /// Why nothing was evaluated; empty for a report.
  public Optional<String> error() throws Unreadable {
    return root.maybe("error");
  }

  /// The report, about files that are at hand.
  ///
  /// @param files the head's
  /// @param rules the files that say the rules that held
  /// @throws Unreadable saying what is wrong where, never repeating what the text says
  public Report report(FileTree files, List<FileEntry> rules) throws Unreadable {
    check(root, JsonRenderer.SCHEMA);
    if (root.has("error")) {
      throw new Unreadable("it says why nothing was evaluated, and nothing else");
    }
    List<Spec> specs = root.list("specs", ReportReader::spec);
    var findings = new ArrayList<Finding>();
    var failing = new ArrayList<Finding>();
    for (Failing one : root.list("findings", ReportReader::finding)) {
      findings.add(one.finding());
      if (one.fails()) {
        failing.add(one.finding());
      }
    }
    JsonFields settings = root.object("settings");
    Question question = root.meant("command", word -> Question.valueOf(constant(word)));
    return new Report(
        AskedJson.read(question, root.object("asked")),
        root.meant("verdict", word -> Verdict.valueOf(constant(word))),
        sides(rules),
        specs,
        survey(specs, settings.flag("countInferred"), files),
        parts(),
        findings,
        failing,
        root.has("notes") ? root.texts("notes") : List.of(),
        specChanges(root.object("specChanges")),
        new Publishing(settings.flag("labels"), settings.flag("threads")));
  }

  /// The name of a constant that is written as a word.
  static String constant(String word) {
    if (!word.equals(word.toLowerCase(Locale.ROOT)) || word.indexOf('_') >= 0) {
      throw new IllegalArgumentException(word);
    }
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private Report.Sides sides(List<FileEntry> rules) throws Unreadable {
    return new Report.Sides(
        root.has("base"),
        commit("base"),
        commit("head"),
        new Report.Sides.Rules(root.maybeMeant("rules", CommitId::new), rules));
  }

  private Optional<CommitId> commit(String name) throws Unreadable {
    Optional<String> side = root.maybe(name);
    return side.equals(Optional.of(JsonRenderer.WORKTREE))
        ? Optional.empty()
        : root.maybeMeant(name, CommitId::new);
  }

  private Survey survey(List<Spec> specs, boolean countInferred, FileTree files) throws Unreadable {
    var set = new SpecSet(specs);
    var links = new ArrayList<Link>();
    root.list(
        "specs",
        spec ->
            spec.list(
                "requirements",
                requirement -> {
                  RequirementKey key = requirement.meant("key", ReportReader::key);
                  return requirement.list("links", link -> links.add(link(link, key)));
                }));
    var trace =
        new Trace(
            links,
            List.of(),
            List.of(),
            List.of(),
            ItemTrace.of(set, List.of()),
            new Trace.Extent(countInferred, List.of()));
    return new Survey(set, Companions.NONE, trace, files, List.of(), List.of(), CodeOwners.NONE);
  }

  private static Link link(JsonFields link, RequirementKey key) throws Unreadable {
    return new Link(
        key,
        at(link),
        link.meant("role", word -> Role.valueOf(constant(word))),
        link.meant("status", word -> LinkStatus.valueOf(constant(word))),
        Optional.empty());
  }

  private static Location at(JsonFields fields) throws Unreadable {
    int line = fields.count("line");
    int column = fields.has("column") ? fields.count("column") : 1;
    return fields.meant("path", path -> new Location(RepoPath.of(path), line, column));
  }

  /// A spec's id may have a `#`, the id of a requirement has none.
  private static RequirementKey key(String text) {
    int hash = text.lastIndexOf('#');
    if (hash < 1) {
      throw new IllegalArgumentException(text);
    }
    return new RequirementKey(text.substring(0, hash), text.substring(hash + 1));
  }

  private static Spec spec(JsonFields spec) throws Unreadable {
    Map<String, String> fields = new HashMap<>();
    for (String name : List.of("status", "domain")) {
      spec.maybe(name).ifPresent(value -> fields.put(name, value));
    }
    List<Requirement> requirements = spec.list("requirements", ReportReader::requirement);
    int owned = requirements.stream().mapToInt(one -> one.scenarios().size()).sum();
    int loose = spec.count("scenarios") - owned;
    if (loose < 0) {
      throw spec.wrong("scenarios", "are fewer than those of its requirements");
    }
    return new Spec(
        spec.text("id"),
        spec.text("format"),
        spec.meant("path", RepoPath::of),
        new SpecBody(
            spec.text("title"),
            new SpecBody.FrontMatter(fields, Map.of(), spec.texts("dependsOn")),
            requirements,
            new SpecBody.Loose(scenarios(spec, loose), spec.count("statements")),
            List.of()));
  }

  private static Requirement requirement(JsonFields requirement) throws Unreadable {
    return new Requirement(
        requirement.text("id"),
        requirement.text("title"),
        requirement.meant("level", Level::valueOf),
        requirement.count("line"),
        "",
        scenarios(requirement, requirement.count("scenarios")));
  }

  /// No spec that we read has room for more.
  private static final int MOST_SCENARIOS = 1 << 20;

  private static List<Scenario> scenarios(JsonFields of, int count) throws Unreadable {
    if (count > MOST_SCENARIOS) {
      throw of.wrong("scenarios", "are too many");
    }
    return Collections.nCopies(count, new Scenario("", 1, "", ""));
  }

  private Report.Parts parts() throws Unreadable {
    Optional<JsonFields> coverage = root.maybe("coverage", fields -> fields);
    Optional<JsonFields> before =
        coverage.isPresent() ? coverage.get().maybe("before", fields -> fields) : Optional.empty();
    return new Report.Parts(
        coverage.isPresent() ? Optional.of(coverage(coverage.get())) : Optional.empty(),
        before.isPresent() ? Optional.of(figures(before.get(), List.of())) : Optional.empty(),
        root.has("drift") ? Optional.of(root.list("drift", ReportReader::drift)) : Optional.empty(),
        root.maybe("impact", ReportReader::impact),
        root.maybe("delta", ReportReader::delta),
        root.maybe("quality", ReportReader::quality));
  }

  private static Coverage coverage(JsonFields coverage) throws Unreadable {
    return figures(
        coverage, coverage.list("dangling", one -> new Dangling(at(one), one.text("text"), "")));
  }

  private static Coverage figures(JsonFields figures, List<Dangling> dangling) throws Unreadable {
    return new Coverage(
        figures.count("requirements"),
        figures.count("covered"),
        figures.count("tested"),
        figures.count("ambiguous"),
        dangling);
  }

  private static Drift drift(JsonFields drift) throws Unreadable {
    return new Drift(
        drift.meant("kind", word -> Drift.Kind.valueOf(constant(word))),
        drift.maybeMeant("requirement", ReportReader::key),
        at(drift),
        drift.text("reason"),
        drift.flag("new"),
        drift
            .maybe(
                "state",
                state ->
                    new Drift.State(
                        state.meant("requirement", ReportReader::fingerprint),
                        state.meant("code", ReportReader::fingerprint),
                        state.flag("broad")))
            .orElse(Drift.State.NONE));
  }

  private static Fingerprint fingerprint(String hex) {
    if (!hex.matches("[0-9a-f]{16}")) {
      throw new IllegalArgumentException(hex);
    }
    return new Fingerprint(hex);
  }

  private static Impact impact(JsonFields impact) throws Unreadable {
    JsonFields risk = impact.object("risk");
    return new Impact(
        impact.allMeant("changed", ReportReader::key),
        new Impact.Specs(
            impact.texts("direct"),
            impact.texts("transitive"),
            impact.texts("inferred"),
            impact.list(
                "edges",
                edge ->
                    new Impact.Edge(
                        edge.text("dependency"), edge.text("dependent"), edge.flag("inferred")))),
        impact.allMeant("code", RepoPath::of),
        impact.allMeant("tests", RepoPath::of),
        impact.list(
            "owners",
            owner ->
                new Impact.Owner(
                    owner.text("owner"),
                    owner.allMeant("paths", RepoPath::of),
                    owner.texts("specs"))),
        new Impact.Risk(risk.number("score"), risk.texts("reasons")));
  }

  private static Delta delta(JsonFields delta) throws Unreadable {
    return new Delta(
        delta.list(
            "requirements",
            one ->
                new Delta.RequirementChange(
                    one.meant("key", ReportReader::key),
                    one.maybeMeant("from", ReportReader::key),
                    one.meant("type", word -> Delta.Type.valueOf(constant(word))),
                    one.maybeMeant("levelBefore", Level::valueOf),
                    one.maybeMeant("levelAfter", Level::valueOf),
                    one.flag("breaking"))),
        delta.list(
            "scenarios",
            one ->
                new Delta.ScenarioChange(
                    one.text("spec"),
                    one.maybeMeant("requirement", ReportReader::key),
                    one.text("name"),
                    one.meant("type", word -> Delta.Type.valueOf(constant(word))))));
  }

  private static Report.Graded quality(JsonFields quality) throws Unreadable {
    List<Quality.OfSpec> specs =
        quality.list(
            "bySpec",
            spec ->
                new Quality.OfSpec(
                    spec.text("id"),
                    spec.list(
                        "items",
                        item ->
                            new Quality.Item(
                                item.text("name"),
                                item.number("score"),
                                item.count("max"),
                                item.text("why")))));
    if (specs.isEmpty()) {
      throw quality.wrong("bySpec", "is empty");
    }
    return new Report.Graded(
        new Quality(specs),
        quality.maybe("before", before -> new Quality.Mean(before.number("score"))));
  }

  private static SpecChanges specChanges(JsonFields changes) throws Unreadable {
    return new SpecChanges(
        set(changes, "added"),
        set(changes, "updated"),
        set(changes, "removed"),
        set(changes, "domains"),
        changes.flag("constitution"));
  }

  private static Set<String> set(JsonFields changes, String name) throws Unreadable {
    return new HashSet<>(changes.texts(name));
  }

  private record Failing(Finding finding, boolean fails) {}

  private static Failing finding(JsonFields finding) throws Unreadable {
    Fingerprint fingerprint = finding.meant("fingerprint", ReportReader::fingerprint);
    var subject =
        new Finding.Subject(
            finding.has("path") ? Optional.of(at(finding)) : Optional.empty(),
            finding.maybe("spec"),
            finding.maybe("requirement"));
    return new Failing(
        new Finding(
            finding.meant(
                "rule", id -> Rule.of(id).orElseThrow(() -> new IllegalArgumentException(id))),
            finding.meant("severity", word -> Severity.valueOf(constant(word))),
            finding.text("message"),
            subject,
            new Finding.Identity("", fingerprint, fingerprint, fingerprint),
            new Finding.Standing(
                finding.flag("new"), finding.maybe("waived", ReportReader::waived))),
        finding.flag("fails"));
  }

  static Finding.Waived waived(JsonFields waived) throws Unreadable {
    return new Finding.Waived(
        waived.text("author"),
        waived.text("reason"),
        waived.maybeMeant("expires", ReportReader::day));
  }

  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
