package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.trace.Survey;
import java.util.List;

/// A named question about one snapshot. Pure: the same survey gives the same findings, at default
/// severity; whether they are new and how much they matter is decided elsewhere.
public interface Check {
  List<Finding> ask(Survey survey);

  /// The checks of specs by themselves.
  static List<Check> ofSpecs() {
    return List.of(
        new StructureCheck(),
        new RequirementCheck(),
        new DuplicateIdCheck(),
        new CompanionsCheck(),
        new DependencyCheck(),
        new CircleCheck(),
        new ReferenceCheck(),
        new ConstitutionCheck(),
        new DomainCheck(),
        new DomainSpecCheck(),
        new ItemCheck(),
        new ProposalCheck(),
        new TaskCheck(),
        new StatusCheck(),
        new DecisionCheck(),
        new InputCheck());
  }

  /// The checks of markers.
  static List<Check> ofLinks() {
    return List.of(new LinkCheck(), new TagCheck());
  }

  /// The checks of what markers cover.
  static List<Check> ofCoverage() {
    return List.of(new CoverageCheck(), new NeedsCheck());
  }
}
