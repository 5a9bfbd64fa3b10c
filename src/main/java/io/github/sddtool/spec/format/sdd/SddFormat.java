package io.github.sddtool.spec.format.sdd;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Amendment;
import io.github.sddtool.spec.Constitution;
import io.github.sddtool.spec.DomainMap;
import io.github.sddtool.spec.Layout;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.TaskList;
import io.github.sddtool.spec.markdown.MarkdownText;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

// @spec engine/reading#REQ-READ-001
/// The native format: `.sdd/specs/<id>/spec.md`, flat or in domain folders. A Markdown file of
/// another name is a spec too where its folder holds no `spec.md` and it states requirements;
/// plans, tasks and other side files are not.
public final class SddFormat implements SpecFormat {
  private static final String FOLDER = ".sdd";
  private static final String SPECS = "specs";
  private static final Set<String> SIDE_FILES =
      Set.of(
          "agents.md",
          "analysis.md",
          "changelog.md",
          "checklist.md",
          "data-model.md",
          "design.md",
          "domain.md",
          "index.md",
          "notes.md",
          "plan.md",
          "proposal.md",
          "quickstart.md",
          "readme.md",
          "research.md",
          "roadmap.md",
          "tasks.md",
          "todo.md");

  @Override
  public String name() {
    return "sdd";
  }

  @Override
  public boolean looksAt(RepoPath file) {
    return file.extension().equals("md")
        || file.isBelow(FOLDER)
        || SddSides.isListOfDomains(file.fileName());
  }

  @Override
  public Collection<String> roots(Collection<RepoPath> files) {
    var roots = new java.util.TreeSet<String>();
    for (RepoPath file : files) {
      String path = "/" + file.value();
      int at = path.indexOf("/" + FOLDER + "/");
      if (at >= 0) {
        roots.add(path.substring(Math.min(1, at), at + FOLDER.length() + 1).replaceFirst("^/", ""));
      }
    }
    return roots;
  }

  @Override
  public Layout layout(String root, Collection<RepoPath> files) {
    String home = home(root);
    String below = home.isEmpty() ? FOLDER : home + "/" + FOLDER;
    String folder =
        files.stream().anyMatch(file -> file.value().startsWith(below + "/specs/")) ? below : home;
    Map<RepoPath, String> specs = specs(folder, files);
    return new Layout(specs, SddSides.of(folder, files, specs), List.of());
  }

  /// The root without the folder of its specs.
  private static String home(String root) {
    return root.equals(SPECS)
        ? ""
        : root.endsWith("/" + SPECS) ? root.substring(0, root.length() - SPECS.length() - 1) : root;
  }

  private static boolean isTool(String root, String folder) {
    return root.equals(folder) || root.endsWith("/" + folder);
  }

  private static Map<RepoPath, String> specs(String root, Collection<RepoPath> files) {
    String specs = root.isEmpty() ? "specs/" : root + "/specs/";
    List<RepoPath> candidates =
        files.stream()
            .filter(file -> file.value().startsWith(specs))
            .filter(file -> file.extension().equals("md"))
            .toList();
    Set<String> specFolders = new HashSet<>();
    for (RepoPath file : candidates) {
      if (isSpecFile(file)) {
        specFolders.add(file.folder());
      }
    }
    var located = new TreeMap<RepoPath, String>();
    for (RepoPath file : candidates) {
      String below = file.value().substring(specs.length());
      if (isSpecFile(file)) {
        int slash = below.lastIndexOf('/');
        if (slash > 0) {
          located.put(file, below.substring(0, slash));
        }
      } else if (isLoose(file) && !specFolders.contains(file.folder())) {
        located.put(file, below.substring(0, below.length() - ".md".length()));
      }
    }
    return located;
  }

  private static boolean isSpecFile(RepoPath file) {
    return file.fileName().equalsIgnoreCase("spec.md");
  }

  private static boolean isLoose(RepoPath file) {
    return !SIDE_FILES.contains(file.fileName().toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean owns(String root, RepoPath file) {
    if (root.equals(SPECS)) {
      return file.value().startsWith(SPECS + "/");
    }
    String home = home(root);
    String prefix = home.isEmpty() ? "" : home + "/";
    if (!file.value().startsWith(prefix)) {
      return false;
    }
    // a root that is not the tool's own folder may hold code too
    return isTool(home, FOLDER)
        || file.value().startsWith(prefix + FOLDER + "/")
        || file.extension().equals("md");
  }

  @Override
  public SpecBody read(String text) {
    return SddSpecReader.read(MarkdownText.read(text));
  }

  /// A file of another name is a spec where it states something.
  @Override
  public boolean isSpec(RepoPath path, SpecBody body) {
    return isSpecFile(path) || !body.isEmpty();
  }

  @Override
  public TaskList readTasks(String text) {
    return SddTasks.read(text);
  }

  @Override
  public Constitution.Body readConstitution(String text) {
    return SddConstitution.read(text);
  }

  @Override
  public SpecFormat.Attributes readAttributes(RepoPath path, String text) {
    return SddProposal.read(text);
  }

  @Override
  public List<Amendment.Part> readAmendments(String text) {
    return SddDelta.read(text);
  }

  @Override
  public DomainMap readDomains(String text) {
    return SddDomains.read(text);
  }
}
