package io.github.sddtool.facts;

import io.github.sddtool.source.BlobId;
import java.util.Optional;

/// What was extracted from blobs before. The content of a blob never changes, so what a pure
/// reading made of it holds for ever, in every commit and every repository that has it. May be
/// asked by several threads at once.
public interface FactsMemory {
  /// Remembers nothing.
  FactsMemory NONE =
      new FactsMemory() {
        @Override
        public Optional<Object> recall(BlobId blob, String kind) {
          return Optional.empty();
        }

        @Override
        public void remember(BlobId blob, String kind, Object facts) {
          // nothing is kept
        }
      };

  /// What was remembered of a blob.
  ///
  /// @param kind of reading: what one kind makes of a blob, another does not
  Optional<Object> recall(BlobId blob, String kind);

  void remember(BlobId blob, String kind, Object facts);
}
