package io.github.sddtool.store.key;

import io.github.sddtool.source.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What proves a key: `sdd_`, 12 hexadecimal digits that name it and may be seen, `_`, and 256
/// random bits. Whoever made it up keeps the hash alone.
record KeySecret(String prefix, Secret text) {
  private static final Pattern FORM = Pattern.compile("(sdd_[0-9a-f]{12})_[0-9a-f]{64}");

  static KeySecret random(SecureRandom random) {
    byte[] name = new byte[6];
    byte[] proof = new byte[32];
    random.nextBytes(name);
    random.nextBytes(proof);
    String prefix = "sdd_" + HexFormat.of().formatHex(name);
    return new KeySecret(prefix, Secret.of(prefix + "_" + HexFormat.of().formatHex(proof)));
  }

  /// Empty for what is no key at all.
  static Optional<KeySecret> read(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new KeySecret(form.group(1), Secret.of(text)))
        : Optional.empty();
  }

  /// The secret has 256 random bits, so no salt and no slowness are needed.
  String hash() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Takes as long wherever the first difference is.
  boolean isOf(String hash) {
    return MessageDigest.isEqual(
        hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }
}
