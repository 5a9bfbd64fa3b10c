package io.github.sddtool.spec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

// @spec engine/delta#REQ-DELTA-001
/// The identity of a text that survives what does not change its meaning: the first 16 hexadecimal
/// digits of its SHA-256. Callers decide what to leave out before asking.
public record Fingerprint(String hex) {
  private static final int BYTES = 8;

  /// The fingerprint of a text whose white space does not count.
  public static Fingerprint of(String text) {
    return new Fingerprint(HexFormat.of().formatHex(sha256(dense(text)), 0, BYTES));
  }

  /// No white space is outside the basic plane.
  private static String dense(String text) {
    var dense = new StringBuilder(text.length());
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        dense.append(text, start, i);
        start = i + 1;
      }
    }
    return dense.append(text, start, text.length()).toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
