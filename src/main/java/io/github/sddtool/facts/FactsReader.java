package io.github.sddtool.facts;

import io.github.sddtool.facts.lexer.Language;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Reads files into what they say, each content once: base and head of a change share most of their
/// files. Not for use by several threads.
public final class FactsReader {
  /// The largest file that is read, in bytes.
  public static final long MAX_BYTES = 5L * 1024 * 1024;

  private static final int BINARY_PROBE = 8000;

  private record Key(BlobId blob, String kind) {}

  private final Predicate<RepoPath> compared;
  private final Map<Key, FileFacts> sources = new HashMap<>();
  private final Map<Key, Object> parts = new HashMap<>();

  public FactsReader() {
    this(_ -> false);
  }

  /// A reader for a comparison.
  ///
  /// @param compared the files whose regions will be compared with another version of theirs: these
  ///   are worth a syntax tree
  public FactsReader(Predicate<RepoPath> compared) {
    this.compared = compared;
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
    boolean byGrammar = compared.test(file.path());
    String kind = language.get().name() + (byGrammar ? "/tree/" : "/") + filter.key();
    var key = new Key(file.blob(), kind);
    FileFacts known = sources.get(key);
    if (known != null) {
      return new Reading.Read(known);
    }
    FileFacts facts =
        plainText(snapshot.read(file))
            .map(text -> Extractor.extract(language.get(), text, filter, byGrammar))
            .orElse(FileFacts.NONE);
    sources.put(key, facts);
    return new Reading.Read(facts);
  }

  /// The markers of a text that belongs to a spec, such as a design.
  public FileFacts prose(Snapshot snapshot, FileEntry file) {
    var key = new Key(file.blob(), "prose");
    FileFacts known = sources.get(key);
    if (known != null) {
      return known;
    }
    FileFacts facts = text(snapshot, file).map(Extractor::prose).orElse(FileFacts.NONE);
    sources.put(key, facts);
    return facts;
  }

  /// The text of a spec or side file; empty when it is too large.
  public Optional<String> text(Snapshot snapshot, FileEntry file) {
    return file.size() > MAX_BYTES
        ? Optional.empty()
        : Optional.of(Encoding.decoded(snapshot.read(file)));
  }

  // @spec engine/robustness#REQ-ROB-003
  /// A spec's body; one that is too large is unread, and one that is no UTF-8 says so.
  public SpecBody spec(SpecFormat format, Snapshot snapshot, FileEntry file) {
    return once(
        new Key(file.blob(), format.name() + "/spec:" + file.path().extension()),
        snapshot,
        file,
        bytes -> {
          SpecBody body = format.read(file.path(), Encoding.decoded(bytes));
          return Encoding.firstBadLine(bytes).map(body::withBadBytesAt).orElse(body);
        },
        SpecBody.unread("The spec is too large and was not read."));
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
    var key = new Key(file.blob(), format.name() + "/" + kind);
    return once(key, snapshot, file, bytes -> read.apply(Encoding.decoded(bytes)), tooLarge);
  }

  private <T> T once(
      Key key, Snapshot snapshot, FileEntry file, Function<byte[], T> read, T tooLarge) {
    @SuppressWarnings("unchecked") // a kind is always read by the same reader
    T part =
        (T)
            parts.computeIfAbsent(
                key,
                _ ->
                    file.size() > MAX_BYTES
                        ? (Object) tooLarge
                        : (Object) read.apply(snapshot.read(file)));
    return part;
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
