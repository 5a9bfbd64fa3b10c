package io.github.sddtool.source.folder;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.Crew;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.FileTree;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.FileContent;
import io.github.sddtool.source.git.FileWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A plain directory as it was when it was opened. Its `.gitignore` files are honoured, links are
/// not followed, and a file that changes afterwards can no longer be read.
public final class FolderSnapshot implements Snapshot {
  private final FileTree files;
  private final Map<RepoPath, Path> places;
  private final List<RepoPath> links;

  private FolderSnapshot(FileTree files, Map<RepoPath, Path> places, List<RepoPath> links) {
    this.links = links;
    this.files = files;
    this.places = places;
  }

  /// Lists the folder and reads every file once, for its id.
  ///
  /// @throws UserFault when there is no such folder
  /// @throws SourceFault when it cannot be listed
  public static FolderSnapshot of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw UserFault.usage("there is no folder " + folder);
    }
    Path root;
    try {
      root = folder.toRealPath();
    } catch (IOException e) {
      throw new SourceFault("cannot open the folder " + folder, e);
    }
    FileWalk.Listing listing = FileWalk.plain(root);
    List<FileEntry> files =
        Crew.ofCores()
            .map(
                listing.files(),
                found ->
                    new FileEntry(
                        found.path(), FileContent.id(found.file(), found.size()), found.size()));
    var places = new HashMap<RepoPath, Path>();
    listing.files().forEach(found -> places.put(found.path(), found.file()));
    return new FolderSnapshot(FileTree.of(files), places, listing.links());
  }

  @Override
  public Optional<CommitId> commit() {
    return Optional.empty();
  }

  @Override
  public List<FileEntry> files() {
    return files.files();
  }

  @Override
  public FileTree tree() {
    return files;
  }

  @Override
  public List<RepoPath> links() {
    return links;
  }

  @Override
  public byte[] read(FileEntry file) {
    Path place = places.get(file.path());
    if (place == null) {
      throw new SourceFault("there is no file " + file.path() + " in this folder");
    }
    return FileContent.read(place, file);
  }
}
