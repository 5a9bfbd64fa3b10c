package io.github.sddtool.report;

import io.github.sddtool.analysis.config.ConfigReader;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.source.Location;

/// Where a finding is shown by readers that know only places in files.
final class Places {
  /// What is wrong with the repository as a whole is wrong by its gates, so it is shown where these
  /// are set, also where none are set yet.
  private static final Location GATES = Location.of(ConfigReader.PATHS.getFirst(), 1);

  private Places() {}

  static Location of(Finding finding) {
    return finding.subject().at().orElse(GATES);
  }
}
