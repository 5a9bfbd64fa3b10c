package io.github.sddtool.facts;

/// Tells which comments and titles of tests are kept as they are, because only who knows all specs
/// can find what they name.
public interface PassageFilter {
  /// Keeps nothing.
  PassageFilter NONE =
      new PassageFilter() {
        @Override
        public String key() {
          return "";
        }

        @Override
        public String namesKey() {
          return "";
        }

        @Override
        public boolean mayName(String source) {
          return false;
        }

        @Override
        public boolean mayFindIn(String source, boolean named) {
          return false;
        }

        @Override
        public boolean keeps(String passage) {
          return false;
        }
      };

  /// Equal for filters that keep the same.
  String key();

  /// Equal for filters between which nothing changes in a file that is no [#mayName].
  String namesKey();

  /// Whether a file names any spec: only in such a file can a title be found that is none by
  /// itself.
  boolean mayName(String source);

  /// A quick look at a whole file: false only where no passage of it would be kept.
  ///
  /// @param named whether it [#mayName] a spec
  boolean mayFindIn(String source, boolean named);

  boolean keeps(String passage);
}
