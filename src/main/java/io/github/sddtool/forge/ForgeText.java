package io.github.sddtool.forge;

import io.github.sddtool.source.RepoPath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Text on its way to a forge or into a message: made harmless, and made to fit.
public final class ForgeText {
  private static final char REPLACEMENT = '\uFFFD';
  private static final String ELLIPSIS = "…";
  private static final int QUOTED = 80;

  private ForgeText() {}

  /// The text with lone surrogates and control characters replaced, which JSON or forges refuse and
  /// repositories nevertheless hold. Line feeds and tabs stay.
  public static String clean(String text) {
    StringBuilder cleaned = null;
    int next;
    for (int i = 0; i < text.length(); i = next) {
      int c = text.codePointAt(i);
      next = i + Character.charCount(c);
      boolean fine = !isLoneSurrogate(c) && (!Character.isISOControl(c) || c == '\n' || c == '\t');
      if (fine && cleaned != null) {
        cleaned.appendCodePoint(c);
      } else if (!fine) {
        if (cleaned == null) {
          cleaned = new StringBuilder(text.length()).append(text, 0, i);
        }
        // A carriage return before a line feed is a line end that git kept, not damage.
        if (!(c == '\r' && next < text.length() && text.charAt(next) == '\n')) {
          cleaned.append(REPLACEMENT);
        }
      }
    }
    return cleaned == null ? text : cleaned.toString();
  }

  /// The text, or as much of its beginning as fits into so many characters together with an
  /// ellipsis; never half a surrogate pair.
  public static String clip(String text, int characters) {
    return text.length() <= characters
        ? text
        : text.substring(0, wholeBefore(text, characters - ELLIPSIS.length())) + ELLIPSIS;
  }

  /// As [#clip(String, int)], counted in bytes of UTF-8.
  public static String clipBytes(String text, int bytes) {
    if (utf8Length(text) <= bytes) {
      return text;
    }
    return text.substring(0, fittingBytes(text, bytes - (int) utf8Length(ELLIPSIS))) + ELLIPSIS;
  }

  /// Whether a text can be one part of a repository's path, and so stand in an address, a folder
  /// and a message as it is: letters, digits, `-`, `_` and `.`, and nothing that climbs.
  public static boolean isPathName(String text, int longest) {
    return !text.isEmpty()
        && text.length() <= longest
        && !text.equals(".")
        && !text.equals("..")
        && text.chars().allMatch(ForgeText::isNameCharacter);
  }

  private static boolean isNameCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }

  /// A path as it stands in an address.
  public static String inUrl(RepoPath path) {
    // Form encoding differs from a path's in the blank and in keeping the asterisk.
    return URLEncoder.encode(path.value(), StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%2F", "/");
  }

  /// Text from outside, in quotes, on one line and short.
  public static String quote(String text) {
    return "'" + clip(clean(text).replace('\n', ' ').replace('\t', ' '), QUOTED) + "'";
  }

  public static long utf8Length(String text) {
    // Encoding is what counts: a lone surrogate becomes one byte there.
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// How many leading characters fit into so many bytes of UTF-8, not splitting a surrogate pair.
  public static int fittingBytes(String text, long bytes) {
    long used = 0;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      used += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (used > bytes) {
        return end;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  /// The largest cut at or before `index` that does not split a surrogate pair.
  public static int wholeBefore(String text, int index) {
    int end = Math.clamp(index, 0, text.length());
    boolean splits =
        end > 0
            && end < text.length()
            && Character.isHighSurrogate(text.charAt(end - 1))
            && Character.isLowSurrogate(text.charAt(end));
    return splits ? end - 1 : end;
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
