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

  /// Never fed itself: each use is a copy.
  private static final MessageDigest SHA_256 = sha256();

  /// The fingerprint of a text whose white space does not count.
  public static Fingerprint of(String text) {
    byte[] dense = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (byte b : dense) {
      if (b < 0) {
        dense = dense(text).getBytes(StandardCharsets.UTF_8);
        length = dense.length;
        break;
      }
      dense[length] = b;
      length += Character.isWhitespace(b) ? 0 : 1;
    }
    return new Fingerprint(HexFormat.of().formatHex(digest(dense, length), 0, BYTES));
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

  private static byte[] digest(byte[] bytes, int length) {
    try {
      var digest = (MessageDigest) SHA_256.clone();
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's digests can be copied", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
