package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Amendment;
import io.github.sddtool.spec.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

// @spec formats/openspec#REQ-OSP-021, formats/openspec#REQ-OSP-022
/// Whether open proposals can still be merged into the specs they amend, and whether they get in
/// each other's way. Proposals that are archived are done and not asked.
final class ProposalCheck implements Check {
  /// The field by which a proposal says that it changes no spec.
  private static final String SKIPS = "skip_specs";

  @Override
  public List<Finding> ask(Survey survey) {
    var findings = new ArrayList<Finding>();
    var open = new OpenProposals(survey);
    for (Proposal proposal : open.proposals()) {
      checkEmpty(survey, proposal).ifPresent(findings::add);
      for (Amendment amendment : proposal.amendments()) {
        findings.addAll(AmendmentCheck.of(open, proposal, amendment));
      }
    }
    open.claims().forEach((target, claims) -> overlaps(open, target, claims, findings));
    return findings;
  }

  /// A proposal that wants nothing done, and one that says so and wants something all the same.
  private static Optional<Finding> checkEmpty(Survey survey, Proposal proposal) {
    if ("true".equals(proposal.fields().get(SKIPS))) {
      return brought(survey, proposal)
          .map(path ->
              finding(
                  Rule.CHANGE_MALFORMED,
                  Location.of(path, 1),
                  proposal.folder() + "|" + SKIPS,
                  "'"
                      + proposal.id()
                      + "' says `"
                      + SKIPS
                      + ": true` and brings this file: remove one of the two."));
    }
    // an amendment without edits and a file in the wrong place have findings of their own
    if (!proposal.amendments().isEmpty() || misplaced(survey, proposal)) {
      return Optional.empty();
    }
    return Optional.of(
        finding(
            Rule.CHANGE_EMPTY,
            Location.of(place(survey, proposal), 1),
            proposal.folder(),
            "'" + proposal.id() + "' adds, modifies, removes and renames no requirement."));
  }

  private static boolean misplaced(Survey survey, Proposal proposal) {
    return survey.companions().problems().stream()
        .anyMatch(placed ->
            placed.problem().rule().equals(Rule.CHANGE_MISPLACED.id())
                && placed.path().value().startsWith(proposal.folder() + "/"));
  }

  private static RepoPath place(Survey survey, Proposal proposal) {
    RepoPath text = RepoPath.of(proposal.folder() + "/proposal.md");
    return survey.paths().contains(text)
        ? text
        : below(survey, proposal.folder() + "/").min(RepoPath::compareTo).orElse(text);
  }

  /// A visible file that amends specs, or looks as if it did.
  private static Optional<RepoPath> brought(Survey survey, Proposal proposal) {
    String folder = proposal.folder() + "/specs/";
    return below(survey, folder)
        .filter(path -> !path.value().substring(folder.length() - 1).contains("/."))
        .min(RepoPath::compareTo);
  }

  private static Stream<RepoPath> below(Survey survey, String folder) {
    return survey.files().below(folder, Integer.MAX_VALUE).stream();
  }

  /// One finding for each requirement and each two proposals that claim it. Where one of the two
  /// brings the requirement, the other has to wait, and that is all.
  private static void overlaps(
      OpenProposals open,
      OpenProposals.Target target,
      List<OpenProposals.Claim> claims,
      List<Finding> findings) {
    boolean exists = claims.size() > 1 && open.current(target).isPresent();
    for (int i = 0; i < claims.size(); i++) {
      for (int j = i + 1; j < claims.size(); j++) {
        OpenProposals.Claim first = claims.get(i);
        OpenProposals.Claim second = claims.get(j);
        if (exists || first.introduces() == second.introduces()) {
          findings.add(overlap(target, first, second));
        }
      }
    }
  }

  private static Finding overlap(
      OpenProposals.Target target, OpenProposals.Claim first, OpenProposals.Claim second) {
    return Finding.of(
        Rule.CHANGE_OVERLAP,
        Finding.Subject.of(second.at(), target.key()),
        target.key() + "|" + first.proposal().folder() + "|" + second.proposal().folder(),
        "'"
            + second.proposal().id()
            + "' and '"
            + first.proposal().id()
            + "' both change "
            + target.key()
            + "; see "
            + first.at().path()
            + ":"
            + first.at().line()
            + ".");
  }

  private static Finding finding(Rule rule, Location at, String identity, String message) {
    return Finding.of(rule, Finding.Subject.of(at), identity, message);
  }
}
