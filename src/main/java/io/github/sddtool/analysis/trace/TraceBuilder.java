package io.github.sddtool.analysis.trace;

import io.github.sddtool.facts.FileFacts;
import io.github.sddtool.facts.PassageFilter;
import io.github.sddtool.source.FileTree;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Joins the markers of many files to one set of specs. The order of the files makes no difference.
public final class TraceBuilder {
  private final SpecSet specs;
  private final MarkerResolver resolver;
  private final boolean countInferred;
  private final List<FileTrace> files = new ArrayList<>();

  /// A builder.
  ///
  /// @param files of the snapshot, among which tasks name theirs
  /// @param countInferred whether an inferred link covers its requirement
  public TraceBuilder(
      SpecSet specs, Companions companions, Collection<RepoPath> files, boolean countInferred) {
    this(specs, new MarkerResolver(specs, companions, FileTree.ofPaths(files)), countInferred);
  }

  /// A builder with a resolver for these specs.
  public TraceBuilder(SpecSet specs, MarkerResolver resolver, boolean countInferred) {
    this.specs = specs;
    this.resolver = resolver;
    this.countInferred = countInferred;
  }

  /// Which comments have to be kept with a file's facts, because they may hold titles.
  public PassageFilter passages() {
    return resolver.passages();
  }

  /// Adds a file's markers.
  ///
  /// @param testFile whether the file is a test by its path; a marker in a test case is one anyway
  public void add(RepoPath path, FileFacts facts, boolean testFile) {
    files.add(resolver.resolve(path, facts, testFile));
  }

  /// Adds what prose says that belongs to a spec.
  public void addProse(RepoPath path, FileFacts facts, Spec spec) {
    files.add(resolver.resolveProse(path, facts, spec));
  }

  public Trace build() {
    return Trace.of(specs, files, countInferred);
  }
}
