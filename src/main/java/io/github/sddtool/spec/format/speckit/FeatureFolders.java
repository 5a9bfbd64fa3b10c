package io.github.sddtool.spec.format.speckit;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Layout;
import io.github.sddtool.spec.PlacedProblem;
import io.github.sddtool.spec.SpecProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/speckit#REQ-KIT-001
/// Where the features of one root are.
///
/// @param specs the folder that holds the feature folders
/// @param owner the folder that holds it and `.specify`; empty at the repository's root
record FeatureFolders(String specs, String owner) {
  private static final Pattern NUMBER = Pattern.compile("^(\\d{3,6})-.+");
  private static final Pattern TIMESTAMP = Pattern.compile("^\\d{8}(?:-\\d{6})?-.+");

  /// Folders whose specs are of another format, or of nobody.
  private static final Set<String> FOREIGN =
      Set.of(".sdd", "openspec", ".kiro", ".git", "node_modules", "vendor", "templates");

  private static final Set<String> ARCHIVES =
      Set.of("archive", "archived", "_archive", "_archived", ".archive");

  /// Folders inside a feature that hold documents of it.
  private static final Set<String> PARTS = Set.of("contracts", "checklists");

  private static final Set<String> PROSE =
      Set.of("plan.md", "research.md", "data-model.md", "quickstart.md");

  private static final List<String> CONSTITUTIONS =
      List.of(
          ".specify/memory/constitution.md",
          ".specify/constitution.md",
          ".speckit/memory/constitution.md",
          "memory/constitution.md");

  /// Every folder `specs` with a `spec.md` in a folder below it.
  static Collection<String> roots(Collection<RepoPath> files) {
    var roots = new TreeSet<String>();
    for (RepoPath file : files) {
      if (isSpecFile(file)) {
        List<String> folders = List.of(file.folder().split("/", -1));
        int at = folders.indexOf("specs");
        if (at >= 0 && at < folders.size() - 1 && folders.stream().noneMatch(FOREIGN::contains)) {
          roots.add(String.join("/", folders.subList(0, at + 1)));
        }
      }
    }
    return roots;
  }

  /// The root may be the folder of the features, `.specify` or `.speckit`, or what holds them.
  static FeatureFolders of(String root, Collection<RepoPath> files) {
    String last = lastOf(root);
    if (last.equals("specs")) {
      return new FeatureFolders(root, holderOf(root));
    }
    String owner = last.equals(".specify") || last.equals(".speckit") ? parentOf(root) : root;
    for (String folder : List.of("specs", ".specify/specs", ".speckit/features")) {
      String specs = join(owner, folder);
      if (holdsSpecs(specs, files)) {
        return new FeatureFolders(specs, owner);
      }
    }
    return new FeatureFolders(root, holderOf(root));
  }

  private static boolean holdsSpecs(String folder, Collection<RepoPath> files) {
    return files.stream().anyMatch(f -> isSpecFile(f) && f.folder().startsWith(folder + "/"));
  }

  /// What holds a folder of features and is no folder of the tool itself.
  private static String holderOf(String specs) {
    String parent = parentOf(specs);
    String last = lastOf(parent);
    return last.equals(".specify") || last.equals(".speckit") ? parentOf(parent) : parent;
  }

  static boolean owns(String root, RepoPath file) {
    String last = lastOf(root);
    String holder = holderOf(root);
    if (last.equals(".specify") || last.equals(".speckit")) {
      return isTools(parentOf(root), file) || below(join(parentOf(root), "specs"), file);
    }
    if (last.equals("specs")) {
      boolean inFeature = below(root, file) && !file.folder().equals(root);
      return inFeature || (below(root, file) && isMarkdown(file)) || isTools(holder, file);
    }
    String features = last.equals("features") ? root : join(root, "specs");
    return below(root, file) && (isMarkdown(file) || below(features, file) || isTools(root, file));
  }

  private static boolean isTools(String owner, RepoPath file) {
    return below(join(owner, ".specify"), file) || below(join(owner, ".speckit"), file);
  }

  // @spec formats/speckit#REQ-KIT-001, formats/speckit#REQ-KIT-009
  Layout layout(Collection<RepoPath> files) {
    var located = new TreeMap<RepoPath, String>();
    for (RepoPath file : files) {
      if (isSpecFile(file) && below(specs, file) && !file.folder().equals(specs)) {
        String id = specs.isEmpty() ? file.folder() : file.folder().substring(specs.length() + 1);
        if (isFeature(id)) {
          located.put(file, id);
        }
      }
    }
    return new Layout(located, sides(files, located), sameNumbers(located));
  }

  private static boolean isFeature(String id) {
    for (String folder : id.split("/", -1)) {
      if (ARCHIVES.contains(folder.toLowerCase(Locale.ROOT))
          || PARTS.contains(folder)
          || FOREIGN.contains(folder)) {
        return false;
      }
    }
    return true;
  }

  private Map<RepoPath, Layout.Side> sides(
      Collection<RepoPath> files, Map<RepoPath, String> located) {
    Map<String, String> ids = new HashMap<>();
    located.forEach((file, id) -> ids.put(file.folder(), id));
    Set<String> all = new HashSet<>();
    var sides = new TreeMap<RepoPath, Layout.Side>();
    for (RepoPath file : files) {
      all.add(file.value());
      String id = ids.get(file.folder());
      String name = file.fileName().toLowerCase(Locale.ROOT);
      if (id != null && name.equals("tasks.md")) {
        sides.put(file, new Layout.Side.Tasks(id));
      } else if (id != null && PROSE.contains(name)) {
        sides.put(file, new Layout.Side.Prose(id));
      }
    }
    CONSTITUTIONS.stream()
        .map(path -> join(owner, path))
        .filter(all::contains)
        .findFirst()
        .ifPresent(path -> sides.put(RepoPath.of(path), new Layout.Side.Constitutes("")));
    return sides;
  }

  /// Features of one folder with one number. A time as prefix is no number.
  private static List<PlacedProblem> sameNumbers(Map<RepoPath, String> located) {
    Map<String, String> first = new HashMap<>();
    var problems = new ArrayList<PlacedProblem>();
    new TreeMap<>(located)
        .forEach((file, id) -> {
          Matcher number = NUMBER.matcher(lastOf(id));
          if (number.matches()) {
            String other = first.putIfAbsent(parentOf(id) + "#" + number.group(1), id);
            if (other != null) {
              problems.add(
                  new PlacedProblem(
                      file,
                      new SpecProblem(
                          "spec/duplicate-number",
                          1,
                          number.group(1),
                          id + " and " + other + " share the number " + number.group(1) + ".")));
            }
          }
        });
    return problems;
  }

  /// Whether a folder is named as Spec Kit names it: `003-photo`, `20260131-120000-photo`.
  static boolean isNumbered(String folder) {
    return NUMBER.matcher(folder).matches() || TIMESTAMP.matcher(folder).matches();
  }

  private static boolean isSpecFile(RepoPath file) {
    return file.fileName().equalsIgnoreCase("spec.md");
  }

  private static boolean isMarkdown(RepoPath file) {
    return file.extension().equals("md");
  }

  private static boolean below(String folder, RepoPath file) {
    return folder.isEmpty() || file.value().startsWith(folder + "/");
  }

  private static String join(String folder, String path) {
    return folder.isEmpty() ? path : folder + "/" + path;
  }

  private static String parentOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private static String lastOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
