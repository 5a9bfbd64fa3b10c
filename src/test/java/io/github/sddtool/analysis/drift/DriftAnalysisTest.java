package io.github.sddtool.analysis.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.trace.Dangling;
import io.github.sddtool.analysis.trace.ItemTrace;
import io.github.sddtool.analysis.trace.Link;
import io.github.sddtool.analysis.trace.LinkStatus;
import io.github.sddtool.analysis.trace.Role;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.Touched;
import io.github.sddtool.analysis.trace.Trace;
import io.github.sddtool.facts.lexer.Region;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

// @spec engine/drift#REQ-DRIFT-020
class DriftAnalysisTest {
  private static final RepoPath SPEC = RepoPath.of("k/requirements.md");

  private static RequirementKey key(String local) {
    return new RequirementKey("k", local);
  }

  private static Link link(String local, String path, int line, String code, Role role) {
    var region = new Region(line, line + 3, "f", Fingerprint.of(code), code.startsWith("whole"));
    return new Link(
        key(local),
        Location.of(RepoPath.of(path), line),
        role,
        LinkStatus.EXACT,
        Optional.of(region));
  }

  private static Link link(String local, String path, String code) {
    return link(local, path, 5, code, Role.IMPL);
  }

  private static Survey survey(List<String> criteria, List<Dangling> dangling, Link... links) {
    var requirements = new ArrayList<Requirement>();
    for (String text : criteria) {
      int n = requirements.size() + 1;
      requirements.add(
          new Requirement(
              "1." + n, "", Level.MUST, n, text, List.of(), Requirement.Nature.ORDINAL));
    }
    var body =
        new SpecBody(
            "K",
            SpecBody.FrontMatter.NONE,
            requirements,
            new SpecBody.Loose(List.of(), 0),
            List.of());
    var specs = new SpecSet(List.of(new Spec("k", "kiro", SPEC, body)));
    return new Survey(
        specs,
        Companions.NONE,
        new Trace(
            List.of(links),
            dangling,
            List.of(),
            List.of(),
            ItemTrace.of(specs, List.of()),
            new Trace.Extent(false, List.of())),
        Set.of(SPEC, RepoPath.of("a.ts"), RepoPath.of("b.ts")),
        List.of());
  }

  private static List<String> drifts(Survey base, Survey head, Origins origins) {
    return DriftAnalysis.between(base, head, Touched.between(base, head), origins, Optional.empty())
        .drifts()
        .stream()
        .map(drift ->
            drift.kind().word()
                + " "
                + drift.requirement().map(RequirementKey::local).orElse("-")
                + " "
                + drift.at().path())
        .toList();
  }

  /// A criterion was put between the first and the second.
  private static final Origins INSERTED =
      new Origins(Map.of(key("1.3"), key("1.2")), Set.of(key("1.2")));

  private static final List<String> BEFORE = List.of("open", "ring");
  private static final List<String> AFTER = List.of("open", "feed", "ring");

  @Test
  void aMarkerWhoseOrdinalMeansAnotherTextIsTold() {
    var base = survey(BEFORE, List.of(), link("1.2", "a.ts", "ring()"));
    var head = survey(AFTER, List.of(), link("1.2", "a.ts", "ring()"));
    assertThat(drifts(base, head, INSERTED)).containsExactly("spec-ahead 1.2 " + SPEC);
  }

  @Test
  void aMarkerThatFollowsItsTextIsNoDrift() {
    var base = survey(BEFORE, List.of(), link("1.2", "a.ts", "ring()"));
    var head = survey(AFTER, List.of(), link("1.3", "a.ts", "ring()"));
    assertThat(drifts(base, head, INSERTED)).isEmpty();
  }

  @Test
  void aRequirementThatTestsAloneNameGoesAheadOfThem() {
    var test = link("1.1", "a.ts", 5, "check()", Role.TEST);
    var base = survey(List.of("open"), List.of(), test);
    var head = survey(List.of("open wide"), List.of(), test);
    assertThat(drifts(base, head, Origins.SAME)).containsExactly("spec-ahead 1.1 " + SPEC);
  }

  @Test
  void aChangeInTestsAloneIsNoDrift() {
    var code = link("1.1", "a.ts", "open()");
    var base = survey(BEFORE, List.of(), code, link("1.1", "b.ts", 5, "one", Role.TEST));
    var head = survey(BEFORE, List.of(), code, link("1.1", "b.ts", 5, "two", Role.TEST));
    assertThat(drifts(base, head, Origins.SAME)).isEmpty();
  }

  @Test
  void aRequirementWithoutCodeIsToldWhereItsCodeWasAndNotItsTests() {
    var test = link("1.1", "b.ts", 5, "check()", Role.TEST);
    var base = survey(BEFORE, List.of(), link("1.1", "a.ts", "open()"), test);
    var head = survey(BEFORE, List.of(), test);
    assertThat(
            DriftAnalysis.between(
                    base, head, Touched.between(base, head), Origins.SAME, Optional.empty())
                .drifts())
        .singleElement()
        .satisfies(drift -> assertThat(drift.reason()).contains("a.ts").doesNotContain("b.ts"));
  }

  @Test
  void twoRegionsOfAFileAreOneEntry() {
    var base =
        survey(
            BEFORE,
            List.of(),
            link("1.1", "a.ts", 5, "one", Role.IMPL),
            link("1.1", "a.ts", 50, "two", Role.IMPL));
    var head =
        survey(
            BEFORE,
            List.of(),
            link("1.1", "a.ts", 5, "one!", Role.IMPL),
            link("1.1", "a.ts", 50, "two!", Role.IMPL));
    assertThat(drifts(base, head, Origins.SAME)).containsExactly("code-ahead 1.1 a.ts");
  }

  @Test
  void aMarkerOfWhatTheHeadNoLongerHasDanglesForThatRequirement() {
    var base = survey(BEFORE, List.of(), link("1.2", "a.ts", "ring()"));
    var head =
        survey(
            List.of("open"),
            List.of(new Dangling(Location.of(RepoPath.of("a.ts"), 5), "1.2", "k has no 1.2.")));
    assertThat(drifts(base, head, Origins.SAME)).containsExactly("dangling 1.2 a.ts");
  }

  @Test
  void aHeaderThatNamesSeveralIsBroad() {
    var base =
        survey(BEFORE, List.of(), link("1.1", "a.ts", "whole 1"), link("1.2", "a.ts", "whole 1"));
    var head =
        survey(BEFORE, List.of(), link("1.1", "a.ts", "whole 2"), link("1.2", "a.ts", "whole 2"));
    assertThat(
            DriftAnalysis.between(
                    base, head, Touched.between(base, head), Origins.SAME, Optional.empty())
                .drifts())
        .singleElement()
        .satisfies(drift -> assertThat(drift.state().broad()).isTrue());
  }
}
