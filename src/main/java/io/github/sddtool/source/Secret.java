package io.github.sddtool.source;

import java.nio.charset.StandardCharsets;

/// A token, key or password. Its text leaves only through [#reveal()]; printing it gives `***`.
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /// Reads a secret as files and variables hold it: trailing white space is no part of it.
  public static Secret of(String text) {
    return new Secret(text.stripTrailing());
  }

  public String reveal() {
    return text;
  }

  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "***";
  }
}
