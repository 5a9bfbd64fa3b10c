package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The files of a snapshot that its `.gitattributes` call generated: `linguist-generated`. Of
/// several files the deepest decides, of several lines the last.
public final class GeneratedPaths {
  private static final String FILE = ".gitattributes";
  private static final long MAX_FILE = 1 << 20;
  private static final Set<String> SET = Set.of("linguist-generated", "linguist-generated=true");
  private static final Set<String> UNSET =
      Set.of("-linguist-generated", "!linguist-generated", "linguist-generated=false");

  /// By folder, the deepest first.
  private final TreeMap<String, IgnoreRules> rules =
      new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(f -> f));

  private GeneratedPaths() {}

  public static GeneratedPaths of(Snapshot snapshot) {
    var generated = new GeneratedPaths();
    for (FileEntry file : snapshot.files()) {
      if (isDecidedBy(file.path()) && file.size() <= MAX_FILE) {
        byte[] content = snapshot.read(file);
        String patterns = content.length > MAX_FILE ? "" : patterns(new String(content, UTF_8));
        if (!patterns.isEmpty()) {
          generated.rules.put(file.path().folder(), IgnoreRules.parse(patterns));
        }
      }
    }
    return generated;
  }

  /// Whether what is generated may change with this file.
  public static boolean isDecidedBy(RepoPath path) {
    return path.fileName().equals(FILE);
  }

  public boolean contains(RepoPath path) {
    if (rules.isEmpty()) {
      return false;
    }
    byte[] bytes = path.value().getBytes(UTF_8);
    for (var entry : rules.entrySet()) {
      String folder = entry.getKey();
      if (folder.isEmpty() || path.value().startsWith(folder + "/")) {
        int base = folder.isEmpty() ? 0 : (folder + "/").getBytes(UTF_8).length;
        Optional<Boolean> says = entry.getValue().ignores(bytes, base, false);
        if (says.isPresent()) {
          return says.get();
        }
      }
    }
    return false;
  }

  /// The lines that set or unset the attribute, as an ignore file would write them.
  private static String patterns(String attributes) {
    var patterns = new StringBuilder();
    for (String line : attributes.lines().toList()) {
      List<String> words = List.of(line.strip().split("\\s+", -1));
      String pattern = words.getFirst();
      if (pattern.isEmpty() || pattern.startsWith("#") || pattern.startsWith("!")) {
        continue;
      }
      if (words.stream().skip(1).anyMatch(SET::contains)) {
        patterns.append(pattern).append('\n');
      } else if (words.stream().skip(1).anyMatch(UNSET::contains)) {
        patterns.append('!').append(pattern).append('\n');
      }
    }
    return patterns.toString();
  }
}
