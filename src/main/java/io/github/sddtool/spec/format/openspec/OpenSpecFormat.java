package io.github.sddtool.spec.format.openspec;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Amendment;
import io.github.sddtool.spec.Layout;
import io.github.sddtool.spec.PlacedProblem;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.TaskList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

// @spec formats/openspec#REQ-OSP-001
/// OpenSpec: `openspec/specs/<capability>/spec.md` says what holds, `openspec/changes/<id>` what
/// shall change. We read what OpenSpec 1.13 reads, and find what its `validate` finds.
public final class OpenSpecFormat implements SpecFormat {
  private static final String FOLDER = "openspec";
  private static final String SPECS = "specs/";
  private static final String CHANGES = "changes/";
  private static final String SPEC = "spec.md";
  private static final List<String> SIGNS = List.of("config.yaml", "config.yml", "project.md");

  @Override
  public String name() {
    return "openspec";
  }

  @Override
  public boolean looksAt(RepoPath file) {
    return file.isBelow(FOLDER) || file.isBelow("changes") || file.extension().equals("md");
  }

  @Override
  public Collection<String> roots(Collection<RepoPath> files) {
    var roots = new TreeSet<String>();
    files.forEach(file -> root(file).ifPresent(roots::add));
    return roots;
  }

  /// The outermost folder `openspec` around a file that holds what such a folder holds.
  private static Optional<String> root(RepoPath file) {
    String path = "/" + file.value();
    String sign = "/" + FOLDER + "/";
    for (int at = path.indexOf(sign); at >= 0; at = path.indexOf(sign, at + 1)) {
      String below = path.substring(at + sign.length());
      boolean spec = below.startsWith(SPECS) && below.endsWith("/" + SPEC);
      if (spec || below.startsWith(CHANGES) || SIGNS.contains(below)) {
        return Optional.of(path.substring(1, at + sign.length() - 1));
      }
    }
    return Optional.empty();
  }

  @Override
  public Layout layout(String root, Collection<RepoPath> files) {
    String home = home(root, files);
    var specs = new TreeMap<RepoPath, String>();
    var sides = new TreeMap<RepoPath, Layout.Side>();
    var problems = new ArrayList<PlacedProblem>();
    var changes = new ChangesLayout(home + CHANGES, sides, problems);
    for (RepoPath file : files) {
      if (file.value().startsWith(home + CHANGES)) {
        changes.add(file);
      } else if (file.value().startsWith(home + SPECS) && file.fileName().equals(SPEC)) {
        String id =
            file.folder().substring(Math.min(file.folder().length(), (home + SPECS).length()));
        if (id.isEmpty()) {
          problems.add(ignored(file));
        } else if (!isHidden(id)) {
          specs.put(file, id);
        }
      }
    }
    changes.finish();
    designs(home, files, specs, sides);
    return new Layout(specs, sides, problems);
  }

  private static PlacedProblem ignored(RepoPath file) {
    return new PlacedProblem(
        file,
        new SpecProblem(
            "spec/misplaced",
            1,
            "",
            "A spec stands in `specs/<capability>/spec.md`; nobody reads this one."));
  }

  private static boolean isHidden(String path) {
    return Arrays.stream(path.split("/", -1)).anyMatch(segment -> segment.startsWith("."));
  }

  /// A design beside a spec is prose about it.
  private static void designs(
      String home,
      Collection<RepoPath> files,
      Map<RepoPath, String> specs,
      Map<RepoPath, Layout.Side> sides) {
    for (RepoPath file : files) {
      if (file.value().startsWith(home + SPECS) && file.fileName().equals("design.md")) {
        String id = specs.get(RepoPath.of(file.folder() + "/" + SPEC));
        if (id != null) {
          sides.put(file, new Layout.Side.Prose(id));
        }
      }
    }
  }

  /// The folder that holds `specs/` and `changes/`, with a slash at its end; empty for the
  /// repository's root. What is configured may be that folder, its `specs`, or the one around it.
  private static String home(String root, Collection<RepoPath> files) {
    String folder = slashed(root);
    String inner = folder + FOLDER + "/";
    if (isFolder(folder)) {
      return folder;
    }
    if (isFolder(above(folder)) && folder.endsWith("/" + SPECS)) {
      return above(folder);
    }
    return files.stream().anyMatch(file -> file.value().startsWith(inner)) ? inner : folder;
  }

  private static String slashed(String root) {
    return root.isEmpty() || root.equals(".") ? "" : root.endsWith("/") ? root : root + "/";
  }

  private static String above(String folder) {
    return folder.substring(0, folder.lastIndexOf('/', Math.max(0, folder.length() - 2)) + 1);
  }

  private static boolean isFolder(String folder) {
    return ("/" + folder).endsWith("/" + FOLDER + "/");
  }

  @Override
  public boolean owns(String root, RepoPath file) {
    String folder = slashed(root);
    String home = folder.endsWith("/" + SPECS) && isFolder(above(folder)) ? above(folder) : folder;
    if (!file.value().startsWith(home)) {
      return false;
    }
    String below = file.value().substring(home.length());
    return isFolder(home)
        || below.startsWith(FOLDER + "/")
        || below.startsWith(SPECS)
        || below.startsWith(CHANGES);
  }

  @Override
  public SpecBody read(String text) {
    return CurrentSpecReader.read(text);
  }

  @Override
  public TaskList readTasks(String text) {
    return TaskReader.read(text);
  }

  @Override
  public Amendment.Body readAmendment(String text) {
    return DeltaReader.read(text);
  }

  @Override
  public Attributes readAttributes(RepoPath path, String text) {
    return switch (path.fileName()) {
      case ChangesLayout.METADATA -> ChangeMetadata.read(text);
      case ChangesLayout.PROPOSAL -> proposal(text);
      default -> path.extension().equals("md") ? stray(text) : Attributes.NONE;
    };
  }

  private static Attributes proposal(String text) {
    return Lines.of(text).headings().stream()
        .filter(heading -> heading.level() == 1)
        .findFirst()
        .map(heading -> new Attributes(Map.of("title", heading.title()), List.of()))
        .orElse(Attributes.NONE);
  }

  /// A delta in a file that is not named `spec.md`.
  private static Attributes stray(String text) {
    return DeltaReader.isDelta(text)
        ? new Attributes(
            Map.of(),
            List.of(
                new SpecProblem(
                    "change/misplaced",
                    1,
                    "",
                    "A delta stands in `specs/<capability>/spec.md`; nobody reads this one.")))
        : Attributes.NONE;
  }
}
