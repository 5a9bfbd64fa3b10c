package io.github.sddtool.cli;

import io.github.sddtool.app.Version;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.store.FactsFile;
import java.io.IOException;
import java.util.Optional;

/// What commands remember of files from one run to the next. A command does its work without it
/// too, so nothing about it is an error here.
record LocalCache(Optional<FactsFile> file) {

  /// The cache of a workspace: where the repository keeps its specs in `.sdd`, or where one was
  /// made. In a pipeline, whose files are gone afterwards, only the latter.
  ///
  /// @param files that the command looks at; the working tree is looked at where it is another
  static LocalCache of(Workspace workspace, Snapshot files, boolean inPipeline) {
    boolean wanted = workspace.holds(inPipeline ? Workspace.CACHE : ".sdd");
    if (!wanted) {
      return new LocalCache(Optional.empty());
    }
    Snapshot tracked = files.commit().isEmpty() ? files : workspace.files();
    return new LocalCache(
        workspace.cacheFolder(tracked).map(folder -> FactsFile.open(folder, Version.build())));
  }

  FactsMemory memory() {
    return file.map(FactsMemory.class::cast).orElse(FactsMemory.NONE);
  }

  void save() {
    if (file.isEmpty()) {
      return;
    }
    try {
      file.get().save();
    } catch (IOException e) {
      System.getLogger(LocalCache.class.getName())
          .log(System.Logger.Level.DEBUG, "event=cache-not-written", e);
    }
  }
}
