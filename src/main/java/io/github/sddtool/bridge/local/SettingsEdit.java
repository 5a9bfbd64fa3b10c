package io.github.sddtool.bridge.local;

import io.github.sddtool.bridge.mirror.MirrorSettingsReader;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.spec.yaml.YamlReading;
import io.github.sddtool.spec.yaml.YamlText;
import io.github.sddtool.spec.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec cli/server#REQ-SRV-007
/// Sets single keys in the text of `.sdd/server.yml` and leaves all else as it is: comments, order,
/// line ends.
public final class SettingsEdit {
  /// What can be set, with what it may be.
  public static final Map<String, String> KEYS = keys();

  private static final int LONGEST_VALUE = 500;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./:@%+-]*");
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s/@]+(/[^\\s@]*)?");
  private static final Pattern PROJECT = Pattern.compile("[a-z0-9._-]{1,100}");
  private static final Pattern PAIR =
      Pattern.compile("(\\s*)([\"']?)([A-Za-z_]+)\\2(\\s*:)([ \\t]*)(.*)", Pattern.DOTALL);

  private SettingsEdit() {}

  private static Map<String, String> keys() {
    var keys = new LinkedHashMap<String, String>();
    keys.put("server.url", "an address such as https://sdd.example.com");
    keys.put("server.project", "at most 100 lower-case letters, digits, '-', '_' and '.'");
    keys.put("sync.mode", "one of bidirectional, git-primary, server-primary");
    keys.put("sync.auto_push", "true or false");
    keys.put("sync.auto_pull", "true or false");
    keys.put("sync.conflict_resolution", "one of local, merge, prompt, remote");
    return java.util.Collections.unmodifiableMap(keys);
  }

  /// The text with a key set.
  ///
  /// @throws UserFault for a key or a value that there is not, and a text that cannot be edited so
  public static String set(String text, String key, String value) {
    check(key, value);
    if (!text.isBlank()) {
      MirrorSettingsReader.read(text);
    }
    String edited = edited(text, section(key), name(key), written(value));
    if (!get(edited, key).equals(Optional.of(value))) {
      throw UserFault.usage(
          "%s is written in a way that cannot be edited line by line; set `%s: %s` by hand."
              .formatted(MirrorSettingsReader.FILE, key, value));
    }
    MirrorSettingsReader.read(edited);
    return edited;
  }

  /// What a text says of a key; empty where it says nothing.
  ///
  /// @throws UserFault for a key that there is not
  public static Optional<String> get(String text, String key) {
    known(key);
    return YamlText.read(text) instanceof YamlReading.Read(YamlValue.Mapping top)
            && top.get(section(key)).orElse(new YamlValue.Empty(1))
                instanceof YamlValue.Mapping section
        ? section.text(name(key))
        : Optional.empty();
  }

  private static String known(String key) {
    return Optional.ofNullable(KEYS.get(key))
        .orElseThrow(() ->
            UserFault.usage(
                "The key '"
                    + key
                    + "' is unknown. One of: "
                    + String.join(", ", KEYS.keySet())
                    + "."));
  }

  private static void check(String key, String value) {
    String may = known(key);
    boolean right =
        value.length() <= LONGEST_VALUE
            && switch (key) {
              case "server.url" -> ADDRESS.matcher(value).matches();
              case "server.project" -> PROJECT.matcher(value).matches();
              case "sync.mode", "sync.conflict_resolution" ->
                  List.of(may.substring("one of ".length()).split(", ", -1)).contains(value);
              default -> value.equals("true") || value.equals("false");
            };
    if (!right) {
      throw UserFault.usage("%s: '%s' must be %s.".formatted(key, value, may));
    }
  }

  private static String section(String key) {
    return key.substring(0, key.indexOf('.'));
  }

  private static String name(String key) {
    return key.substring(key.indexOf('.') + 1);
  }

  private static String written(String value) {
    return PLAIN.matcher(value).matches() && !value.contains(":")
        ? value
        : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String edited(String text, String section, String name, String value) {
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    List<String> lines = new ArrayList<>(lines(text));
    int head = find(lines, 0, lines.size(), section, true);
    if (head < 0) {
      closeLast(lines, end);
      lines.add(section + ":" + end);
      lines.add("  " + name + ": " + value + end);
      return String.join("", lines);
    }
    int last = head;
    for (int i = head + 1; i < lines.size() && !isTop(lines.get(i)); i++) {
      last = isContent(lines.get(i)) ? i : last;
    }
    int at = find(lines, head + 1, last + 1, name, false);
    if (at >= 0) {
      lines.set(at, replaced(lines.get(at), value));
    } else {
      String indent =
          last > head
              ? lines.subList(head + 1, last + 1).stream()
                  .filter(SettingsEdit::isContent)
                  .findFirst()
                  .map(line -> line.substring(0, line.length() - line.stripLeading().length()))
                  .orElse("  ")
              : "  ";
      if (!lines.get(last).endsWith("\n")) {
        lines.set(last, lines.get(last) + end);
      }
      lines.add(last + 1, indent + name + ": " + value + end);
    }
    return String.join("", lines);
  }

  private static void closeLast(List<String> lines, String end) {
    if (!lines.isEmpty() && !lines.getLast().endsWith("\n")) {
      lines.set(lines.size() - 1, lines.getLast() + end);
    }
  }

  private static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    int from = 0;
    while (from < text.length()) {
      int at = text.indexOf('\n', from);
      int to = at < 0 ? text.length() : at + 1;
      lines.add(text.substring(from, to));
      from = to;
    }
    return lines;
  }

  private static boolean isContent(String line) {
    String bare = line.strip();
    return !bare.isEmpty() && !bare.startsWith("#");
  }

  private static boolean isTop(String line) {
    return isContent(line) && !Character.isWhitespace(line.charAt(0));
  }

  private static int find(List<String> lines, int from, int to, String key, boolean top) {
    for (int i = from; i < to; i++) {
      Matcher pair = PAIR.matcher(lines.get(i));
      if (pair.matches() && pair.group(3).equals(key) && pair.group(1).isEmpty() == top) {
        return i;
      }
    }
    return -1;
  }

  /// A comment after the value stays, as does the line's end.
  private static String replaced(String line, String value) {
    Matcher pair = PAIR.matcher(line);
    if (!pair.matches()) {
      return line;
    }
    String rest = pair.group(6);
    int comment = comment(rest);
    String tail =
        comment >= 0 ? rest.substring(comment) : rest.substring(rest.stripTrailing().length());
    if (tail.startsWith("#")) {
      tail = " " + tail;
    }
    String before = line.substring(0, pair.end(4));
    return before + (pair.group(5).isEmpty() ? " " : pair.group(5)) + value + tail;
  }

  /// Where the white space before a comment begins; -1 where there is none.
  private static int comment(String rest) {
    char quote = 0;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if ((c == '"' || c == '\'') && rest.substring(0, i).isBlank()) {
        quote = c;
      } else if (c == '#' && (i == 0 || Character.isWhitespace(rest.charAt(i - 1)))) {
        int from = i;
        while (from > 0 && Character.isWhitespace(rest.charAt(from - 1))) {
          from--;
        }
        return from;
      }
    }
    return -1;
  }
}
