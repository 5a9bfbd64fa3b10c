package io.github.sddtool.bridge.mirror;

import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.CommitNote;
import io.github.sddtool.source.git.GitHistory;
import io.github.sddtool.spec.Spec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The specs of the commits of one branch, each text read once.
final class GitTree {
  /// Longer texts, in bytes, are no specs that anybody edits.
  private static final long LONGEST = 1 << 20;

  private final GitHistory history;
  private final SpecFinder finder;
  private final Map<BlobId, Optional<String>> texts = new HashMap<>();

  GitTree(GitHistory history, SpecFinder finder) {
    this.history = history;
    this.finder = finder;
  }

  /// A commit and its specs: those whose text can be kept as it is.
  GitStep step(CommitNote note) {
    Snapshot snapshot = history.snapshot(note.id());
    var specs = new TreeMap<RepoPath, GitStep.Found>();
    for (Spec spec : finder.find(snapshot)) {
      Optional<FileEntry> file = snapshot.find(spec.path());
      if (file.isPresent() && text(snapshot, file.get()).isPresent()) {
        specs.put(
            spec.path(),
            new GitStep.Found(spec.id(), spec.format(), spec.path(), file.get().blob()));
      }
    }
    return new GitStep(note, specs);
  }

  /// What a spec says.
  String text(GitStep.Found found) {
    return Optional.ofNullable(texts.get(found.blob())).flatMap(text -> text).orElseThrow();
  }

  /// What a file of a commit says; empty where there is none that can be kept.
  Optional<String> text(CommitId commit, RepoPath path) {
    Snapshot snapshot = history.snapshot(commit);
    return snapshot.find(path).flatMap(file -> text(snapshot, file));
  }

  /// Whether a commit has such a file, whatever it is.
  boolean exists(CommitId commit, RepoPath path) {
    return history.snapshot(commit).find(path).isPresent();
  }

  private Optional<String> text(Snapshot snapshot, FileEntry file) {
    return texts.computeIfAbsent(
        file.blob(), _ -> file.size() > LONGEST ? Optional.empty() : decoded(snapshot.read(file)));
  }

  /// Empty for what would not come back byte for byte.
  private static Optional<String> decoded(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
