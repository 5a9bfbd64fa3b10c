package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.Crew;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the files of a folder that git would list: what is tracked, and what is not ignored. Links
/// are never followed, so the walk stays inside and ends; nested repositories are left out.
public final class FileWalk {
  private static final String IGNORE_FILE = ".gitignore";
  private static final String GIT = ".git";
  private static final byte[] SLASH = {'/'};

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
  private final Crew crew;

  private FileWalk(String folder, Tracked tracked, Crew crew) {
    this.prefix = folder.isEmpty() ? "" : folder + "/";
    this.tracked = tracked;
    this.crew = crew;
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
    var walk = new FileWalk(folder, tracked, Crew.ofCores());
    Rules rules = null;
    for (IgnoreRules weaker : outer) {
      rules = new Rules(weaker, 0, rules);
    }
    return walk.all(new Pending(root, new byte[0], rules, false));
  }

  /// A folder still to be listed.
  private static final class Pending {
    private final Path folder;

    /// Its path, with a `/` at its end unless it is the root.
    private final byte[] bytes;

    private final @Nullable Rules outer;

    /// It is left out by a rule, so that only tracked files count.
    private final boolean ignored;

    Pending(Path folder, byte[] bytes, @Nullable Rules outer, boolean ignored) {
      this.folder = folder;
      this.bytes = bytes;
      this.outer = outer;
      this.ignored = ignored;
    }
  }

  /// A name in a folder.
  private record Entry(Path file, String name) {
    /// The name's own bytes, also where the locale cannot decode them.
    byte[] bytes() {
      return name.indexOf('\uFFFD') < 0 ? name.getBytes(UTF_8) : undecoded(file);
    }
  }

  /// What stands in one folder.
  private static final class Inside {
    private final List<Found> found = new ArrayList<>();
    private final List<RepoPath> links = new ArrayList<>();
    private final List<Pending> folders = new ArrayList<>();
  }

  /// Level by level. Not on the call stack: how deep folders are nested is up to whoever made them.
  private Listing all(Pending root) {
    var found = new ArrayList<Found>();
    var links = new ArrayList<RepoPath>();
    List<Pending> level = List.of(root);
    while (!level.isEmpty()) {
      var next = new ArrayList<Pending>();
      for (Inside inside : crew.map(level, this::list)) {
        found.addAll(inside.found);
        links.addAll(inside.links);
        next.addAll(inside.folders);
      }
      level = next;
    }
    found.sort(Comparator.comparing(Found::path));
    links.sort(Comparator.naturalOrder());
    return new Listing(List.copyOf(found), List.copyOf(links));
  }

  private Inside list(Pending pending) {
    var inside = new Inside();
    Path folder = pending.folder;
    byte[] bytes = pending.bytes;
    try (var stream = Files.newDirectoryStream(folder)) {
      var entries = new ArrayList<Entry>();
      IgnoreRules own = IgnoreRules.NONE;
      boolean nested = false;
      for (Path file : stream) {
        String name = String.valueOf(file.getFileName());
        if (name.equals(GIT)) {
          nested = bytes.length > 0 && isRepository(file);
        } else {
          own = name.equals(IGNORE_FILE) ? IgnoreRules.read(file) : own;
          entries.add(new Entry(file, name));
        }
      }
      if (nested && !tracked.folder(decode(bytes, bytes.length - 1))) {
        return inside;
      }
      var rules = new Rules(own, bytes.length, pending.outer);
      for (Entry entry : entries) {
        entry(entry, bytes, rules, pending.ignored || nested, inside);
      }
    } catch (IOException | DirectoryIteratorException e) {
      if (bytes.length > 0
          && !tracked.equals(Tracked.NOTHING)
          && !tracked.folder(decode(bytes, bytes.length - 1))) {
        // Git goes on as well: such a folder is a database's or another user's, not the project's.
        return inside;
      }
      throw new SourceFault("cannot list the folder " + folder, e);
    }
    return inside;
  }

  private void entry(Entry entry, byte[] folder, Rules rules, boolean ignored, Inside inside)
      throws IOException {
    Path file = entry.file();
    byte[] bytes = joined(folder, entry.bytes());
    String path = decode(bytes);
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (java.nio.file.NoSuchFileException _) {
      return; // gone since it was listed
    }
    if (attributes.isDirectory()) {
      boolean hidden = ignored || rules.ignore(bytes, true);
      subfolder(new Pending(file, joined(bytes, SLASH), rules, hidden), path, inside);
    } else if (attributes.isSymbolicLink()) {
      if (path.startsWith(prefix) && !ignored && !rules.ignore(bytes, false)) {
        inside.links.add(RepoPath.of(path.substring(prefix.length())));
      }
    } else if (attributes.isRegularFile()
        && path.startsWith(prefix)
        && (tracked.file(path) || (!ignored && !rules.ignore(bytes, false)))) {
      inside.found.add(
          new Found(
              RepoPath.of(path.substring(prefix.length())),
              path,
              file,
              attributes.size(),
              attributes.lastModifiedTime().toInstant()));
    }
  }

  private void subfolder(Pending folder, String path, Inside inside) {
    boolean onTheWay = prefix.startsWith(path + "/") || path.startsWith(prefix);
    if (!onTheWay || tracked.submodule(path)) {
      return;
    }
    if (!folder.ignored || tracked.folder(path)) {
      inside.folders.add(folder);
    }
  }

  private static boolean isRepository(Path git) {
    return Files.isRegularFile(git, LinkOption.NOFOLLOW_LINKS)
        || Files.exists(git.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS);
  }

  private static byte[] undecoded(Path file) {
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
    return decode(path, path.length);
  }

  private static String decode(byte[] whole, int length) {
    byte[] path = length == whole.length ? whole : Arrays.copyOf(whole, length);
    if (isAscii(path)) {
      return new String(path, ISO_8859_1);
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(path)).toString();
    } catch (CharacterCodingException _) {
      return new String(path, ISO_8859_1);
    }
  }

  private static boolean isAscii(byte[] path) {
    for (byte b : path) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
