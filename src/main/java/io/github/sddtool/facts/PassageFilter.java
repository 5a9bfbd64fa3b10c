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
        public boolean mayFindIn(String source) {
          return false;
        }

        @Override
        public boolean keeps(String passage) {
          return false;
        }
      };

  /// Equal for filters that keep the same.
  String key();

  /// A quick look at a whole file: false only where no passage of it would be kept.
  boolean mayFindIn(String source);

  boolean keeps(String passage);
}
