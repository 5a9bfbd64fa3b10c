package io.github.sddtool.analysis;

import io.github.sddtool.analysis.baseline.Attestations;
import io.github.sddtool.analysis.baseline.Baseline;
import io.github.sddtool.analysis.baseline.BaselineText;
import io.github.sddtool.analysis.baseline.Waiver;
import io.github.sddtool.analysis.baseline.Waivers;
import io.github.sddtool.analysis.config.ConfigReader;
import io.github.sddtool.analysis.config.RepositoryConfig;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.facts.FactsReader;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.spec.SpecFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

// @spec engine/gates#REQ-GATE-001, engine/baseline#REQ-BASE-004
/// What a repository says about how it wants to be judged, in the files of one snapshot.
record HouseRules(RepositoryConfig config, Baseline baseline, Waivers waivers) {

  /// Reads the rules.
  ///
  /// @throws UserFault naming file and line of what cannot be read
  static HouseRules read(Snapshot snapshot, List<SpecFormat> formats) {
    return new HouseRules(
        config(snapshot, formats),
        read(snapshot, Baseline.PATH, BaselineText::read).orElse(Baseline.NONE),
        read(snapshot, Waiver.PATH, Waivers::read).orElse(Waivers.NONE));
  }

  private static RepositoryConfig config(Snapshot snapshot, List<SpecFormat> formats) {
    Set<String> names =
        formats.stream().map(SpecFormat::name).collect(Collectors.toCollection(TreeSet::new));
    for (RepoPath path : ConfigReader.PATHS) {
      Optional<RepositoryConfig> config =
          read(snapshot, path, text -> ConfigReader.read(path, text, names));
      if (config.isPresent()) {
        return config.get();
      }
    }
    return RepositoryConfig.DEFAULT;
  }

  /// The files that say how a change is judged. What was read and found still true may come with
  /// the change itself.
  static Report.Sides.Rules said(Snapshot rules, Snapshot head) {
    return new Report.Sides.Rules(
        rules.commit(),
        Stream.concat(
                Stream.of(ConfigReader.PATHS.stream(), Stream.of(Baseline.PATH, Waiver.PATH))
                    .flatMap(paths -> paths)
                    .flatMap(path -> rules.find(path).stream()),
                head.find(Attestations.PATH).stream())
            .toList());
  }

  /// What was read and found still true. Unlike rules it may come with the change that needs it.
  static Attestations attestations(Snapshot snapshot) {
    return read(snapshot, Attestations.PATH, Attestations::read).orElse(Attestations.NONE);
  }

  /// A change is judged by its base's rules; that its own are broken is still worth an error.
  static List<Finding> broken(Snapshot head, List<SpecFormat> formats) {
    var findings = new ArrayList<Finding>();
    ConfigReader.PATHS.stream()
        .filter(path -> find(head, path).isPresent())
        .findFirst()
        .ifPresent(path -> attempt(path, () -> config(head, formats), findings));
    attempt(Baseline.PATH, () -> read(head, Baseline.PATH, BaselineText::read), findings);
    attempt(Waiver.PATH, () -> read(head, Waiver.PATH, Waivers::read), findings);
    attempt(Attestations.PATH, () -> attestations(head), findings);
    return findings;
  }

  private static void attempt(RepoPath path, Runnable read, List<Finding> findings) {
    try {
      read.run();
    } catch (UserFault fault) {
      findings.add(
          Finding.of(
              Rule.CONFIG_INVALID,
              Finding.Subject.of(Location.of(path, 1)),
              fault.message(),
              fault.message()));
    }
  }

  private static <T> Optional<T> read(
      Snapshot snapshot, RepoPath path, Function<String, T> reader) {
    return find(snapshot, path)
        .flatMap(entry -> new FactsReader().text(snapshot, entry))
        .map(reader);
  }

  private static Optional<FileEntry> find(Snapshot snapshot, RepoPath path) {
    return snapshot.find(path);
  }
}
