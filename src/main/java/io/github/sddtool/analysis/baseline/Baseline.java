package io.github.sddtool.analysis.baseline;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Fingerprint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

// @spec engine/baseline#REQ-BASE-002, engine/baseline#REQ-BASE-003
/// Findings that were there before. Each is known again in its place; where its file is gone, under
/// another path by what it says. One listed finding excuses one finding.
public record Baseline(List<Entry> entries) {
  /// Where the baseline stands.
  public static final RepoPath PATH = RepoPath.of(".sdd/baseline.json");

  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::path)
          .thenComparing(Entry::rule)
          .thenComparing(entry -> entry.names().fingerprint().hex());

  public static final Baseline NONE = new Baseline(List.of());

  /// A finding as it was.
  ///
  /// @param path of its file; empty for none
  public record Entry(String rule, String path, String message, Names names) {}

  /// By what it is known again, see [Finding.Identity].
  public record Names(Fingerprint fingerprint, Fingerprint place, Fingerprint kin) {}

  public Baseline {
    entries = entries.stream().sorted(ORDER).toList();
  }

  /// The baseline of findings. What a gate or a waiver says of the whole is never old debt.
  public static Baseline of(Collection<Finding> findings) {
    return new Baseline(findings.stream().filter(Baseline::mayStand).map(Baseline::entry).toList());
  }

  private static boolean mayStand(Finding finding) {
    return !finding.subject().equals(Finding.Subject.whole())
        && !finding.rule().id().startsWith("config/");
  }

  private static Entry entry(Finding finding) {
    return new Entry(
        finding.rule().id(),
        finding.subject().at().map(at -> at.path().value()).orElse(""),
        finding.message(),
        new Names(finding.fingerprint(), finding.place(), finding.identity().kin()));
  }

  /// The same findings; those that are listed here are old.
  ///
  /// @param paths of the files that are there now
  public List<Finding> mark(List<Finding> findings, Set<RepoPath> paths) {
    var unfound = new ArrayList<>(entries);
    var old = new boolean[findings.size()];
    meet(findings, old, unfound, entry -> entry.names().place(), Finding::place);
    meet(findings, old, unfound, entry -> entry.names().fingerprint(), Finding::fingerprint);
    unfound.removeIf(entry -> entry.path().isEmpty() || paths.contains(RepoPath.of(entry.path())));
    meet(findings, old, unfound, entry -> entry.names().kin(), f -> f.identity().kin());
    var marked = new ArrayList<Finding>();
    for (int i = 0; i < old.length; i++) {
      marked.add(old[i] ? findings.get(i).asOld() : findings.get(i));
    }
    return marked;
  }

  private static void meet(
      List<Finding> findings,
      boolean[] old,
      List<Entry> unfound,
      java.util.function.Function<Entry, Fingerprint> nameOfEntry,
      java.util.function.Function<Finding, Fingerprint> nameOfFinding) {
    Map<Fingerprint, List<Integer>> byName = new HashMap<>();
    for (int i = old.length - 1; i >= 0; i--) {
      if (!old[i] && mayStand(findings.get(i))) {
        byName.computeIfAbsent(nameOfFinding.apply(findings.get(i)), _ -> new ArrayList<>()).add(i);
      }
    }
    unfound.removeIf(entry -> {
      List<Integer> same = byName.getOrDefault(nameOfEntry.apply(entry), List.of());
      if (same.isEmpty()) {
        return false;
      }
      old[same.removeLast()] = true;
      return true;
    });
  }
}
