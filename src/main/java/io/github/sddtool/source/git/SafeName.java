package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sddtool.fault.SourceFault;

/// A name on disk for a name from outside. Different names never meet, and none hides, climbs or
/// has several segments.
public final class SafeName {
  private static final String CLONE = ".git";
  private static final int MAX_LENGTH = 200;

  private SafeName() {}

  /// Letters and digits of ASCII, `-`, `_` and inner dots stand for themselves, all else as `%XX`.
  /// The dot of a `.git` at the end is encoded too, so that what carries this ending on disk was
  /// given it by us.
  ///
  /// @throws SourceFault when the name is longer than a disk takes
  public static String of(String name) {
    var safe = new StringBuilder();
    byte[] bytes = name.getBytes(UTF_8);
    int cloneDot = name.endsWith(CLONE) ? bytes.length - CLONE.length() : -1;
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xFF);
      if (isPlain(c) || (c == '.' && i > 0 && i != cloneDot)) {
        safe.append(c);
      } else {
        safe.append(String.format("%%%02X", (int) c));
      }
    }
    if (safe.length() > MAX_LENGTH) {
      throw new SourceFault("the name is too long to keep files under it: " + name);
    }
    return safe.toString();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
