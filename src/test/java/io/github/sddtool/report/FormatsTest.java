package io.github.sddtool.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.source.Change;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class FormatsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Style STYLE = Style.plain("1.2.3");
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Whatever may stand in files: characters XML forbids, brackets, braces, paths to be encoded.
  private static final MemorySnapshot HOSTILE =
      MemorySnapshot.empty()
          .with(".sdd/config.yml", "version: 1\ngates: {coverage: {threshold: 90}}\n")
          .with(
              ".sdd/specs/a/spec.md",
              """
              ---
              status: "]]>{0} [x](1)"
              ---
              # A <b>
              ## Requirements
              ### REQ-001: \1\13]]> & "it" \uFFFE 😀
              It MUST work.
              ### REQ-001: Twice
              It MUST work.
              ### REQ-002: Two
              It MUST.
              ### REQ-003: Three
              It MUST.
              """)
          .with("src/a b:%ü.ts", "// @spec REQ-002\nfunction a() {}\n// @spec REQ-9, REQ-9\n");

  private static Report ask(Question question, MemorySnapshot snapshot) {
    return Engine.assessor().assess(Change.of(snapshot), Request.of(question));
  }

  private static List<Report> reports() throws IOException {
    var reports = new ArrayList<Report>();
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      for (Path folder : folders.sorted().toList()) {
        reports.add(
            Engine.assessor()
                .assess(
                    Change.between(
                        MemorySnapshot.of(folder.resolve("base")),
                        MemorySnapshot.of(folder.resolve("head")))));
      }
    }
    for (Question question : Question.values()) {
      reports.add(ask(question, HOSTILE));
    }
    return reports;
  }

  // @spec cli/commands#REQ-CLI-020
  @Test
  void sarifIsValidUnderTheStandardsSchema() throws IOException {
    for (Report report : reports()) {
      assertThat(Schemas.problems(Schemas.SARIF, new SarifRenderer().render(report, STYLE)))
          .isEmpty();
    }
    assertThat(Schemas.problems(Schemas.SARIF, "{\"version\": \"2.0.0\", \"runs\": []}"))
        .isNotEmpty();
  }

  // @spec cli/commands#REQ-CLI-020
  @Test
  void sarifPlacesEveryFindingAndPointsToItsRule() throws IOException {
    Report report = ask(Question.CHECK, HOSTILE);
    JsonNode run = JSON.readTree(new SarifRenderer().render(report, STYLE)).at("/runs/0");
    assertThat(run.get("results")).hasSameSizeAs(report.findings());
    for (JsonNode result : run.get("results")) {
      JsonNode rule = run.at("/tool/driver/rules").get(result.get("ruleIndex").asInt());
      assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
      assertThat(result.has("baselineState")).isFalse();
    }
    assertThat(run.get("results").findValuesAsText("uri"))
        .contains("src/a%20b%3A%25%C3%BC.ts", ".sdd/config.yml");
    assertThat(run.get("results").findValuesAsText("text"))
        .anyMatch(text -> text.contains("{{0}}"))
        .noneMatch(text -> text.contains("](") || text.contains("\u0001"));
  }

  // @spec cli/commands#REQ-CLI-020
  @Test
  void sarifTellsTheNewFromTheOldWhereABaseIsCompared() throws IOException {
    Report report = reports().get(1);
    JsonNode results =
        JSON.readTree(new SarifRenderer().render(report, STYLE)).at("/runs/0/results");
    assertThat(results.findValuesAsText("baselineState")).contains("new", "unchanged");
  }

  // @spec cli/commands#REQ-CLI-021
  @Test
  void junitIsWellFormedAndItsTotalsAddUp() throws Exception {
    for (Report report : reports()) {
      Element root = xml(report);
      int tests = 0;
      int failures = 0;
      for (Element suite : children(root, "testsuite")) {
        int cases = children(suite, "testcase").size();
        int failed = suite.getElementsByTagName("failure").getLength();
        assertThat(suite.getAttribute("tests")).isEqualTo("" + cases);
        assertThat(suite.getAttribute("failures")).isEqualTo("" + failed);
        tests += cases;
        failures += failed;
      }
      assertThat(root.getAttribute("tests")).isEqualTo("" + tests);
      assertThat(root.getAttribute("failures")).isEqualTo("" + failures);
    }
  }

  // @spec cli/commands#REQ-CLI-021
  @Test
  void junitHasACaseForEachRequirement() throws Exception {
    Element suite = children(xml(ask(Question.CHECK, HOSTILE)), "testsuite").getFirst();
    assertThat(suite.getAttribute("name")).isEqualTo("a");
    List<Element> cases = children(suite, "testcase");
    assertThat(cases.get(0).getAttribute("name")).startsWith("REQ-001: ").contains("]]> & \"it\"");
    assertThat(children(cases.get(0), "failure").getFirst().getAttribute("type"))
        .isEqualTo("spec/duplicate-key");
    assertThat(cases.get(2).getAttribute("name")).isEqualTo("REQ-002: Two");
    assertThat(children(cases.get(2), "failure")).isEmpty();
    assertThat(children(cases.get(3), "failure")).isEmpty();
    assertThat(children(cases.get(3), "skipped").getFirst().getAttribute("message"))
        .isEqualTo("No code or test names this requirement.");
    assertThat(cases.get(4).getAttribute("name")).startsWith("spec/scenario-missing: ");
  }

  // @spec cli/commands#REQ-CLI-021
  @Test
  void aWarningFailsACaseOnlyWhereWarningsFailTheVerdict() throws Exception {
    MemorySnapshot snapshot =
        MemorySnapshot.empty()
            .with(
                ".sdd/specs/a/spec.md",
                """
                ---
                created: 2026-01-01
                ---
                # A
                ## Requirements
                ### REQ-001: One
                It MUST work.
                - **GIVEN** a
                - **WHEN** b
                - **THEN** c
                """)
            .with("a.ts", "// @spec REQ-001\nfunction a() {}\n// @spec REQ-9\nfunction b() {}\n");
    assertThat(xml(ask(Question.CHECK, snapshot)).getAttribute("failures")).isEqualTo("0");
    assertThat(xml(ask(Question.CHECK, snapshot)).getTextContent()).contains("link/dangling");
    MemorySnapshot strict =
        snapshot.with(".sdd/config.yml", "version: 1\ngates: {validate: {fail_on: warning}}\n");
    assertThat(xml(ask(Question.CHECK, strict)).getAttribute("failures")).isEqualTo("1");
  }

  // @spec cli/commands#REQ-CLI-022
  @Test
  void everyFindingForGitLabHasAPlaceAndAFingerprintOfItsOwn() throws IOException {
    for (Report report : reports()) {
      JsonNode findings = JSON.readTree(new CodeQualityRenderer().render(report, STYLE));
      assertThat(findings).hasSameSizeAs(report.findings());
      var fingerprints = new HashSet<String>();
      for (JsonNode finding : findings) {
        assertThat(finding.at("/location/path").asText()).isNotEmpty().doesNotStartWith("/");
        assertThat(finding.at("/location/lines/begin").asInt()).isPositive();
        assertThat(finding.get("description").asText()).isNotEmpty();
        assertThat(finding.get("check_name").asText()).contains("/");
        assertThat(finding.get("severity").asText()).isIn("critical", "major", "info");
        assertThat(fingerprints.add(finding.get("fingerprint").asText())).isTrue();
      }
    }
  }

  private static Element xml(Report report) throws Exception {
    String text = new JUnitRenderer().render(report, STYLE);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)))
        .getDocumentElement();
  }

  private static List<Element> children(Element parent, String name) {
    var children = new ArrayList<Element>();
    for (int i = 0; i < parent.getChildNodes().getLength(); i++) {
      if (parent.getChildNodes().item(i) instanceof Element child
          && child.getTagName().equals(name)) {
        children.add(child);
      }
    }
    return children;
  }
}
