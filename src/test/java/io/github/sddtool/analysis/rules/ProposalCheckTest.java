package io.github.sddtool.analysis.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.TraceBuilder;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Amendment;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.Edit;
import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Proposal;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What proposals of any format are asked.
class ProposalCheckTest {
  private static Requirement requirement(String title, String statement) {
    return new Requirement("REQ-001", title, Level.MUST, 3, title + "\n" + statement, List.of());
  }

  private static List<String> rules(Edit... edits) {
    var spec =
        new Spec(
            "auth",
            "sdd",
            RepoPath.of(".sdd/specs/auth/spec.md"),
            new SpecBody(
                "Auth",
                SpecBody.FrontMatter.NONE,
                List.of(requirement("Login", "It MUST ask for a password.")),
                new SpecBody.Loose(List.of(), 0),
                List.of()));
    var amendment =
        new Amendment(
            "auth",
            RepoPath.of(".sdd/changes/x/delta.md"),
            new Amendment.Body(List.of(edits), List.of()));
    var proposal =
        new Proposal("x", ".sdd/changes/x", false, Map.of(), List.of(amendment), Optional.empty());
    var specs = new SpecSet(List.of(spec));
    var companions = new Companions(Map.of(), List.of(proposal), List.of(), List.of(), List.of());
    var survey =
        new Survey(
            specs,
            companions,
            new TraceBuilder(specs, Companions.NONE, List.of(), false).build(),
            Set.of(),
            List.of());
    return new ProposalCheck().ask(survey).stream().map(f -> f.rule().id()).toList();
  }

  // @spec formats/openspec#REQ-OSP-020
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It MUST ask for a password.|false",
        "**REQ-001: Login** - It MUST  ask for a `password`.|false",
        "It MUST ask for a name.|true"
      })
  void aQuotedTextThatIsNoLongerThereHasMoved(String quoted, boolean moved) {
    var replace = new Edit.Replace(requirement("Login", "It MUST ask twice."), Optional.of(quoted));

    assertThat(rules(replace)).isEqualTo(moved ? List.of("change/base-moved") : List.of());
  }

  @Test
  void aRequirementWithAnIdOfItsOwnMayGetAnotherTitle() {
    assertThat(rules(new Edit.Replace(requirement("Entry", "It MUST ask."), Optional.empty())))
        .isEmpty();
  }
}
