package io.github.sddtool.spec.format.openfasttrace;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Layout;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecFormat;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

// @spec formats/openfasttrace#REQ-OFT-001, formats/openfasttrace#REQ-OFT-002
/// OpenFastTrace: any document that holds items. Nothing in its name says so; without configuration
/// the documents in the usual folders are read, and those without an item are no specs.
public final class OpenFastTraceFormat implements SpecFormat {
  private static final Set<String> MARKDOWN = Set.of("md", "markdown");
  private static final String RESTRUCTURED_TEXT = "rst";
  private static final Set<String> FOLDERS =
      Set.of(
          "doc",
          "docs",
          "documentation",
          "requirements",
          "spec",
          "specification",
          "specifications",
          "specs");

  @Override
  public String name() {
    return "openfasttrace";
  }

  @Override
  public boolean looksAt(RepoPath file) {
    return isDocument(file);
  }

  @Override
  public Collection<String> roots(Collection<RepoPath> files) {
    var roots = new TreeSet<String>();
    for (RepoPath file : files) {
      if (isDocument(file)) {
        root(file.folder()).ifPresent(roots::add);
      }
    }
    return roots;
  }

  /// The outermost folder with a usual name; hidden folders and dependencies hold none of ours.
  private static Optional<String> root(String folder) {
    List<String> segments = Arrays.asList(folder.split("/", -1));
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i).toLowerCase(Locale.ROOT);
      if (segment.startsWith(".") || segment.equals("node_modules")) {
        return Optional.empty();
      }
      if (FOLDERS.contains(segment)) {
        return Optional.of(String.join("/", segments.subList(0, i + 1)));
      }
    }
    return Optional.empty();
  }

  @Override
  public Layout layout(String root, Collection<RepoPath> files) {
    var specs = new TreeMap<RepoPath, String>();
    var ids = new HashSet<String>();
    files.stream()
        .filter(file -> owns(root, file))
        .sorted()
        .forEach(file -> {
          String below = root.isEmpty() ? file.value() : file.value().substring(root.length() + 1);
          String id = below.substring(0, below.length() - file.extension().length() - 1);
          specs.put(file, ids.add(id) ? id : below);
        });
    return Layout.of(Map.copyOf(specs));
  }

  @Override
  public boolean owns(String root, RepoPath file) {
    return isDocument(file) && (root.isEmpty() || file.value().startsWith(root + "/"));
  }

  private static boolean isDocument(RepoPath file) {
    return MARKDOWN.contains(file.extension()) || file.extension().equals(RESTRUCTURED_TEXT);
  }

  @Override
  public SpecBody read(String text) {
    return ItemReader.read(mayHoldItems(text) ? DocumentLines.ofMarkdown(text) : List.of());
  }

  @Override
  public SpecBody read(RepoPath path, String text) {
    return path.extension().equals(RESTRUCTURED_TEXT) && mayHoldItems(text)
        ? ItemReader.read(DocumentLines.ofRestructuredText(text))
        : read(text);
  }

  /// Every id has a `~` before its revision, or `, v`; most documents need no further look.
  private static boolean mayHoldItems(String text) {
    return text.indexOf('~') >= 0 || text.contains(", v");
  }

  @Override
  public boolean isSpec(RepoPath path, SpecBody body) {
    return !body.requirements().isEmpty();
  }
}
