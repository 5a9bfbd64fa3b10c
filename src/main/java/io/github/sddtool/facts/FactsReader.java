package io.github.sddtool.facts;

import io.github.sddtool.facts.lexer.Language;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.FileContent;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecFormat;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Reads files into what they say. What is remembered of a content is not read again, so base and
/// head of a change, which share most of their files, are read once. May be used by several
/// threads.
public final class FactsReader {
  /// The largest file that is read, in bytes.
  public static final long MAX_BYTES = 5L * 1024 * 1024;

  private static final int BINARY_PROBE = 8000;

  private final FactsMemory memory;
  private final Predicate<RepoPath> compared;

  public FactsReader() {
    this(FactsCache.ofOneRun(FactsMemory.NONE), _ -> false);
  }

  /// A reader for a comparison.
  ///
  /// @param compared the files whose regions will be compared with another version of theirs: these
  ///   are worth a syntax tree
  public FactsReader(FactsMemory memory, Predicate<RepoPath> compared) {
    this.memory = memory;
    this.compared = compared;
  }

  /// The same for a comparison of other files.
  public FactsReader comparing(Predicate<RepoPath> others) {
    return new FactsReader(memory, others);
  }

  /// What came of reading a source file.
  public sealed interface Reading {
    record Read(FileFacts facts) implements Reading {}

    record TooLarge() implements Reading {}
  }

  /// The markers of a file; none for files of no known language and for binary ones.
  ///
  /// @param filter which passages are kept beside the markers
  public Reading source(Snapshot snapshot, FileEntry file, PassageFilter filter) {
    Optional<Language> language = Language.of(file.path());
    if (language.isEmpty() || file.size() == 0) {
      return new Reading.Read(FileFacts.NONE);
    }
    if (file.size() > MAX_BYTES) {
      return new Reading.TooLarge();
    }
    Optional<FileFacts> known = recalled(language.get(), file, filter);
    if (known.isEmpty() && isTooLarge(snapshot, file)) {
      return new Reading.TooLarge();
    }
    return new Reading.Read(known.orElseGet(() -> read(language.get(), snapshot, file, filter)));
  }

  // @spec app/clones#REQ-CLONE-005
  /// Says which files are about to be read, for a snapshot that may have to bring them here: those
  /// of which nothing is remembered.
  public void expect(Snapshot snapshot, Collection<FileEntry> files, PassageFilter filter) {
    if (snapshot.isPartial()) {
      snapshot.expect(
          files.stream()
              .filter(file ->
                  Language.of(file.path())
                      .filter(language -> recalled(language, file, filter).isEmpty())
                      .isPresent())
              .toList());
    }
  }

  /// A size that nobody could tell before shows when the file is read.
  private static boolean isTooLarge(Snapshot snapshot, FileEntry file) {
    long size = file.size() == FileEntry.UNKNOWN_SIZE ? snapshot.read(file).length : file.size();
    return size > MAX_BYTES;
  }

  private Optional<FileFacts> recalled(Language language, FileEntry file, PassageFilter filter) {
    return recalled(file.blob(), unnamed(language, file, filter), FileFacts.class)
        .or(() -> recalled(file.blob(), named(language, file, filter), FileFacts.class));
  }

  /// What is kept of a file that names no spec is the same whatever the titles behind their names
  /// are, so it is remembered for all of them.
  private String unnamed(Language language, FileEntry file, PassageFilter filter) {
    return reading(language, file) + "/unnamed/" + filter.namesKey();
  }

  private String named(Language language, FileEntry file, PassageFilter filter) {
    return reading(language, file) + filter.key();
  }

  private String reading(Language language, FileEntry file) {
    return language.name() + (compared.test(file.path()) ? "/tree" : "");
  }

  private FileFacts read(
      Language language, Snapshot snapshot, FileEntry file, PassageFilter filter) {
    Optional<String> text = plainText(snapshot.read(file));
    boolean mayName = text.filter(filter::mayName).isPresent();
    boolean byGrammar = compared.test(file.path());
    FileFacts facts =
        text.map(t ->
                Extractor.extract(language, t, filter, filter.mayFindIn(t, mayName), byGrammar))
            .orElse(FileFacts.NONE);
    String kind = mayName ? named(language, file, filter) : unnamed(language, file, filter);
    remember(file.blob(), kind, facts);
    return facts;
  }

  /// Whether a file names a spec; not remembered, for whoever asks keeps the answer.
  public boolean mayName(Snapshot snapshot, FileEntry file, PassageFilter filter) {
    return Language.of(file.path()).isPresent()
        && file.size() != 0
        && !isTooLarge(snapshot, file)
        && plainText(snapshot.read(file)).filter(filter::mayName).isPresent();
  }

  /// The markers of a text that belongs to a spec, such as a design.
  public FileFacts prose(Snapshot snapshot, FileEntry file) {
    return once(
        file.blob(),
        "prose",
        FileFacts.class,
        () -> text(snapshot, file).map(Extractor::prose).orElse(FileFacts.NONE));
  }

  /// The text of a spec or side file; empty when it is too large.
  public Optional<String> text(Snapshot snapshot, FileEntry file) {
    return isTooLarge(snapshot, file)
        ? Optional.empty()
        : Optional.of(Encoding.decoded(snapshot.read(file)));
  }

  // @spec engine/robustness#REQ-ROB-003
  /// A spec's body; one that is too large is unread, and one that is no UTF-8 says so.
  public SpecBody spec(SpecFormat format, Snapshot snapshot, FileEntry file) {
    if (isTooLarge(snapshot, file)) {
      return SpecBody.unread("The spec is too large and was not read.");
    }
    return once(
        file.blob(),
        format.name() + "/spec:" + file.path().extension(),
        SpecBody.class,
        () -> {
          byte[] bytes = snapshot.read(file);
          SpecBody body = format.read(file.path(), Encoding.decoded(bytes));
          return Encoding.firstBadLine(bytes).map(body::withBadBytesAt).orElse(body);
        });
  }

  /// What a file of a format says in one of its parts, read once for each content.
  ///
  /// @param kind of part; two parts of one kind are read alike
  /// @param tooLarge what stands for a file that is too large
  public <T> T part(
      SpecFormat format,
      String kind,
      Snapshot snapshot,
      FileEntry file,
      Function<String, T> read,
      T tooLarge) {
    if (isTooLarge(snapshot, file)) {
      return tooLarge;
    }
    @SuppressWarnings("unchecked") // what stands for the part is of its class
    Class<T> type = (Class<T>) (tooLarge instanceof List<?> ? List.class : tooLarge.getClass());
    return once(
        file.blob(),
        format.name() + "/" + kind,
        type,
        () -> read.apply(Encoding.decoded(snapshot.read(file))));
  }

  private <T> T once(BlobId blob, String kind, Class<T> type, Supplier<T> read) {
    Optional<T> known = recalled(blob, kind, type);
    if (known.isPresent()) {
      return known.get();
    }
    T facts = read.get();
    remember(blob, kind, facts);
    return facts;
  }

  private <T> Optional<T> recalled(BlobId blob, String kind, Class<T> type) {
    return memory.recall(blob, kind).filter(type::isInstance).map(type::cast);
  }

  private void remember(BlobId blob, String kind, Object facts) {
    if (!blob.equals(FileContent.UNREADABLE)) {
      memory.remember(blob, kind, facts);
    }
  }

  // @spec engine/markers#REQ-MARK-020
  /// A text's characters; empty for a binary file.
  private static Optional<String> plainText(byte[] bytes) {
    return Encoding.isUtf16(bytes) || !isBinary(bytes)
        ? Optional.of(Encoding.decoded(bytes))
        : Optional.empty();
  }

  private static boolean isBinary(byte[] bytes) {
    for (int i = 0; i < Math.min(bytes.length, BINARY_PROBE); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
