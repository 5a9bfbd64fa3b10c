package io.github.sddtool.pipeline.guarding;

import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A commit some of whose files are not seen.
record Without(Snapshot all, Set<FileEntry> lost) implements Snapshot {
  Without {
    lost = Set.copyOf(lost);
  }

  @Override
  public Optional<CommitId> commit() {
    return all.commit();
  }

  @Override
  public List<FileEntry> files() {
    return all.files().stream().filter(file -> !lost.contains(file)).toList();
  }

  @Override
  public List<RepoPath> links() {
    return all.links();
  }

  @Override
  public byte[] read(FileEntry file) {
    return all.read(file);
  }
}
