package io.github.sddtool.analysis.trace;

import io.github.sddtool.facts.FactsReader;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Amendment;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.DomainMap;
import io.github.sddtool.spec.Edit;
import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Proposal;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecSet;
import io.github.sddtool.spec.Task;
import io.github.sddtool.spec.TaskList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A few specs, what stands beside them, and source files, joined. Requirements are written
/// `FR-001` (an id), `1.2` (an ordinal) or as a title.
public final class TracedFiles {
  private final List<Spec> specs = new ArrayList<>();
  private final Map<String, List<Proposal.Placed<TaskList>>> tasks = new HashMap<>();
  private final List<Proposal> proposals = new ArrayList<>();
  private final List<DomainMap.Domain> domains = new ArrayList<>();
  private final Map<String, String> prose = new HashMap<>();
  private MemorySnapshot files = MemorySnapshot.empty();
  private boolean countInferred;

  /// A spec at `specs/ID/spec.md`.
  public TracedFiles spec(String id, String... requirements) {
    return specAt(id, "specs/" + id + "/spec.md", requirements);
  }

  TracedFiles specAt(String id, String path, String... requirements) {
    var read = new ArrayList<Requirement>();
    for (String written : requirements) {
      read.add(requirement(written, read.size() + 1));
    }
    specs.add(
        new Spec(
            id,
            "fake",
            RepoPath.of(path),
            new SpecBody(
                id, SpecBody.FrontMatter.NONE, read, new SpecBody.Loose(List.of(), 0), List.of())));
    return this;
  }

  static Requirement requirement(String written, int line) {
    boolean ordinal = written.matches("[0-9.]+");
    boolean id = written.matches("[A-Z]+-[0-9]+.*");
    Requirement.Nature nature =
        ordinal
            ? Requirement.Nature.ORDINAL
            : id ? Requirement.Nature.WRITTEN : Requirement.Nature.TITLED;
    String[] parts = written.split(": ", 2);
    String key =
        ordinal || id
            ? parts[0]
            : written
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
    String title = ordinal ? "" : id ? (parts.length > 1 ? parts[1] : "") : written;
    return new Requirement(key, title, Level.MUST, line, written, List.of(), nature);
  }

  public TracedFiles file(String path, String... lines) {
    files = files.with(path, String.join("\n", lines) + "\n");
    return this;
  }

  TracedFiles prose(String spec, String path, String text) {
    prose.put(path, spec);
    return file(path, text);
  }

  TracedFiles task(String spec, String... paths) {
    var task =
        new Task(
            "T001",
            Task.State.DONE,
            "do",
            1,
            new Task.References(List.of(), List.of(paths), List.of()));
    tasks
        .computeIfAbsent(spec, _ -> new ArrayList<>())
        .add(
            new Proposal.Placed<>(
                RepoPath.of("specs/" + spec + "/tasks.md"),
                new TaskList(List.of(task), List.of())));
    return this;
  }

  TracedFiles domain(String id, String path, String... specIds) {
    domains.add(
        new DomainMap.Domain(id, 1, Optional.of(path), List.of(specIds), List.of(), List.of()));
    return this;
  }

  TracedFiles proposes(String change, String spec, String requirement) {
    var edit = new Edit.Add(requirement(requirement, 1));
    var path = RepoPath.of("changes/" + change + "/specs/" + spec + "/spec.md");
    proposals.add(
        new Proposal(
            change,
            "changes/" + change,
            false,
            Map.of(),
            List.of(new Amendment(spec, path, new Amendment.Body(List.of(edit), List.of()))),
            Optional.empty()));
    return this;
  }

  TracedFiles countingInferred() {
    countInferred = true;
    return this;
  }

  public Survey survey() {
    return survey(new Random(0));
  }

  /// The same whatever the order in which files and specs are added.
  Survey survey(Random order) {
    var shuffled = new ArrayList<>(specs);
    Collections.shuffle(shuffled, order);
    var set = new SpecSet(shuffled);
    var companions =
        new Companions(
            tasks,
            proposals,
            List.of(),
            List.of(
                new Proposal.Placed<>(
                    RepoPath.of("domains.yml"), new DomainMap(domains, List.of(), List.of()))),
            List.of());
    List<FileEntry> entries = new ArrayList<>(files.files());
    Collections.shuffle(entries, order);
    List<RepoPath> paths = entries.stream().map(FileEntry::path).toList();
    var builder = new TraceBuilder(set, companions, paths, countInferred);
    var reader = new FactsReader();
    for (FileEntry file : entries) {
      String spec = prose.get(file.path().value());
      if (spec != null) {
        set.spec(spec).ifPresent(s -> builder.addProse(file.path(), reader.prose(files, file), s));
      } else if (reader.source(files, file, builder.passages())
          instanceof FactsReader.Reading.Read(var facts)) {
        builder.add(file.path(), facts, file.path().value().contains("test"));
      }
    }
    return new Survey(set, companions, builder.build(), new java.util.HashSet<>(paths), List.of());
  }

  Trace trace() {
    return survey().trace();
  }

  /// Every link as `spec#id status line`, by requirement and place.
  List<String> links() {
    return links(survey());
  }

  static List<String> links(Survey survey) {
    return survey.specs().requirements().keySet().stream()
        .sorted()
        .flatMap(key -> survey.trace().links(key).stream())
        .map(TracedFiles::text)
        .toList();
  }

  private static String text(Link link) {
    RequirementKey key = link.requirement();
    return key + " " + link.status().word() + " " + link.at().line();
  }

  List<String> dangling() {
    return trace().dangling().stream().map(Dangling::text).toList();
  }

  /// Each ambiguous marker, as written, with its candidates.
  List<String> ambiguous() {
    return trace().ambiguous().stream()
        .map(one -> one.text() + " " + one.candidates().stream().map(RequirementKey::spec).toList())
        .toList();
  }

  public MemorySnapshot files() {
    return files;
  }
}
