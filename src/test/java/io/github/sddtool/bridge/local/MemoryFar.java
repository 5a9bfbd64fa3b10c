package io.github.sddtool.bridge.local;

import io.github.sddtool.bridge.merge.FileState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// A store that keeps every revision and refuses edits of old ones.
final class MemoryFar implements Far {
  final Map<Long, List<Kept>> specs = new TreeMap<>();
  int writes;
  Runnable beforeWrite = () -> {};
  Runnable afterWrite = () -> {};
  private long last;

  @Override
  public List<Listed> list() {
    return now().stream()
        .map(kept -> new Listed(kept.id(), kept.at().revision(), kept.at().stamp()))
        .toList();
  }

  List<Kept> now() {
    return specs.values().stream().map(List::getLast).toList();
  }

  @Override
  public Optional<Kept> read(String id) {
    return now().stream().filter(kept -> kept.id().equals(id)).findFirst();
  }

  @Override
  public Optional<FileState> earlier(String id, int revision) {
    return read(id)
        .map(kept -> specs.getOrDefault(kept.number(), List.of()).get(revision - 1).file());
  }

  @Override
  public Sent create(String id, String format, FileState file) {
    beforeWrite.run();
    boolean taken =
        now().stream().anyMatch(k -> k.id().equals(id) || k.file().path().equals(file.path()));
    if (taken) {
      return new Sent.Raced();
    }
    Kept made = kept(++last, 1, id, file);
    specs.put(last, new ArrayList<>(List.of(made)));
    return done(new Sent.Done(made));
  }

  @Override
  public Sent update(Kept before, String id, FileState file) {
    beforeWrite.run();
    Optional<Kept> now = read(before.id()).filter(kept -> kept.at().equals(before.at()));
    if (now.isEmpty()) {
      return new Sent.Raced();
    }
    return done(new Sent.Done(edit(before.number(), id, file)));
  }

  @Override
  public Sent delete(Kept before) {
    beforeWrite.run();
    Optional<Kept> now = read(before.id());
    if (now.filter(kept -> !kept.at().equals(before.at())).isPresent()) {
      return new Sent.Raced();
    }
    specs.remove(before.number());
    return done(new Sent.Removed());
  }

  private Sent done(Sent sent) {
    writes++;
    afterWrite.run();
    return sent;
  }

  /// Somebody else edits.
  Kept edit(long number, String id, FileState file) {
    List<Kept> all = Objects.requireNonNull(specs.get(number));
    Kept made = kept(number, all.getLast().at().revision() + 1, id, file);
    all.add(made);
    return made;
  }

  private static Kept kept(long number, int revision, String id, FileState file) {
    String tag = "\"" + number + "-" + revision + "\"";
    return new Kept(number, id, "sdd", file, new Kept.At(revision, "at " + tag, tag));
  }
}
