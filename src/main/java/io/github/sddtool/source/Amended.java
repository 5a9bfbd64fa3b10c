package io.github.sddtool.source;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A snapshot in which one file says something else, or is there at all.
///
/// @param file at its new size; its blob id must be no other file's
/// @param content what it says
public record Amended(Snapshot original, FileEntry file, Bytes content) implements Snapshot {
  @Override
  public Optional<CommitId> commit() {
    return Optional.empty();
  }

  @Override
  public List<FileEntry> files() {
    return Stream.concat(
            original.files().stream().filter(one -> !one.path().equals(file.path())),
            Stream.of(file))
        .sorted((a, b) -> a.path().compareTo(b.path()))
        .toList();
  }

  @Override
  public List<RepoPath> links() {
    return original.links();
  }

  @Override
  public Optional<FileEntry> find(RepoPath path) {
    return path.equals(file.path()) ? Optional.of(file) : original.find(path);
  }

  @Override
  public void expect(Supplier<List<FileEntry>> soon) {
    original.expect(() -> soon.get().stream().filter(one -> !one.equals(file)).toList());
  }

  @Override
  public byte[] read(FileEntry wanted) {
    return wanted.equals(file) ? content.toArray() : original.read(wanted);
  }
}
