package io.github.sddtool.bench;

import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.folder.FolderSnapshot;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The generated repository that inner loops read, held in memory: no disk is measured.
final class Inputs {
  private Inputs() {}

  /// The folder `bench/run` names, or one below it.
  static Snapshot held(String folder) {
    Path set = Path.of(System.getProperty("bench.set", "."));
    var snapshot = FolderSnapshot.of(set.resolve(folder));
    var bytes = new HashMap<FileEntry, byte[]>();
    snapshot.files().forEach(file -> bytes.put(file, snapshot.read(file)));
    return new Held(snapshot.files(), bytes);
  }

  private record Held(List<FileEntry> files, Map<FileEntry, byte[]> bytes) implements Snapshot {
    @Override
    public Optional<CommitId> commit() {
      return Optional.empty();
    }

    @Override
    public byte[] read(FileEntry file) {
      byte[] content = bytes.get(file);
      if (content == null) {
        throw new IllegalArgumentException("no file of this snapshot: " + file.path());
      }
      return content;
    }
  }
}
