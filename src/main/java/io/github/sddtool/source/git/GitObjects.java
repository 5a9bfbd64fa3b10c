package io.github.sddtool.source.git;

import io.github.sddtool.source.FileEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

// @spec app/clones#REQ-CLONE-005
/// The objects of a repository, those included that are fetched when they are read.
record GitObjects(Repository repository, Promisor promisor) {
  /// A reader of what is here.
  ObjectReader reader() {
    return repository.newObjectReader();
  }

  /// A reader that fetches what is not.
  ObjectReader fetchingReader() {
    return promisor.promises() ? new Fetching(reader(), promisor) : reader();
  }

  byte[] read(FileEntry file) throws IOException {
    try (ObjectReader reader = fetchingReader()) {
      return reader.open(ObjectId.fromString(file.blob().hex()), Constants.OBJ_BLOB).getBytes();
    }
  }

  /// In bytes, from the object's header; [FileEntry#UNKNOWN_SIZE] where the object is not here, as
  /// in a partial clone.
  static long size(ObjectReader reader, AnyObjectId blob) throws IOException {
    try {
      return reader.getObjectSize(blob, Constants.OBJ_BLOB);
    } catch (MissingObjectException _) {
      return FileEntry.UNKNOWN_SIZE;
    }
  }

  /// Brings those of the files here that are missing, all at once.
  void expect(Supplier<List<FileEntry>> files) throws IOException {
    if (promisor.promises()) {
      fetchMissing(
          files.get().stream().map(file -> ObjectId.fromString(file.blob().hex())).toList());
    }
  }

  void fetchMissing(Collection<ObjectId> objects) throws IOException {
    if (!promisor.promises()) {
      return;
    }
    var missing = new ArrayList<ObjectId>();
    try (ObjectReader reader = reader()) {
      for (ObjectId object : objects) {
        if (!reader.has(object)) {
          missing.add(object);
        }
      }
    }
    if (!missing.isEmpty()) {
      promisor.fetch(missing);
    }
  }

  private static final class Fetching extends ObjectReader.Filter {
    private final ObjectReader here;
    private final Promisor promisor;

    Fetching(ObjectReader here, Promisor promisor) {
      this.here = here;
      this.promisor = promisor;
    }

    @Override
    protected ObjectReader delegate() {
      return here;
    }

    @Override
    public ObjectReader newReader() {
      return new Fetching(here.newReader(), promisor);
    }

    @Override
    public ObjectLoader open(AnyObjectId object, int type) throws IOException {
      return fetched(object, () -> here.open(object, type));
    }

    @Override
    public long getObjectSize(AnyObjectId object, int type) throws IOException {
      return fetched(object, () -> here.getObjectSize(object, type));
    }

    @FunctionalInterface
    private interface Look<T> {
      T once() throws IOException;
    }

    private <T> T fetched(AnyObjectId object, Look<T> look) throws IOException {
      try {
        return look.once();
      } catch (MissingObjectException _) {
        promisor.fetch(List.of(object.copy()));
        return look.once();
      }
    }
  }
}
