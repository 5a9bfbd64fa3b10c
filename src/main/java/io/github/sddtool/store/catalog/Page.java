package io.github.sddtool.store.catalog;

import io.github.sddtool.fault.UserFault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A part of a list.
///
/// @param next what to ask the rest with; empty at the end
public record Page<T>(List<T> items, Optional<String> next) {
  private static final int MOST = 200;

  public Page {
    items = List.copyOf(items);
  }

  /// Where a page begins and how long it is.
  ///
  /// @param cursor the [Page#next()] of the page before; empty for the first
  /// @param limit 1 to 200
  public record Ask(Optional<String> cursor, int limit) {
    public Ask {
      limit = Math.clamp(limit, 1, MOST);
    }

    /// The first page.
    public static Ask first(int limit) {
      return new Ask(Optional.empty(), limit);
    }

    /// What the last item of the page before is sorted by.
    ///
    /// @throws UserFault when the cursor is none that a page gave
    public Optional<String> after() {
      return cursor.map(text -> {
        try {
          return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
          throw wrong(text);
        }
      });
    }

    /// As [#after()], of what is sorted by a number.
    ///
    /// @throws UserFault when the cursor is none that a page gave
    public Optional<Integer> afterNumber() {
      return after()
          .map(text -> {
            try {
              return Integer.parseInt(text);
            } catch (NumberFormatException _) {
              throw wrong(cursor.orElse(""));
            }
          });
    }

    private static UserFault wrong(String cursor) {
      return UserFault.usage(
          "The cursor '%s' is none that a page gave; ask without one for the first page."
              .formatted(cursor.substring(0, Math.min(40, cursor.length()))));
    }
  }

  /// The page of a list that was read one item beyond the limit.
  ///
  /// @param key what items are sorted by
  public static <T> Page<T> of(List<T> read, Ask ask, Function<T, String> key) {
    if (read.size() <= ask.limit()) {
      return new Page<>(read, Optional.empty());
    }
    List<T> items = read.subList(0, ask.limit());
    String last = key.apply(items.getLast());
    return new Page<>(
        items,
        Optional.of(
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.getBytes(StandardCharsets.UTF_8))));
  }
}
