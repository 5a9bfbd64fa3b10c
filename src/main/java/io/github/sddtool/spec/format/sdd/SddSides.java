package io.github.sddtool.spec.format.sdd;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Layout;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which files of a `.sdd` folder play a part beside the specs: tasks, proposals in `changes/` and
/// `archive/`, constitutions, the list of domains.
final class SddSides {
  private final String prefix;
  private final Map<String, String> specByFolder = new HashMap<>();

  private SddSides(String root, Map<RepoPath, String> specs) {
    this.prefix = root.isEmpty() ? "" : root + "/";
    specs.forEach((path, id) -> specByFolder.put(path.folder(), id));
  }

  static Map<RepoPath, Layout.Side> of(
      String root, Collection<RepoPath> files, Map<RepoPath, String> specs) {
    var sides = new TreeMap<RepoPath, Layout.Side>();
    var reader = new SddSides(root, specs);
    for (RepoPath file : files) {
      if (file.value().startsWith(reader.prefix)) {
        reader
            .side(file, file.value().substring(reader.prefix.length()))
            .ifPresent(side -> sides.put(file, side));
      }
    }
    return sides;
  }

  static boolean isListOfDomains(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return name.equals("domains.yml") || name.equals("domains.yaml");
  }

  private Optional<Layout.Side> side(RepoPath file, String below) {
    String[] parts = below.split("/", -1);
    String name = parts[parts.length - 1].toLowerCase(Locale.ROOT);
    return switch (parts[0]) {
      case "constitution.md" -> Optional.of(new Layout.Side.Constitutes(""));
      case "domains.yml", "domains.yaml" -> Optional.of(new Layout.Side.Domains());
      case "domains" ->
          parts.length == 3 && name.equals("constitution.md")
              ? Optional.of(new Layout.Side.Constitutes(parts[1]))
              : Optional.empty();
      case "specs" -> besideSpec(file, parts, name);
      case "changes" -> parts.length > 2 ? ofProposal(parts, 2, name, false) : Optional.empty();
      case "archive" ->
          parts.length > 2 ? ofProposal(parts, archived(parts), name, true) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<Layout.Side> besideSpec(RepoPath file, String[] parts, String name) {
    if (name.equals("tasks.md")) {
      return Optional.ofNullable(specByFolder.get(file.folder())).map(Layout.Side.Tasks::new);
    }
    return parts.length == 3 && name.equals("constitution.md")
        ? Optional.of(new Layout.Side.Constitutes(parts[1]))
        : Optional.empty();
  }

  /// `archive/2026-01/2026-01-31-CHG-001/…`, or without the month.
  private static int archived(String[] parts) {
    return parts.length > 3 && parts[1].matches("\\d{4}-\\d{2}") ? 3 : 2;
  }

  private Optional<Layout.Side> ofProposal(
      String[] parts, int depth, String name, boolean archived) {
    if (parts.length != depth + 1) {
      return Optional.empty();
    }
    String path = prefix + String.join("/", java.util.Arrays.asList(parts).subList(0, depth));
    var folder = new Layout.Folder(parts[depth - 1], path, archived);
    return switch (name) {
      case "proposal.md" -> Optional.of(new Layout.Side.ProposalText(folder));
      case "delta.md" -> Optional.of(new Layout.Side.AmendsSeveral(folder));
      case "tasks.md" -> Optional.of(new Layout.Side.ProposalTasks(folder));
      default -> Optional.empty();
    };
  }
}
