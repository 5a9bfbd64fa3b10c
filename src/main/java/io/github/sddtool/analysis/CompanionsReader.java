package io.github.sddtool.analysis;

import io.github.sddtool.facts.FactsReader;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.FileTree;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.spec.Amendment;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.Constitution;
import io.github.sddtool.spec.DomainMap;
import io.github.sddtool.spec.Layout;
import io.github.sddtool.spec.PlacedProblem;
import io.github.sddtool.spec.Proposal;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.TaskList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads what stands beside the specs of a snapshot: tasks, proposals, constitutions, domains.
final class CompanionsReader {
  private final FactsReader facts;
  private final Snapshot snapshot;
  private final FileTree files;

  private final Map<String, List<Proposal.Placed<TaskList>>> tasks = new HashMap<>();
  private final Map<String, SpecFormat.Attributes> attributes = new HashMap<>();
  private final Map<RepoPath, String> prose = new TreeMap<>();
  private final Map<String, Draft> proposals = new TreeMap<>();
  private final List<Constitution> constitutions = new ArrayList<>();
  private final List<Proposal.Placed<DomainMap>> domains = new ArrayList<>();
  private final List<PlacedProblem> problems = new ArrayList<>();

  CompanionsReader(FactsReader facts, Snapshot snapshot, FileTree files) {
    this.facts = facts;
    this.snapshot = snapshot;
    this.files = files;
  }

  /// A proposal whose files are still being read.
  private static final class Draft {
    private final Layout.Folder folder;
    private final Map<String, String> fields = new HashMap<>();
    private final List<Amendment> amendments = new ArrayList<>();
    private Optional<Proposal.Placed<TaskList>> tasks = Optional.empty();

    Draft(Layout.Folder folder) {
      this.folder = folder;
    }

    /// An amendment that names no spec is about the one that the proposal names.
    Proposal finish() {
      String only = fields.getOrDefault("specs", "");
      if (!only.isEmpty() && only.indexOf(',') < 0) {
        amendments.replaceAll(
            a -> a.spec().isEmpty() ? new Amendment(only, a.path(), a.body()) : a);
      }
      return new Proposal(folder.id(), folder.path(), folder.archived(), fields, amendments, tasks);
    }
  }

  /// Reads the companions of one root.
  ///
  /// @param ids of its specs in the whole repository, by their ids in the root
  void add(SpecRoot root, Map<String, String> ids) {
    problems.addAll(root.layout().problems());
    var byPath = new TreeMap<RepoPath, Layout.Side>(root.layout().sides());
    byPath.forEach((path, side) -> {
      files.find(path).ifPresent(file -> read(root.format(), file, side, ids));
    });
  }

  private void read(SpecFormat format, FileEntry file, Layout.Side side, Map<String, String> ids) {
    RepoPath path = file.path();
    switch (side) {
      case Layout.Side.Tasks(String spec) ->
          tasks
              .computeIfAbsent(ids.getOrDefault(spec, spec), _ -> new ArrayList<>())
              .add(tasks(format, file));
      case Layout.Side.Attributes(String spec) ->
          attributes.put(ids.getOrDefault(spec, spec), attributes(format, file));
      case Layout.Side.Prose(String spec) -> prose.put(path, ids.getOrDefault(spec, spec));
      case Layout.Side.ProposalText(Layout.Folder folder) -> {
        Draft draft = draft(folder);
        if (!folder.archived()) {
          draft.fields.putAll(attributes(format, file).fields());
        }
      }
      case Layout.Side.ProposalTasks(Layout.Folder folder) -> {
        Draft draft = draft(folder);
        if (!folder.archived()) {
          draft.tasks = Optional.of(tasks(format, file));
        }
      }
      case Layout.Side.Amends(Layout.Folder folder, String spec) -> {
        Draft draft = draft(folder);
        if (!folder.archived()) {
          var body =
              facts.part(format, "amendment", snapshot, file, format::readAmendment, NO_AMENDMENT);
          draft.amendments.add(new Amendment(ids.getOrDefault(spec, spec), path, body));
          report(path, body.problems());
        }
      }
      case Layout.Side.AmendsSeveral(Layout.Folder folder) -> {
        Draft draft = draft(folder);
        if (!folder.archived()) {
          facts
              .part(format, "amendments", snapshot, file, format::readAmendments, NO_PARTS)
              .forEach(part -> {
                draft.amendments.add(
                    new Amendment(ids.getOrDefault(part.spec(), part.spec()), path, part.body()));
                report(path, part.body().problems());
              });
        }
      }
      case Layout.Side.Constitutes(String domain) ->
          constitutions.add(
              new Constitution(
                  format.name(),
                  path,
                  domain,
                  facts.part(
                      format,
                      "constitution",
                      snapshot,
                      file,
                      format::readConstitution,
                      NO_CONSTITUTION)));
      case Layout.Side.Domains _ -> {
        DomainMap map =
            facts.part(format, "domains", snapshot, file, format::readDomains, DomainMap.NONE);
        domains.add(new Proposal.Placed<>(path, map));
        report(path, map.problems());
      }
    }
  }

  private static final Amendment.Body NO_AMENDMENT = new Amendment.Body(List.of(), List.of());
  private static final List<Amendment.Part> NO_PARTS = List.of();
  private static final Constitution.Body NO_CONSTITUTION =
      new Constitution.Body(Optional.empty(), List.of(), List.of());

  private Draft draft(Layout.Folder folder) {
    return proposals.computeIfAbsent(folder.path(), _ -> new Draft(folder));
  }

  private Proposal.Placed<TaskList> tasks(SpecFormat format, FileEntry file) {
    TaskList list = facts.part(format, "tasks", snapshot, file, format::readTasks, TaskList.NONE);
    report(file.path(), list.problems());
    return new Proposal.Placed<>(file.path(), list);
  }

  private SpecFormat.Attributes attributes(SpecFormat format, FileEntry file) {
    SpecFormat.Attributes read =
        facts.part(
            format,
            "attributes:" + file.path().fileName(),
            snapshot,
            file,
            text -> format.readAttributes(file.path(), text),
            SpecFormat.Attributes.NONE);
    report(file.path(), read.problems());
    return read;
  }

  private void report(RepoPath path, List<SpecProblem> found) {
    found.forEach(problem -> problems.add(new PlacedProblem(path, problem)));
  }

  /// What other files say about a spec: its own metadata, and the one domain that lists it.
  SpecFormat.Attributes attributes(String spec) {
    SpecFormat.Attributes own = attributes.getOrDefault(spec, SpecFormat.Attributes.NONE);
    Set<String> listing = listing().getOrDefault(spec, Set.of());
    if (listing.size() != 1 || own.fields().containsKey("domain")) {
      return own;
    }
    var fields = new HashMap<>(own.fields());
    fields.put("domain", listing.iterator().next());
    return new SpecFormat.Attributes(fields, own.problems());
  }

  private Map<String, Set<String>> domainsOfSpecs = Map.of();

  /// The domains that list each spec; asked for when all lists are read.
  private Map<String, Set<String>> listing() {
    if (domainsOfSpecs.isEmpty() && !domains.isEmpty()) {
      domainsOfSpecs = new HashMap<>();
      for (Proposal.Placed<DomainMap> placed : domains) {
        for (DomainMap.Domain domain : placed.value().domains()) {
          for (String spec : domain.specs()) {
            domainsOfSpecs.computeIfAbsent(spec, _ -> new LinkedHashSet<>()).add(domain.id());
          }
        }
      }
    }
    return domainsOfSpecs;
  }

  /// The specs that files of prose belong to.
  Map<RepoPath, String> prose() {
    return prose;
  }

  Companions companions() {
    return new Companions(
        tasks,
        proposals.values().stream().map(Draft::finish).toList(),
        constitutions,
        domains,
        problems);
  }
}
