package io.github.sddtool.bridge.local;

import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A snapshot as it would be with some files more.
public final class Overlay implements Snapshot {
  private final Snapshot original;
  private final Map<RepoPath, byte[]> texts = new TreeMap<>();
  private final List<FileEntry> files;

  /// @param added texts by path; those that are there already are left as they are
  public Overlay(Snapshot original, Map<RepoPath, String> added) {
    this.original = original;
    var all = new TreeMap<RepoPath, FileEntry>();
    added.forEach((path, text) -> {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      texts.put(path, bytes);
      all.put(path, new FileEntry(path, blob(bytes), bytes.length));
    });
    original
        .files()
        .forEach(file -> {
          all.put(file.path(), file);
          texts.remove(file.path());
        });
    this.files = List.copyOf(all.values());
  }

  private static BlobId blob(byte[] bytes) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-1");
      sha.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
      return new BlobId(HexFormat.of().formatHex(sha.digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has SHA-1", e);
    }
  }

  @Override
  public Optional<CommitId> commit() {
    return Optional.empty();
  }

  @Override
  public List<FileEntry> files() {
    return files;
  }

  @Override
  public List<RepoPath> links() {
    return original.links();
  }

  @Override
  public byte[] read(FileEntry file) {
    byte[] text = texts.get(file.path());
    return text == null ? original.read(file) : text.clone();
  }
}
