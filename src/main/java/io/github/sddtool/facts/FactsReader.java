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
    return recalled(language.get(), file, filter)
        .or(() -> bytes(snapshot, file).map(bytes -> read(language.get(), bytes, file, filter)))
        .<Reading>map(Reading.Read::new)
        .orElseGet(Reading.TooLarge::new);
  }

  // @spec app/clones#REQ-CLONE-005
  /// Says which files are about to be read, for a snapshot that may have to bring them here: those
  /// of which nothing is remembered.
  public void expect(Snapshot snapshot, Collection<FileEntry> files, PassageFilter filter) {
    snapshot.expect(() ->
        files.stream()
            .filter(file ->
                Language.of(file.path())
                    .filter(language -> recalled(language, file, filter).isEmpty())
                    .isPresent())
            .toList());
  }

  /// A file's bytes; empty when it is too large. A size that nobody could tell before shows when
  /// the file is read.
  private static Optional<byte[]> bytes(Snapshot snapshot, FileEntry file) {
    return file.size() > MAX_BYTES
        ? Optional.empty()
        : Optional.of(snapshot.read(file)).filter(bytes -> bytes.length <= MAX_BYTES);
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

  private FileFacts read(Language language, byte[] bytes, FileEntry file, PassageFilter filter) {
    Optional<String> text = plainText(bytes);
    boolean mayName = text.filter(filter::mayName).isPresent();
    boolean byGrammar = compared.test(file.path());
    FileFacts facts =
        text.map(t ->
                Extractor.extract(language, t, filter, filter.mayFindIn(t, mayName), byGrammar))
            .orElse(FileFacts.NONE);
    String kind = mayName ? named(language, file, filter) : unnamed(language, file, filter);
    return remembered(file.blob(), kind, facts);
  }

  /// Whether a file names a spec; not remembered, for whoever asks keeps the answer.
  public boolean mayName(Snapshot snapshot, FileEntry file, PassageFilter filter) {
    return Language.of(file.path()).isPresent()
        && file.size() != 0
        && bytes(snapshot, file)
            .flatMap(FactsReader::plainText)
            .filter(filter::mayName)
            .isPresent();
  }

  /// The markers of a text that belongs to a spec, such as a design.
  public FileFacts prose(Snapshot snapshot, FileEntry file) {
    return once(
            snapshot,
            file,
            "prose",
            FileFacts.class,
            bytes -> Extractor.prose(Encoding.decoded(bytes)))
        .orElse(FileFacts.NONE);
  }

  /// The text of a spec or side file; empty when it is too large.
  public Optional<String> text(Snapshot snapshot, FileEntry file) {
    return bytes(snapshot, file).map(Encoding::decoded);
  }

  // @spec engine/robustness#REQ-ROB-003
  /// A spec's body; one that is too large is unread, and one that is no UTF-8 says so.
  public SpecBody spec(SpecFormat format, Snapshot snapshot, FileEntry file) {
    String kind = format.name() + "/spec:" + file.path().extension();
    return once(snapshot, file, kind, SpecBody.class, bytes -> body(format, file.path(), bytes))
        .orElseGet(() -> SpecBody.unread("The spec is too large and was not read."));
  }

  private static SpecBody body(SpecFormat format, RepoPath path, byte[] bytes) {
    SpecBody body = format.read(path, Encoding.decoded(bytes));
    return Encoding.firstBadLine(bytes).map(body::withBadBytesAt).orElse(body);
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
    @SuppressWarnings("unchecked") // what stands for the part is of its class
    Class<T> type = (Class<T>) (tooLarge instanceof List<?> ? List.class : tooLarge.getClass());
    String name = format.name() + "/" + kind;
    return once(snapshot, file, name, type, bytes -> read.apply(Encoding.decoded(bytes)))
        .orElse(tooLarge);
  }

  /// Empty when the file is too large.
  private <T> Optional<T> once(
      Snapshot snapshot, FileEntry file, String kind, Class<T> type, Function<byte[], T> read) {
    return recalled(file.blob(), kind, type)
        .or(() ->
            bytes(snapshot, file).map(bytes -> remembered(file.blob(), kind, read.apply(bytes))));
  }

  private <T> Optional<T> recalled(BlobId blob, String kind, Class<T> type) {
    return memory.recall(blob, kind).filter(type::isInstance).map(type::cast);
  }

  private <T> T remembered(BlobId blob, String kind, T facts) {
    if (!blob.equals(FileContent.UNREADABLE)) {
      memory.remember(blob, kind, facts);
    }
    return facts;
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
