package io.github.sddtool.fake.files;

import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A snapshot of texts that a test writes down; later files replace earlier ones of the same path.
public final class MemorySnapshot implements Snapshot {
  private final Map<String, byte[]> files = new TreeMap<>();

  private MemorySnapshot() {}

  public static MemorySnapshot empty() {
    return new MemorySnapshot();
  }

  /// Every file below a folder.
  public static MemorySnapshot of(Path folder) {
    var snapshot = new MemorySnapshot();
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        snapshot.files.put(name, Files.readAllBytes(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return snapshot;
  }

  /// A copy with one more file, or another text for it.
  public MemorySnapshot with(String path, String text) {
    var copy = new MemorySnapshot();
    copy.files.putAll(files);
    copy.files.put(path, text.getBytes(StandardCharsets.UTF_8));
    return copy;
  }

  /// A copy without a file.
  public MemorySnapshot without(String path) {
    var copy = new MemorySnapshot();
    copy.files.putAll(files);
    copy.files.remove(path);
    return copy;
  }

  @Override
  public Optional<CommitId> commit() {
    return Optional.empty();
  }

  @Override
  public List<FileEntry> files() {
    return files.entrySet().stream()
        .map(file ->
            new FileEntry(
                RepoPath.of(file.getKey()),
                new BlobId(
                    Integer.toHexString(java.util.Arrays.hashCode(file.getValue()))
                        + "-"
                        + file.getValue().length),
                file.getValue().length))
        .toList();
  }

  @Override
  public byte[] read(FileEntry file) {
    byte[] bytes = files.get(file.path().value());
    if (bytes == null) {
      throw new IllegalArgumentException("no such file: " + file.path());
    }
    return bytes.clone();
  }
}
