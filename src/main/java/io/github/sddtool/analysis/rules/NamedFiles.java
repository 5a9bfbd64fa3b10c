package io.github.sddtool.analysis.rules;

import io.github.sddtool.source.FileTree;
import io.github.sddtool.source.RepoPath;
import java.util.Set;

/// The files and folders of a snapshot by the names that people give them.
final class NamedFiles {
  /// Folders that are made by builds and never committed.
  private static final Set<String> MADE =
      Set.of("node_modules", "dist", "build", "target", "out", "coverage", "bin", "obj", ".next");

  private final FileTree files;

  NamedFiles(FileTree files) {
    this.files = files;
  }

  /// Whether a name is plainly that of a file or folder, and there is none: neither from the root,
  /// nor from a folder, nor anywhere as the end of a path.
  boolean isMissing(String written, String folder) {
    String path = plain(written);
    if (!isPath(path) || MADE.contains(path.substring(0, Math.max(0, path.indexOf('/'))))) {
      return false;
    }
    if (files.contains(RepoPath.of(path)) || files.contains(below(folder, path))) {
      return false;
    }
    String last = path.substring(path.lastIndexOf('/') + 1);
    return files.named(last).stream()
        .noneMatch(known -> known.equals(path) || known.endsWith("/" + path));
  }

  private static RepoPath below(String folder, String path) {
    return RepoPath.of(folder.isEmpty() ? path : folder + "/" + path);
  }

  /// A name without backticks, `./`, a slash at its end, and the line behind a colon or `#`.
  private static String plain(String written) {
    String name = written.strip();
    int from = 0;
    int to = name.length();
    while (from < to && name.charAt(from) == '`') {
      from++;
    }
    while (to > from && "`.,:;".indexOf(name.charAt(to - 1)) >= 0) {
      to--;
    }
    name = name.substring(from, to);
    int hash = name.indexOf('#');
    name = hash > 0 ? name.substring(0, hash) : name;
    int colon = name.lastIndexOf(':');
    boolean line =
        colon > 0
            && colon + 1 < name.length()
            && name.substring(colon + 1).chars().allMatch(c -> Character.isDigit(c) || c == '-');
    name = line ? name.substring(0, colon) : name;
    name = name.startsWith("./") ? name.substring(2) : name;
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  /// Whether a name is a path in the repository: no command, address, pattern, variable or place
  /// outside, and with a folder or an extension.
  private static boolean isPath(String name) {
    if (name.isEmpty()
        || name.endsWith("/")
        || "/~@-$".indexOf(name.charAt(0)) >= 0
        || name.startsWith("../")
        || name.contains("/../")
        || name.contains("://")) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isWhitespace(c) || "*?<>{}[]()|\"'=&%$:\\…".indexOf(c) >= 0) {
        return false;
      }
    }
    int dot = name.lastIndexOf('.');
    if (name.indexOf('/') < 0 && name.startsWith(".") && dot > 0) {
      // `.web.tsx` is how files end, not one of them
      return false;
    }
    boolean extension = dot > name.lastIndexOf('/') + 1 && dot + 1 < name.length();
    return extension || name.indexOf('/') > 0;
  }
}
