package io.github.sddtool.guard.harvest;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.config.HarvestRules;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.spec.SpecFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

// @spec app/reharvest#REQ-HARVEST-001, app/reharvest#REQ-HARVEST-006
/// Refreshes what follows from other files: links to files that moved, tables of coverage, and
/// whether specs are implemented. Nothing else of any file changes by a byte; the same files give
/// the same result, and once it is written there is nothing left to refresh.
public final class Harvest {
  private Harvest() {}

  /// What would be refreshed.
  ///
  /// @param report of these very files
  /// @param formats all that are read
  /// @param moved where files that are gone are now, as far as history tells
  public static Harvested of(
      Snapshot head,
      Report report,
      HarvestRules rules,
      List<SpecFormat> formats,
      Function<Set<RepoPath>, Map<RepoPath, RepoPath>> moved) {
    var pages = new Pages(head);
    if (rules.links()) {
      new LinkMending(pages, report, formats, moved).mend();
    }
    if (rules.coverage()) {
      new CoverageTables(pages, report).fill();
    }
    if (rules.status()) {
      new StatusWords(pages, report, formats).set();
    }
    return pages.harvested();
  }
}
