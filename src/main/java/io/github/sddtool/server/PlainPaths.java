package io.github.sddtool.server;

import io.helidon.http.NotFoundException;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Lets through only addresses that are written the plain way, as ours are. A proxy that opens
/// `/webhooks/` alone and the router behind it may otherwise read `/webhooks/..;/metrics` or
/// `/webhooks/%2e%2e/metrics` differently.
///
/// Below some addresses stand names that people chose, in any script. They may hold more, written
/// with percent signs, but nothing that somebody could take for a step to another folder.
public final class PlainPaths {
  private static final List<String> NAMED = List.of("/api/specs/", "/api/analytics/team/");

  /// What has a meaning in addresses of some server, or is an escape of an escape.
  private static final String REFUSED = "\\;%?#";

  /// Harmless, and written as it is by most programs.
  private static final String UNESCAPED = "._~:@+,!-";

  private PlainPaths() {}

  static void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    String path = request.prologue().uriPath().rawPath();
    if (!plain(path) && !named(path)) {
      throw new NotFoundException("not a plain path");
    }
    chain.proceed();
  }

  /// Letters, digits, `-` and `_` between single slashes.
  private static boolean plain(String path) {
    return path.chars().allMatch(PlainPaths::plainCharacter) && !path.contains("//");
  }

  private static boolean plainCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '/';
  }

  private static boolean named(String path) {
    return NAMED.stream()
        .filter(path::startsWith)
        .findFirst()
        .flatMap(start -> decoded(path.substring(start.length())))
        .isPresent();
  }

  /// What a part of an address says, escapes read once; empty where it says what no name may hold:
  /// control characters, `\`, `;`, `%`, `?` and `#`, bytes that are no UTF-8, and segments that are
  /// empty, `.` or `..`.
  public static Optional<String> decoded(String raw) {
    return unescaped(raw).filter(PlainPaths::harmless);
  }

  private static Optional<String> unescaped(String raw) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        if (i + 2 >= raw.length()
            || !HexFormat.isHexDigit(raw.charAt(i + 1))
            || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
          return Optional.empty();
        }
        bytes.put((byte) HexFormat.fromHexDigits(raw, i + 1, i + 3));
        i += 2;
      } else if (plainCharacter(c) || UNESCAPED.indexOf(c) >= 0) {
        bytes.put((byte) c);
      } else {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean harmless(String text) {
    return text.codePoints().allMatch(PlainPaths::harmless)
        && Arrays.stream(text.split("/", -1))
            .noneMatch(part -> part.isBlank() || part.equals(".") || part.equals(".."));
  }

  private static boolean harmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> REFUSED.indexOf(c) < 0;
    };
  }
}
