package io.github.sddtool.guard.harvest;

import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.FileTree;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The Markdown files of a snapshot while they are being refreshed.
final class Pages {
  /// Larger files are left alone, in bytes.
  static final long MOST_BYTES = 1L << 20;

  private static final Set<String> MARKDOWN = Set.of("md", "markdown");

  private final Snapshot head;
  private final FileTree tree;
  private final Map<RepoPath, String> before = new HashMap<>();
  private final Map<RepoPath, String> now = new TreeMap<>();
  private final List<Note> changes = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  Pages(Snapshot head) {
    this.head = head;
    this.tree = head.tree();
  }

  /// All files of the snapshot.
  FileTree tree() {
    return tree;
  }

  static boolean isMarkdown(RepoPath path) {
    return MARKDOWN.contains(path.extension());
  }

  /// Says which files will be read.
  void expect(List<RepoPath> paths) {
    head.expect(() -> paths.stream().flatMap(path -> tree.find(path).stream()).toList());
  }

  /// A file's text as it is by now; empty where it is too large or no UTF-8, so that it could not
  /// be written again byte for byte.
  Optional<String> text(RepoPath path) {
    return Optional.ofNullable(now.get(path))
        .or(() -> Optional.ofNullable(before.get(path)))
        .or(() -> {
          Optional<String> read = tree.find(path).flatMap(this::read);
          read.ifPresent(text -> before.put(path, text));
          return read;
        });
  }

  private Optional<String> read(FileEntry file) {
    if (file.size() > MOST_BYTES) {
      return Optional.empty();
    }
    byte[] bytes = head.read(file);
    if (bytes.length > MOST_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /// Gives a file that was read another text.
  void put(RepoPath path, String text) {
    if (text.equals(before.get(path))) {
      now.remove(path);
    } else {
      now.put(path, text);
    }
  }

  void changed(RepoPath path, int line, String text) {
    changes.add(new Note(path, line, text));
  }

  void note(RepoPath path, int line, String text) {
    notes.add(new Note(path, line, text));
  }

  Harvested harvested() {
    return new Harvested(now, changes, notes);
  }
}
