package io.github.sddtool.spec.format.adr;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Layout;
import io.github.sddtool.spec.PlacedProblem;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.prose.SourceLines;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/adr#REQ-ADR-001
/// Decisions: `docs/decisions/0012-use-x.md`, also in folders by category. A decision is a spec
/// with a status and links and without requirements: nothing can cover it, and it never changes
/// coverage.
public final class AdrFormat implements SpecFormat {
  /// Where MADR, adr-tools and their like put decisions, longest first.
  private static final List<String> FOLDERS =
      List.of(
          "docs/architecture/decisions",
          "doc/architecture/decisions",
          "docs/architecture/adr",
          "docs/decisions",
          "docs/adrs",
          "docs/adr",
          "doc/adrs",
          "doc/adr",
          "architecture/decisions",
          "adrs",
          "adr");

  private static final Pattern FILE =
      Pattern.compile("^(?:adr[-_]?)?(\\d{1,8})[-_. ](.+)\\.md$", Pattern.CASE_INSENSITIVE);
  private static final Pattern TEMPLATE =
      Pattern.compile("(?:(?:m?adr|decision)[-_ ])?template", Pattern.CASE_INSENSITIVE);

  @Override
  public String name() {
    return "adr";
  }

  @Override
  public boolean looksAt(RepoPath file) {
    return file.extension().equals("md");
  }

  @Override
  public Collection<String> roots(Collection<RepoPath> files) {
    var roots = new TreeSet<String>();
    for (RepoPath file : files) {
      String folder = "/" + file.folder() + "/";
      if (isDecision(file) && !folder.contains("/node_modules/")) {
        FOLDERS.stream()
            .filter(known -> folder.contains("/" + known + "/"))
            .findFirst()
            .map(known ->
                folder.substring(1, folder.indexOf("/" + known + "/") + known.length() + 1))
            .ifPresent(roots::add);
      }
    }
    return roots;
  }

  @Override
  public Layout layout(String root, Collection<RepoPath> files) {
    String folder = folder(root, files);
    String prefix = folder.isEmpty() ? "" : folder + "/";
    var located = new TreeMap<RepoPath, String>();
    for (RepoPath file : files) {
      if (file.value().startsWith(prefix) && isDecision(file)) {
        String below = file.value().substring(prefix.length());
        located.put(file, below.substring(0, below.length() - ".md".length()));
      }
    }
    return new Layout(located, Map.of(), sameNumbers(located));
  }

  /// The configured folder, or the usual one below it where it holds no decision itself.
  private static String folder(String root, Collection<RepoPath> files) {
    if (files.stream().anyMatch(f -> f.folder().equals(root) && isDecision(f))) {
      return root;
    }
    String prefix = root.isEmpty() ? "" : root + "/";
    return FOLDERS.stream()
        .map(known -> prefix + known)
        .filter(path -> files.stream().anyMatch(f -> isIn(path, f) && isDecision(f)))
        .findFirst()
        .orElse(root);
  }

  private static boolean isIn(String folder, RepoPath file) {
    return file.value().startsWith(folder + "/");
  }

  /// A numbered Markdown file that is no template.
  private static boolean isDecision(RepoPath file) {
    Matcher name = FILE.matcher(file.fileName());
    return name.matches() && !TEMPLATE.matcher(name.group(2)).matches();
  }

  // @spec formats/adr#REQ-ADR-004
  private static List<PlacedProblem> sameNumbers(Map<RepoPath, String> located) {
    Map<String, String> first = new HashMap<>();
    var problems = new ArrayList<PlacedProblem>();
    new TreeMap<>(located)
        .forEach((file, id) -> {
          Matcher name = FILE.matcher(file.fileName());
          String number = name.matches() ? name.group(1).replaceFirst("^0+(?=\\d)", "") : id;
          String other = first.putIfAbsent(file.folder() + "#" + number, id);
          if (other != null) {
            problems.add(
                new PlacedProblem(
                    file,
                    new SpecProblem(
                        "spec/duplicate-number",
                        1,
                        number,
                        id + " and " + other + " share the number " + number + ".")));
          }
        });
    return problems;
  }

  /// Decisions stand among other files; only Markdown in their folder is theirs.
  @Override
  public boolean owns(String root, RepoPath file) {
    String name = file.fileName().toLowerCase(Locale.ROOT);
    return (root.isEmpty() || file.value().startsWith(root + "/")) && name.endsWith(".md");
  }

  @Override
  public SpecBody read(String text) {
    return DecisionReader.read(MarkdownText.read(text), SourceLines.of(text));
  }
}
