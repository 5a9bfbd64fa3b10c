package io.github.sddtool.bridge.local;

import io.github.sddtool.bridge.lens.SpecLens;
import io.github.sddtool.bridge.merge.Clash;
import io.github.sddtool.bridge.merge.FilePast;
import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.source.RepoPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

// @spec cli/server#REQ-SRV-003, cli/server#REQ-SRV-005
/// Brings what the store says into the working tree, and sends what the working tree says, spec by
/// spec. What was done with one is kept before the next is touched, so it may end at any moment and
/// goes on the next time. Where both sides contradict each other each keeps its word, in that part
/// alone.
public final class Exchange {
  private static final int TRIES = 5;
  private static final int LONGEST_PAST = 50;
  private static final String MARK = "<<<<<<< ";

  private final LocalBook book;
  private final WorkingFiles files;
  private final Far far;
  private final Merger merger;
  private final Predicate<RepoPath> specs;
  private final Consumer<Line> told;

  /// @param specs whether a file at a path would be read as a spec
  /// @param told of what was done, spec by spec
  public Exchange(
      LocalBook book,
      WorkingFiles files,
      Far far,
      Merger merger,
      Predicate<RepoPath> specs,
      Consumer<Line> told) {
    this.book = book;
    this.files = files;
    this.far = far;
    this.merger = merger;
    this.specs = specs;
    this.told = told;
  }

  /// Brings what is new in the store.
  public void pull(Collection<Change> changes) {
    for (Change planned : changes) {
      Change change = withPast(planned);
      if (change.isAgreed()) {
        agree(change);
      } else if (change.clashes() || change.bringsHere() || change.changedThere()) {
        bring(change);
        tellClashes(change);
      }
    }
  }

  /// Sends what is new in the working tree; what the store says of the same specs is brought first.
  public void push(Collection<Change> changes) {
    changes.forEach(change -> push(withPast(change), TRIES));
  }

  private void push(Change change, int tries) {
    if (change.isAgreed()) {
      agree(change);
      return;
    }
    tellClashes(change);
    if (!change.sendsThere()) {
      return;
    }
    Optional<String> unfit = unfit(change);
    if (unfit.isPresent()) {
      tell(Line.Kind.LEFT, change, unfit.get());
    } else if (change.there().isEmpty() || !change.changedThere() || bring(change)) {
      sent(change, send(change), tries);
    }
  }

  private Optional<String> unfit(Change change) {
    return change
        .merged()
        .store()
        .flatMap(file -> {
          if (hasMarks(file.text())) {
            return Optional.of("it still has the marks of a conflict; edit them away");
          }
          return merger.knows(change.format()) && !merger.holds(change.format(), file)
              ? Optional.of("its parts do not make up its text")
              : Optional.empty();
        });
  }

  private static boolean hasMarks(String text) {
    return text.lines().anyMatch(line -> line.startsWith(MARK));
  }

  private Far.Sent send(Change change) {
    Optional<FileState> wanted = change.merged().store();
    if (change.there().isEmpty()) {
      return far.create(change.id(), change.format(), wanted.orElseThrow());
    }
    Kept there = change.there().get();
    if (wanted.isEmpty()) {
      return far.delete(there);
    }
    boolean moved = !wanted.get().path().equals(there.file().path());
    String id = moved ? change.local().map(LocalSpec::id).orElse(there.id()) : there.id();
    return far.update(there, id, wanted.get());
  }

  private void sent(Change change, Far.Sent sent, int tries) {
    switch (sent) {
      case Far.Sent.Done(Kept kept) -> {
        Optional<FileState> both =
            change.clashes() ? change.merged().seenInStore() : change.merged().git();
        keep(change, kept, both.orElse(kept.file()));
        tell(Line.Kind.SENT, change, "");
      }
      case Far.Sent.Removed _ -> {
        change.known().ifPresent(known -> book.forget(known.there().number()));
        tell(Line.Kind.SENT, change, "removed");
      }
      case Far.Sent.Refused(String why) -> tell(Line.Kind.LEFT, change, why);
      case Far.Sent.Raced _ -> again(change, tries);
    }
  }

  /// Somebody was faster: what they said is merged too.
  private void again(Change change, int tries) {
    Optional<Kept> now = far.read(change.there().map(Kept::id).orElse(change.id()));
    boolean other =
        now.isPresent()
            && change.there().filter(kept -> kept.number() != now.get().number()).isPresent();
    if (tries == 0 || now.isEmpty() || other) {
      tell(
          Line.Kind.LEFT,
          change,
          "the server has another spec of its id or path, or it keeps changing there; sync again");
      return;
    }
    Optional<Known> known =
        change
            .known()
            .flatMap(one ->
                book.all().stream()
                    .filter(all -> all.there().number() == one.there().number())
                    .findFirst());
    Optional<LocalSpec> local =
        change
            .local()
            .flatMap(spec ->
                change
                    .merged()
                    .git()
                    .map(FileState::path)
                    .or(() -> Optional.of(spec.file().path()))
                    .flatMap(path ->
                        files
                            .read(path)
                            .map(text ->
                                LocalSpec.of(
                                    spec.id(), spec.format(), new FileState(path, text)))));
    push(withPast(Change.of(known, local, now, merger)), tries - 1);
  }

  /// Brings a spec; tells whether the working tree has it now.
  private boolean bring(Change change) {
    Optional<FileState> wanted = change.merged().git();
    if (change.bringsHere()) {
      Optional<FileState> before =
          change.local().map(spec -> new FileState(spec.file().path(), spec.raw()));
      Optional<FileState> after =
          wanted.map(file ->
              new FileState(
                  file.path(),
                  change.local().map(spec -> spec.ends(file.text())).orElse(file.text())));
      Optional<String> obstacle = after.flatMap(file -> obstacle(change, before, file));
      if (obstacle.isPresent()) {
        tell(Line.Kind.LEFT, change, obstacle.get());
        return false;
      }
      if (!files.replace(before, after)) {
        tell(Line.Kind.LEFT, change, "the file was edited just now; sync again");
        return false;
      }
      tell(Line.Kind.BROUGHT, change, wanted.isEmpty() ? "removed" : "");
    }
    if (change.there().isPresent()) {
      keep(change, change.there().get(), change.merged().seenInStore().orElse(base(change)));
    } else if (!change.clashes()) {
      change.known().ifPresent(known -> book.forget(known.there().number()));
    }
    change.merged().overruled().forEach(clash -> tell(Line.Kind.OVERRULED, change, clash.label()));
    return true;
  }

  private static FileState base(Change change) {
    return change.base().or(change::away).orElseThrow();
  }

  private Optional<String> obstacle(Change change, Optional<FileState> before, FileState file) {
    boolean moves = before.filter(one -> one.path().equals(file.path())).isEmpty();
    if (!merger.knows(change.format())) {
      return Optional.of("the format '" + change.format() + "' is not known here");
    }
    if (!SpecLens.isWritable(file.path())) {
      return Optional.of("'" + file.path() + "' is no Markdown, which alone is written");
    }
    if (!merger.holds(change.format(), file)) {
      return Optional.of("its parts do not make up its text");
    }
    return files
        .obstacle(before, file)
        .or(() ->
            moves && !specs.test(file.path())
                ? Optional.of("no format reads a spec at '" + file.path() + "'")
                : Optional.empty());
  }

  /// Both have the same already; or neither has it any more.
  private void agree(Change change) {
    if (change.there().isPresent()) {
      keep(change, change.there().get(), change.there().get().file());
    } else {
      change.known().ifPresent(known -> book.forget(known.there().number()));
    }
  }

  private void keep(Change change, Kept there, FileState base) {
    int agreed =
        change.clashes()
            ? change.known().map(Known::agreed).orElse(there.at().revision())
            : there.at().revision();
    RepoPath place = change.merged().git().map(FileState::path).orElse(base.path());
    book.keep(new Known(there, base, agreed, place));
  }

  /// What the working tree says may be what the store said some edits ago.
  private Change withPast(Change change) {
    if (!change.clashes() || change.there().isEmpty() || change.known().isEmpty()) {
      return change;
    }
    Kept there = change.there().get();
    int last = there.at().revision();
    var states = new ArrayList<Optional<FileState>>();
    for (int at = Math.max(change.known().get().agreed(), last - LONGEST_PAST); at < last; at++) {
      far.earlier(there.id(), at).ifPresent(state -> states.add(Optional.of(state)));
    }
    return states.isEmpty()
        ? change
        : Change.of(change.known(), change.local(), change.there(), merger, new FilePast(states));
  }

  private void tellClashes(Change change) {
    if (change.clashes()) {
      tell(Line.Kind.CONFLICT, change, labels(change.merged().clashes()));
    }
  }

  /// What is disputed, for people.
  public static String labels(List<Clash> clashes) {
    return clashes.stream().map(Clash::label).collect(Collectors.joining(", "));
  }

  private void tell(Line.Kind kind, Change change, String what) {
    told.accept(new Line(kind, change.id(), change.path(), what));
  }
}
