package io.github.sddtool.spec;

/// The name of an item with a revision: `req~login~2`.
///
/// @param type for example `req`, `dsn`, `impl`
/// @param revision from 0; raised when the item's meaning changes
public record ItemId(String type, String name, int revision) {
  /// The same item at any revision.
  public boolean isSameItem(ItemId other) {
    return type.equals(other.type) && name.equals(other.name);
  }

  /// `req~login~2`
  @Override
  public String toString() {
    return type + "~" + name + "~" + revision;
  }
}
