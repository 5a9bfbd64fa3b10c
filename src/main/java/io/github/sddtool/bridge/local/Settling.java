package io.github.sddtool.bridge.local;

import io.github.sddtool.bridge.lens.Part;
import io.github.sddtool.bridge.lens.Parts;
import io.github.sddtool.bridge.merge.Authority;
import io.github.sddtool.bridge.merge.Clash;
import io.github.sddtool.bridge.merge.FileMerge;
import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.fault.UserFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

// @spec cli/server#REQ-SRV-006
/// Settles what clashes in a spec as a person says, in the working tree. The next push sends it.
public final class Settling {
  private static final String BEGIN = "<<<<<<< local\n";

  private final LocalBook book;
  private final WorkingFiles files;
  private final Merger merger;

  public Settling(LocalBook book, WorkingFiles files, Merger merger) {
    this.book = book;
    this.files = files;
    this.merger = merger;
  }

  /// What a person may choose.
  public enum Choice {
    /// What the working tree says.
    LOCAL,
    /// What the store says.
    REMOTE,
    /// What both started from.
    BASE,
    /// Both, between marks, to be edited by hand.
    MERGE;

    /// As people write it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Reads what a person wrote.
    ///
    /// @throws UserFault naming the choices
    public static Choice read(String word) {
      return Arrays.stream(values())
          .filter(one -> one.word().equals(word))
          .findFirst()
          .orElseThrow(() ->
              UserFault.usage(
                  "The choice '"
                      + word
                      + "' is unknown. One of: "
                      + Arrays.stream(values()).map(Choice::word).collect(Collectors.joining(", "))
                      + "."));
    }
  }

  /// Writes what the choice comes to, and notes that the store's word is known.
  ///
  /// @throws UserFault where the choice does not fit the conflict, or the file was edited just now
  public void settle(Change change, Choice choice) {
    Optional<FileState> wanted =
        switch (choice) {
          case LOCAL -> ruled(change, Authority.GIT).merged().git();
          case REMOTE -> ruled(change, Authority.STORE).merged().git();
          case BASE -> replaced(change, Clash::base);
          case MERGE -> replaced(change, Settling::marked);
        };
    Optional<FileState> before =
        change.local().map(spec -> new FileState(spec.file().path(), spec.raw()));
    Optional<FileState> after =
        wanted.map(file ->
            new FileState(
                file.path(),
                change.local().map(spec -> spec.ends(file.text())).orElse(file.text())));
    boolean fits =
        after
            .filter(file ->
                files.obstacle(before, file).isPresent() || !merger.holds(change.format(), file))
            .isEmpty();
    if (!fits || !files.replace(before, after)) {
      throw UserFault.usage(
          "'%s' cannot be written: the file was edited just now, or another stands in its place."
              .formatted(change.path()));
    }
    note(change, wanted);
  }

  /// From here on what the working tree says otherwise than the store is an edit of it.
  private void note(Change change, Optional<FileState> wanted) {
    Optional<Kept> there = change.there();
    if (there.isEmpty()) {
      change.known().ifPresent(known -> book.forget(known.there().number()));
      return;
    }
    FileState file = there.get().file();
    book.keep(
        new Known(
            there.get(),
            file,
            there.get().at().revision(),
            wanted.map(FileState::path).orElse(file.path())));
  }

  private Change ruled(Change change, Authority winner) {
    return Change.of(change.known(), change.local(), change.there(), merger.ruled(winner));
  }

  private interface Saying {
    Optional<String> of(Clash clash);
  }

  private Optional<FileState> replaced(Change change, Saying saying) {
    Optional<FileState> here = change.merged().git();
    for (Clash clash : change.merged().clashes()) {
      here = replaced(change, here, clash, saying.of(clash));
    }
    return here;
  }

  private Optional<FileState> replaced(
      Change change, Optional<FileState> here, Clash clash, Optional<String> text) {
    boolean whole = List.of(FileMerge.PATH, FileMerge.SPEC).contains(clash.label());
    if (whole && text.filter(one -> one.startsWith(BEGIN)).isPresent()) {
      throw UserFault.usage(
          "A clash of the %s cannot be merged by hand. One of: local, remote, base."
              .formatted(clash.label()));
    }
    if (clash.label().equals(FileMerge.SPEC)) {
      return change.base();
    }
    FileState file = here.orElseThrow();
    if (clash.label().equals(FileMerge.PATH)) {
      return Optional.of(
          new FileState(change.base().map(FileState::path).orElse(file.path()), file.text()));
    }
    return Optional.of(new FileState(file.path(), replaced(change, file, clash, text)));
  }

  private String replaced(Change change, FileState file, Clash clash, Optional<String> text) {
    Parts parts = merger.lens(change.format()).get(file.path(), file.text());
    var list = new ArrayList<Part>();
    boolean found = false;
    for (Part part : parts.list()) {
      boolean disputed =
          !found
              && part.label().equals(clash.label())
              && clash.git().filter(part.text()::equals).isPresent();
      found |= disputed;
      if (disputed) {
        text.map(part::saying).ifPresent(list::add);
      } else {
        list.add(part);
      }
    }
    if (found) {
      return new Parts(list, parts.openEnd()).text();
    }
    if (clash.git().isEmpty() && !file.text().isEmpty()) {
      return file.text() + (file.text().endsWith("\n") ? "" : "\n") + text.orElse("");
    }
    if (clash.git().filter(file.text()::equals).isPresent()) {
      return text.orElse("");
    }
    throw UserFault.usage(
        "A clash of %s can be settled by local or remote only.".formatted(clash.label()));
  }

  private static Optional<String> marked(Clash clash) {
    return Optional.of(
        BEGIN + lines(clash.git()) + "=======\n" + lines(clash.store()) + ">>>>>>> remote\n");
  }

  private static String lines(Optional<String> text) {
    String all = text.orElse("");
    return all.isEmpty() || all.endsWith("\n") ? all : all + "\n";
  }
}
