package io.github.sddtool.source.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// The clones that were used last, kept open: their indexes and the parts of packs that were read
/// stay in memory from one job to the next.
final class OpenClones implements AutoCloseable {
  private static final int MOST = 32;

  private final Map<Path, Repository> open = new LinkedHashMap<>(16, 0.75f, true);

  /// An open clone; whoever uses it for longer than a moment counts it as open.
  synchronized Repository at(Path place) throws IOException {
    Repository known = open.get(place);
    if (known != null && isIntact(known)) {
      return known;
    }
    forget(place);
    Repository opened =
        new FileRepositoryBuilder().setGitDir(place.toFile()).setBare().setMustExist(true).build();
    open.put(place, opened);
    Iterator<Repository> oldest = open.values().iterator();
    while (open.size() > MOST) {
      oldest.next().close();
      oldest.remove();
    }
    return opened;
  }

  synchronized void forget(Path place) {
    Repository known = open.remove(place);
    if (known != null) {
      known.close();
    }
  }

  /// Whether what is held open is still there: a clone may be deleted at any time.
  private static boolean isIntact(Repository clone) {
    return new File(clone.getDirectory(), "HEAD").exists()
        && (!(clone.getObjectDatabase() instanceof ObjectDirectory objects)
            || objects.getPacks().stream().map(Pack::getPackFile).allMatch(File::exists));
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Repository::close);
    open.clear();
  }
}
