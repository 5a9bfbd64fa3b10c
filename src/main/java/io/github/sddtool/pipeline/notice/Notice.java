package io.github.sddtool.pipeline.notice;

import io.github.sddtool.pipeline.notice.channel.PlainText;
import io.github.sddtool.store.StorableText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// Something that one recipient is told on one channel.
///
/// @param cause why there is this notice; the same cause tells the same recipient once
/// @param to where it goes
/// @param text what it says
record Notice(Cause cause, To to, Text text, boolean urgent, Instant at) {
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_BODY = 8_000;
  private static final int LONGEST_PAGE = 400;

  /// What happened, and which rule tells it.
  ///
  /// @param key of what happened
  /// @param subject what it is about
  record Cause(String key, String rule, String subject) {}

  /// Where it goes.
  ///
  /// @param project whose members may read it in the app; empty of none
  record To(String channel, String recipient, String project) {}

  /// Plain text, fit to be kept and shown.
  record Text(String title, String body, Optional<URI> page) {
    Text {
      title = StorableText.of(PlainText.line(title, LONGEST_TITLE));
      body = StorableText.of(PlainText.block(body, LONGEST_BODY));
      page = page.filter(one -> one.toASCIIString().length() <= LONGEST_PAGE);
    }

    /// The same, said to a room that several people read.
    Text with(Optional<String> line) {
      return line.map(one -> new Text(title, body + "\n" + one, page)).orElse(this);
    }
  }

  /// The same for the same cause and recipient, for ever.
  String key() {
    return hash(
        String.join("\n", cause.key(), cause.rule(), to.channel(), to.recipient(), to.project()));
  }

  static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
