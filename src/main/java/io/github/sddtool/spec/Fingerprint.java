package io.github.sddtool.spec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

// @spec engine/delta#REQ-DELTA-001
/// The identity of a text that survives what does not change its meaning: the first 16 hexadecimal
/// digits of its SHA-256. Callers decide what to leave out before asking.
public record Fingerprint(String hex) {

  /// The fingerprint of a text whose white space does not count.
  public static Fingerprint of(String text) {
    var dense = new StringBuilder(text.length());
    text.codePoints().filter(c -> !Character.isWhitespace(c)).forEach(dense::appendCodePoint);
    return new Fingerprint(sha256(dense.toString()).substring(0, 16));
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
