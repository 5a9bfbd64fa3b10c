package io.github.sddtool.analysis;

import io.github.sddtool.analysis.drift.Recall;
import io.github.sddtool.analysis.trace.FileTrace;
import io.github.sddtool.analysis.trace.MarkerResolver;
import io.github.sddtool.analysis.trace.Trace;
import io.github.sddtool.facts.FactsReader;
import io.github.sddtool.facts.lexer.Region;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.History;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.SpecSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads earlier versions of files, each content once. Their markers are resolved by the specs of
/// the snapshot looked back from.
final class PastReader implements Recall {
  private final List<SpecFormat> formats;
  private final FactsReader facts;
  private final MarkerResolver resolver;
  private final SpecSet specs;
  private final Snapshot versions;
  private static final SpecSet NO_SPECS = new SpecSet(List.of());

  private final Map<FileEntry, Trace> traces = new HashMap<>();
  private final Map<FileEntry, Map<String, Fingerprint>> texts = new HashMap<>();

  PastReader(
      List<SpecFormat> formats, FactsReader facts, Surveyed now, Snapshot newest, History past) {
    this.formats = formats;
    this.facts = facts;
    this.resolver = now.resolver();
    this.specs = now.survey().specs();
    this.versions = new Versions(newest, past);
  }

  /// Versions of files: those of a snapshot, else earlier ones.
  private record Versions(Snapshot newest, History past) implements Snapshot {
    @Override
    public Optional<CommitId> commit() {
      return newest.commit();
    }

    @Override
    public List<FileEntry> files() {
      return newest.files();
    }

    /// The working tree has contents git does not know, and git has those it no longer holds.
    @Override
    public byte[] read(FileEntry file) {
      try {
        return past.read(file);
      } catch (SourceFault _) {
        return newest.read(file);
      }
    }
  }

  @Override
  public Map<String, Fingerprint> requirements(Spec spec, FileEntry version) {
    return texts.computeIfAbsent(
        version,
        _ -> {
          var byId = new HashMap<String, Fingerprint>();
          formats.stream()
              .filter(format -> format.name().equals(spec.format()))
              .findFirst()
              .ifPresent(format ->
                  facts
                      .spec(format, versions, version)
                      .requirements()
                      .forEach(r -> byId.putIfAbsent(r.id(), r.fingerprint())));
          return byId;
        });
  }

  @Override
  public Set<Fingerprint> regions(RequirementKey key, FileEntry version) {
    var regions = new HashSet<Fingerprint>();
    traces
        .computeIfAbsent(version, this::trace)
        .covering(key)
        .forEach(link -> link.region().map(Region::fingerprint).ifPresent(regions::add));
    return regions;
  }

  private Trace trace(FileEntry version) {
    if (!(facts.source(versions, version, resolver.passages())
        instanceof FactsReader.Reading.Read(var found))) {
      return Trace.of(NO_SPECS, List.of(), false);
    }
    FileTrace file = resolver.resolve(version.path(), found, false);
    // what a tag covers may cover more, which only who knows all items can tell
    return Trace.of(file.tags().isEmpty() ? NO_SPECS : specs, List.of(file), false);
  }
}
