package io.github.sddtool.spec.format.kiro;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Layout;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.TaskList;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.prose.SourceLines;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

// @spec formats/kiro#REQ-KIRO-001
/// Kiro's `.kiro/specs/<feature>/requirements.md`, with design, tasks and metadata beside it. Other
/// files of a feature are notes of its authors and no specs.
public final class KiroFormat implements SpecFormat {
  private static final String FOLDER = ".kiro";
  private static final Set<String> PROSE = Set.of("design.md", "research.md");
  private static final Set<String> ARCHIVES =
      Set.of("archive", "archived", "_archive", "_archived", ".archive");

  @Override
  public String name() {
    return "kiro";
  }

  @Override
  public boolean looksAt(RepoPath file) {
    return file.isBelow(FOLDER);
  }

  @Override
  public Collection<String> roots(Collection<RepoPath> files) {
    var roots = new TreeSet<String>();
    for (RepoPath file : files) {
      String path = "/" + file.value();
      int at = path.indexOf("/" + FOLDER + "/specs/");
      if (at >= 0 && !path.contains("/node_modules/")) {
        roots.add(path.substring(1, at + FOLDER.length() + 1));
      }
    }
    return roots;
  }

  @Override
  public Layout layout(String root, Collection<RepoPath> files) {
    String specs = specsFolder(root) + "/";
    Map<String, String> ids = new HashMap<>();
    var located = new TreeMap<RepoPath, String>();
    for (RepoPath file : files) {
      if (nameOf(file).equals("requirements.md")
          && file.folder().startsWith(specs)
          && isCurrent(file.folder().substring(specs.length()))) {
        String id = file.folder().substring(specs.length());
        ids.put(file.folder(), id);
        located.put(file, id);
      }
    }
    var sides = new TreeMap<RepoPath, Layout.Side>();
    for (RepoPath file : files) {
      String id = ids.get(file.folder());
      if (id != null) {
        side(file, id, files).ifPresent(side -> sides.put(file, side));
      }
    }
    return new Layout(located, sides, List.of());
  }

  private static Optional<Layout.Side> side(RepoPath file, String id, Collection<RepoPath> files) {
    String name = nameOf(file);
    boolean metadata =
        name.equals("spec.json")
            // one file speaks for a spec; cc-sdd's says more
            || (name.equals(".config.kiro")
                && !files.contains(RepoPath.of(file.folder() + "/spec.json")));
    if (name.equals("tasks.md")) {
      return Optional.of(new Layout.Side.Tasks(id));
    }
    if (metadata) {
      return Optional.of(new Layout.Side.Attributes(id));
    }
    return PROSE.contains(name) ? Optional.of(new Layout.Side.Prose(id)) : Optional.empty();
  }

  private static String specsFolder(String root) {
    if (root.endsWith(FOLDER + "/specs")) {
      return root;
    }
    if (root.equals(FOLDER) || root.endsWith("/" + FOLDER)) {
      return root + "/specs";
    }
    return (root.isEmpty() ? "" : root + "/") + FOLDER + "/specs";
  }

  private static boolean isCurrent(String id) {
    return Arrays.stream(id.split("/", -1))
        .noneMatch(folder -> ARCHIVES.contains(folder.toLowerCase(Locale.ROOT)));
  }

  private static String nameOf(RepoPath file) {
    return file.fileName().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean owns(String root, RepoPath file) {
    String specs = specsFolder(root);
    String folder = specs.substring(0, specs.length() - "specs".length());
    return file.value().startsWith(folder);
  }

  @Override
  public SpecBody read(String text) {
    return KiroSpecReader.read(MarkdownText.read(text), SourceLines.of(text));
  }

  @Override
  public TaskList readTasks(String text) {
    return KiroTasks.read(MarkdownText.read(text));
  }

  @Override
  public Attributes readAttributes(RepoPath path, String text) {
    return KiroMetadata.read(text);
  }
}
