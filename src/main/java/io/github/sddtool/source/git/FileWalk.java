package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.RepoPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the files of a folder that git would list: what is tracked, and what is not ignored. Links
/// are never followed, so the walk stays inside and ends; nested repositories are left out.
public final class FileWalk {
  private static final String IGNORE_FILE = ".gitignore";

  /// A regular file.
  ///
  /// @param path relative to the folder that was asked for
  /// @param fullPath relative to the root, as the index knows it
  /// @param file where it stands on disk
  public record Found(RepoPath path, String fullPath, Path file, long size, Instant modified) {}

  /// What a walk met, by path.
  public record Listing(List<Found> files, List<RepoPath> links) {}

  /// What an index knows; an ignore rule hides nothing that is tracked.
  interface Tracked {
    Tracked NOTHING =
        new Tracked() {
          @Override
          public boolean file(String path) {
            return false;
          }

          @Override
          public boolean folder(String path) {
            return false;
          }

          @Override
          public boolean submodule(String path) {
            return false;
          }
        };

    boolean file(String path);

    /// Whether a tracked file stands below this folder.
    boolean folder(String path);

    boolean submodule(String path);
  }

  /// One ignore file in force, and those of the folders above it.
  private record Rules(IgnoreRules own, int base, @Nullable Rules outer) {
    boolean ignore(byte[] path, boolean folder) {
      for (Rules rules = this; rules != null; rules = rules.outer) {
        Optional<Boolean> decided = rules.own.ignores(path, rules.base, folder);
        if (decided.isPresent()) {
          return decided.get();
        }
      }
      return false;
    }
  }

  private final String prefix;
  private final Tracked tracked;
  private final List<Found> found = new ArrayList<>();
  private final List<RepoPath> links = new ArrayList<>();
  // Folders still to be listed. Not the call stack: how deep they are nested is up to whoever made
  // them.
  private final Deque<Runnable> pending = new ArrayDeque<>();

  private FileWalk(String folder, Tracked tracked) {
    this.prefix = folder.isEmpty() ? "" : folder + "/";
    this.tracked = tracked;
  }

  /// The files of a plain folder, by path, less what its `.gitignore` files leave out.
  ///
  /// @throws SourceFault when a folder cannot be listed
  public static Listing plain(Path root) {
    return of(root, "", List.of(), Tracked.NOTHING);
  }

  /// @param folder limits the walk, relative to the root; empty for everything
  /// @param outer rules of the whole root, the weakest first
  static Listing of(Path root, String folder, List<IgnoreRules> outer, Tracked tracked) {
    var walk = new FileWalk(folder, tracked);
    Rules rules = null;
    for (IgnoreRules weaker : outer) {
      rules = new Rules(weaker, 0, rules);
    }
    walk.folder(root, new byte[0], rules, false);
    while (!walk.pending.isEmpty()) {
      walk.pending.pop().run();
    }
    walk.found.sort(Comparator.comparing(Found::path));
    walk.links.sort(Comparator.naturalOrder());
    return new Listing(List.copyOf(walk.found), List.copyOf(walk.links));
  }

  /// @param bytes the folder's path, with a `/` at its end unless it is the root
  /// @param ignored the folder is left out by a rule, so that only tracked files count
  private void folder(Path folder, byte[] bytes, @Nullable Rules outer, boolean ignored) {
    var rules = new Rules(IgnoreRules.read(folder.resolve(IGNORE_FILE)), bytes.length, outer);
    try (var entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        entry(entry, bytes, rules, ignored);
      }
    } catch (IOException | DirectoryIteratorException e) {
      String path = decode(bytes);
      if (bytes.length > 0
          && !tracked.equals(Tracked.NOTHING)
          && !tracked.folder(path.substring(0, path.length() - 1))) {
        // Git goes on as well: such a folder is a database's or another user's, not the project's.
        return;
      }
      throw new SourceFault("cannot list the folder " + folder, e);
    }
  }

  private void entry(Path file, byte[] folder, Rules rules, boolean ignored) throws IOException {
    byte[] name = name(file);
    if (new String(name, ISO_8859_1).equals(".git")) {
      return;
    }
    byte[] bytes = joined(folder, name);
    String path = decode(bytes);
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (java.nio.file.NoSuchFileException _) {
      return; // gone since it was listed
    }
    if (attributes.isDirectory()) {
      subfolder(file, bytes, path, rules, ignored);
    } else if (attributes.isSymbolicLink()) {
      if (path.startsWith(prefix) && !ignored && !rules.ignore(bytes, false)) {
        links.add(RepoPath.of(path.substring(prefix.length())));
      }
    } else if (attributes.isRegularFile()
        && path.startsWith(prefix)
        && (tracked.file(path) || (!ignored && !rules.ignore(bytes, false)))) {
      found.add(
          new Found(
              RepoPath.of(path.substring(prefix.length())),
              path,
              file,
              attributes.size(),
              attributes.lastModifiedTime().toInstant()));
    }
  }

  private void subfolder(Path file, byte[] bytes, String path, Rules rules, boolean ignored) {
    boolean onTheWay = prefix.startsWith(path + "/") || path.startsWith(prefix);
    if (!onTheWay || tracked.submodule(path)) {
      return;
    }
    boolean hidden = ignored || rules.ignore(bytes, true) || isRepository(file);
    if (!hidden || tracked.folder(path)) {
      byte[] inside = joined(bytes, new byte[] {'/'});
      pending.push(() -> folder(file, inside, rules, hidden));
    }
  }

  private static boolean isRepository(Path folder) {
    Path git = folder.resolve(".git");
    return Files.isRegularFile(git, LinkOption.NOFOLLOW_LINKS)
        || Files.exists(git.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS);
  }

  /// The name's own bytes, also where the locale cannot decode them.
  private static byte[] name(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.indexOf('\uFFFD') < 0) {
      return name.getBytes(UTF_8);
    }
    String uri = file.toUri().getRawPath();
    String escaped = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    escaped = escaped.substring(escaped.lastIndexOf('/') + 1);
    var bytes = new ByteArrayOutputStream(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  /// A path as text: UTF-8, or byte by byte where it is none, so that no two paths fall together.
  static String decode(byte[] path) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(path)).toString();
    } catch (CharacterCodingException _) {
      return new String(path, ISO_8859_1);
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
