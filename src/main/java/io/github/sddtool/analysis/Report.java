package io.github.sddtool.analysis;

import io.github.sddtool.analysis.config.Publishing;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.delta.Delta;
import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.analysis.impact.Impact;
import io.github.sddtool.analysis.quality.Quality;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.spec.Spec;
import java.util.List;
import java.util.Optional;

/// All that was found out about a change. The same change gives an equal report.
///
/// @param asked what was asked, without whoever followed it; without its day where that makes no
///   difference, so that the same files give the same report tomorrow
/// @param specs those the question was about
/// @param survey the head's specs and trace, for looking things up
/// @param failing those of the findings that fail the change
/// @param notes what could not be found out, and why, a sentence each
/// @param specChanges which specs the change touches
/// @param publishing what the repository wants to see of it
public record Report(
    Request asked,
    Verdict verdict,
    Sides sides,
    List<Spec> specs,
    Survey survey,
    Parts parts,
    List<Finding> findings,
    List<Finding> failing,
    List<String> notes,
    SpecChanges specChanges,
    Publishing publishing) {

  /// What was compared.
  ///
  /// @param compared whether there was a base
  /// @param base its commit; absent for files that are not committed
  public record Sides(
      boolean compared, Optional<CommitId> base, Optional<CommitId> head, Rules rules) {
    /// The rules that held.
    ///
    /// @param commit whose they are; absent for files that are not committed
    /// @param files that say them, with their contents' ids; none for the usual rules
    public record Rules(Optional<CommitId> commit, List<FileEntry> files) {
      public Rules {
        files = List.copyOf(files);
      }
    }
  }

  /// The parts a question computes; the others are absent.
  ///
  /// @param coverageBefore the base's, where there is one
  public record Parts(
      Optional<Coverage> coverage,
      Optional<Coverage> coverageBefore,
      Optional<List<Drift>> drift,
      Optional<Impact> impact,
      Optional<Delta> delta,
      Optional<Graded> quality) {}

  /// The scores of the head, and of the base where there is one.
  public record Graded(Quality now, Optional<Quality.Mean> before) {}

  public Report {
    asked = asked.withProgress(Progress.NONE);
    specs = List.copyOf(specs);
    findings = List.copyOf(findings);
    failing = List.copyOf(failing);
    notes = List.copyOf(notes);
  }

  /// The question that was asked.
  public Question question() {
    return asked.question();
  }

  /// The same without what is the same in every report of a repository: its specs and their scores.
  public Report withoutSpecs() {
    var some =
        new Parts(
            parts.coverage(),
            parts.coverageBefore(),
            parts.drift(),
            parts.impact(),
            parts.delta(),
            Optional.empty());
    return new Report(
        asked,
        verdict,
        sides,
        List.of(),
        survey,
        some,
        findings,
        failing,
        notes,
        specChanges,
        publishing);
  }

  /// Findings the change brought, of at least a severity.
  public List<Finding> fresh(Severity weakest) {
    return findings.stream()
        .filter(finding -> finding.isNew() && finding.waived().isEmpty())
        .filter(finding -> finding.severity().atLeast(weakest))
        .toList();
  }

  /// How many findings have a severity.
  public long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }
}
