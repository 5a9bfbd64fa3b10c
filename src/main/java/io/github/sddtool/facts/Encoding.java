package io.github.sddtool.facts;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How the bytes of a text are read: in UTF-16 where the first bytes say so, else in UTF-8.
final class Encoding {
  private static final int CHUNK = 8192;

  private Encoding() {}

  /// The characters; bytes that are none are replaced.
  static String decoded(byte[] bytes) {
    return new String(bytes, isUtf16(bytes) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
  }

  static boolean isUtf16(byte[] bytes) {
    return bytes.length >= 2
        && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
            || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
  }

  /// The line, from 1, of the first bytes that are no UTF-8; empty for UTF-16.
  static Optional<Integer> firstBadLine(byte[] bytes) {
    if (isUtf16(bytes)) {
      return Optional.empty();
    }
    // a decoder reports what is malformed until it is told to replace it
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(CHUNK);
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
    } while (result.isOverflow());
    return result.isError() ? Optional.of(lineAt(bytes, in.position())) : Optional.empty();
  }

  private static int lineAt(byte[] bytes, int end) {
    int line = 1;
    for (int i = 0; i < end; i++) {
      boolean loneReturn = bytes[i] == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n');
      if (bytes[i] == '\n' || loneReturn) {
        line++;
      }
    }
    return line;
  }
}
