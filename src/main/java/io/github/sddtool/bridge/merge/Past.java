package io.github.sddtool.bridge.merge;

import io.github.sddtool.bridge.lens.Part;

/// What the store said since both sides last agreed. What git says and the store said before is no
/// edit of git's but an echo of the store's, however it got there: pushed and not noted, squashed,
/// rebased, picked.
public interface Past {
  /// A store that said nothing else.
  Past NONE =
      new Past() {
        @Override
        public boolean said(Part part) {
          return false;
        }

        @Override
        public boolean lacked(Part part) {
          return false;
        }

        @Override
        public boolean saidAll(String text) {
          return false;
        }
      };

  /// Whether the store had this part with this very text.
  boolean said(Part part);

  /// Whether the store had no such part.
  boolean lacked(Part part);

  /// Whether the whole spec had this very text.
  boolean saidAll(String text);
}
