package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.Amendment;
import io.github.sddtool.spec.Edit;
import io.github.sddtool.spec.Proposal;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

// @spec formats/openspec#REQ-OSP-022
/// The proposals of a survey that are still open, and which requirements each of them claims.
///
/// Roots do not see each other's specs, so a requirement is known by its root too.
final class OpenProposals {
  /// A requirement as a proposal sees it.
  ///
  /// @param root the folder that holds the folder of proposals
  record Target(String root, RequirementKey key) implements Comparable<Target> {
    private static final Comparator<Target> ORDER =
        Comparator.comparing(Target::root).thenComparing(Target::key);

    @Override
    public int compareTo(Target other) {
      return ORDER.compare(this, other);
    }
  }

  /// That a proposal wants something done to a requirement.
  ///
  /// @param introduces whether the requirement is there only afterwards
  record Claim(Proposal proposal, Location at, boolean introduces) {}

  private final Survey survey;
  private final List<Proposal> open;
  private final Map<Target, List<Claim>> claims = new TreeMap<>();

  OpenProposals(Survey survey) {
    this.survey = survey;
    this.open =
        survey.companions().proposals().stream()
            .filter(proposal -> !proposal.archived())
            .sorted(Comparator.comparing(Proposal::folder))
            .toList();
    open.forEach(this::claim);
  }

  private void claim(Proposal proposal) {
    Map<Target, Claim> own = new LinkedHashMap<>();
    for (Amendment amendment : proposal.amendments()) {
      for (Edit edit : amendment.body().edits()) {
        var at = Location.of(amendment.path(), edit.line());
        own.putIfAbsent(
            target(proposal, amendment, edit.target()),
            new Claim(proposal, at, edit instanceof Edit.Add));
        if (edit instanceof Edit.Rename rename) {
          own.putIfAbsent(target(proposal, amendment, rename.to()), new Claim(proposal, at, true));
        }
      }
    }
    own.forEach(
        (target, claim) -> claims.computeIfAbsent(target, _ -> new ArrayList<>()).add(claim));
  }

  private static Target target(Proposal proposal, Amendment amendment, String local) {
    return new Target(root(proposal), new RequirementKey(amendment.spec(), local));
  }

  /// The folder around the proposal's own, and around the one that holds all proposals.
  private static String root(Proposal proposal) {
    String[] segments = proposal.folder().split("/", -1);
    return String.join("/", List.of(segments).subList(0, Math.max(0, segments.length - 2)));
  }

  /// By folder.
  List<Proposal> proposals() {
    return open;
  }

  /// Every claimed requirement with the claims on it, by folder of proposal.
  Map<Target, List<Claim>> claims() {
    return claims;
  }

  /// The spec a proposal amends, if there is one by now.
  Optional<Spec> spec(Proposal proposal, String id) {
    String root = root(proposal);
    return survey
        .specs()
        .spec(id)
        .filter(spec -> root.isEmpty() || spec.path().value().startsWith(root + "/"));
  }

  Optional<Requirement> current(Target target) {
    String root = target.root();
    return survey
        .specs()
        .spec(target.key().spec())
        .filter(spec -> root.isEmpty() || spec.path().value().startsWith(root + "/"))
        .flatMap(_ -> survey.specs().requirement(target.key()));
  }

  /// Another open proposal that brings a requirement.
  Optional<Proposal> sisterThatBrings(Proposal proposal, String spec, String local) {
    var target = new Target(root(proposal), new RequirementKey(spec, local));
    return claims.getOrDefault(target, List.of()).stream()
        .filter(claim -> claim.introduces() && !claim.proposal().folder().equals(proposal.folder()))
        .map(Claim::proposal)
        .findFirst();
  }
}
