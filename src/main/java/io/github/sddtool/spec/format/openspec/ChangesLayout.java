package io.github.sddtool.spec.format.openspec;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Layout;
import io.github.sddtool.spec.PlacedProblem;
import io.github.sddtool.spec.SpecProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

// @spec formats/openspec#REQ-OSP-001
/// The files of `openspec/changes`: one folder a change, done ones below `archive`.
final class ChangesLayout {
  static final String PROPOSAL = "proposal.md";
  static final String METADATA = ".openspec.yaml";

  private static final String ARCHIVE = "archive";
  private static final String TASKS = "tasks.md";
  private static final String SPECS = "specs";
  private static final String SPEC = "spec.md";
  private static final Set<String> MARKS = Set.of(METADATA, PROPOSAL, TASKS, "design.md");

  /// How deep below a folder a change is looked for that should stand beside it.
  private static final int DEEPEST = 3;

  /// A file of a change.
  ///
  /// @param below its path below the change's folder, in segments
  private record Part(RepoPath path, List<String> below) {
    boolean isHidden() {
      return below.stream().anyMatch(segment -> segment.startsWith("."));
    }

    String name() {
      return below.getLast();
    }
  }

  private final Map<RepoPath, Layout.Side> sides;
  private final List<PlacedProblem> problems;
  private final Map<String, List<Part>> parts = new TreeMap<>();
  private final String root;

  /// Adds to a layout.
  ///
  /// @param root the folder of the changes, with a slash at its end
  ChangesLayout(String root, Map<RepoPath, Layout.Side> sides, List<PlacedProblem> problems) {
    this.root = root;
    this.sides = sides;
    this.problems = problems;
  }

  /// A file below the folder of the changes.
  void add(RepoPath path) {
    List<String> segments = List.of(path.value().substring(root.length()).split("/", -1));
    int depth = segments.getFirst().equals(ARCHIVE) ? 2 : 1;
    if (segments.size() > depth && !segments.get(depth - 1).startsWith(".")) {
      parts
          .computeIfAbsent(String.join("/", segments.subList(0, depth)), _ -> new ArrayList<>())
          .add(new Part(path, segments.subList(depth, segments.size())));
    }
  }

  void finish() {
    parts.forEach((folder, files) -> {
      boolean archived = folder.startsWith(ARCHIVE + "/");
      String id = folder.substring(folder.lastIndexOf('/') + 1);
      var change = new Layout.Folder(id, root + folder, archived);
      if (archived) {
        keep(change, files);
      } else {
        open(change, files);
      }
    });
  }

  /// A change that is done: only that it is there matters.
  private void keep(Layout.Folder change, List<Part> files) {
    sides.put(first(files), new Layout.Side.ProposalText(change));
  }

  private static RepoPath first(List<Part> files) {
    return files.stream().map(Part::path).min(RepoPath::compareTo).orElseThrow();
  }

  private void open(Layout.Folder change, List<Part> files) {
    if (files.stream().noneMatch(ChangesLayout::isOwn)) {
      Map<String, RepoPath> nested = nested(files);
      nested.forEach((folder, at) -> misplacedChange(change, folder, at));
      if (!nested.isEmpty()) {
        return;
      }
    }
    files.forEach(file -> part(change, file));
    boolean misplaced =
        problems.stream().anyMatch(p -> p.path().value().startsWith(change.path() + "/"));
    if (!misplaced && files.stream().noneMatch(file -> sides.containsKey(file.path()))) {
      sides.put(first(files), new Layout.Side.ProposalText(change));
    }
  }

  private void part(Layout.Folder change, Part file) {
    boolean atTop = file.below().size() == 1;
    boolean inSpecs = file.below().getFirst().equals(SPECS) && !atTop && !file.isHidden();
    if (atTop && (file.name().equals(PROPOSAL) || file.name().equals(METADATA))) {
      sides.put(file.path(), new Layout.Side.ProposalText(change));
    } else if (atTop && file.name().equals(TASKS)) {
      sides.put(file.path(), new Layout.Side.ProposalTasks(change));
    } else if (inSpecs && file.name().equals(SPEC)) {
      List<String> capability = file.below().subList(1, file.below().size() - 1);
      if (capability.isEmpty()) {
        problems.add(misplaced(file.path(), "A delta stands in `specs/<capability>/spec.md`."));
      } else {
        sides.put(file.path(), new Layout.Side.Amends(change, String.join("/", capability)));
      }
    } else if (inSpecs && file.path().extension().equals("md")) {
      // only its text tells whether it is a delta that nobody would read
      sides.put(file.path(), new Layout.Side.ProposalText(change));
    }
  }

  /// Whether a file shows that the folder is a change itself, not one around changes.
  private static boolean isOwn(Part file) {
    return file.below().size() == 1
        ? MARKS.contains(file.name()) || !file.isHidden()
        : file.below().getFirst().equals(SPECS) && !file.isHidden();
  }

  /// The changes inside a folder, each with a file of it.
  private static Map<String, RepoPath> nested(List<Part> files) {
    var found = new TreeMap<String, RepoPath>();
    for (Part file : files) {
      IntStream.rangeClosed(1, Math.min(DEEPEST, file.below().size() - 1))
          .filter(depth -> holdsChange(file, depth))
          .findFirst()
          .ifPresent(depth ->
              found.merge(
                  String.join("/", file.below().subList(0, depth)),
                  file.path(),
                  (a, b) -> a.compareTo(b) <= 0 ? a : b));
    }
    found.keySet().removeIf(folder -> hasParent(folder, found.keySet()));
    return found;
  }

  private static boolean holdsChange(Part file, int depth) {
    if (file.below().subList(0, depth).stream().anyMatch(segment -> segment.startsWith("."))) {
      return false;
    }
    var rest = new Part(file.path(), file.below().subList(depth, file.below().size()));
    return rest.below().size() == 1
        ? MARKS.contains(rest.name())
        : rest.below().getFirst().equals(SPECS) && !rest.isHidden();
  }

  private static boolean hasParent(String folder, Set<String> folders) {
    String[] segments = folder.split("/", -1);
    return IntStream.range(1, segments.length)
        .mapToObj(n -> String.join("/", Arrays.copyOf(segments, n)))
        .anyMatch(folders::contains);
  }

  private void misplacedChange(Layout.Folder around, String folder, RepoPath at) {
    String flat = around.id() + "-" + folder.replace('/', '-');
    problems.add(
        misplaced(
            at,
            "A change stands directly in `changes/`; nobody reads `"
                + around.id()
                + "/"
                + folder
                + "`. Move it to `changes/"
                + flat
                + "`."));
  }

  private static PlacedProblem misplaced(RepoPath path, String message) {
    return new PlacedProblem(path, new SpecProblem("change/misplaced", 1, "", message));
  }
}
