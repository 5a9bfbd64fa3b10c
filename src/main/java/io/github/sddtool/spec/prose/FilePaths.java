package io.github.sddtool.spec.prose;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the files a text names. A path has a folder and a file name with an extension; a name
/// alone counts only in inline code. Inline code with white space is a command, and its arguments
/// are no paths; neither are addresses, patterns and placeholders. Linear in the text.
public final class FilePaths {
  private static final Pattern EXTENSION = Pattern.compile(".*[^./]\\.[A-Za-z][A-Za-z0-9]{0,9}");
  private static final Set<String> NAMES_ALONE =
      Set.of(
          "c", "cc", "cpp", "cs", "css", "dart", "ex", "exs", "go", "gradle", "h", "html", "java",
          "js", "json", "jsx", "kt", "kts", "md", "mjs", "php", "proto", "py", "rb", "rs", "scala",
          "sh", "sql", "svelte", "swift", "tf", "toml", "ts", "tsx", "vue", "xml", "yaml", "yml");
  private static final int LONGEST = 300;
  private static final int MOST = 100;

  private FilePaths() {}

  /// The paths in a text as written, each once, in order.
  public static List<String> in(String text) {
    var paths = new LinkedHashSet<String>();
    boolean code = false;
    for (String part : text.split("`", -1)) {
      if (code) {
        String name = part.strip();
        if (!hasSpace(name)) {
          add(name, true, paths);
        }
      } else {
        words(part).forEach(word -> add(word, false, paths));
      }
      code = !code;
    }
    return new ArrayList<>(paths).subList(0, Math.min(MOST, paths.size()));
  }

  private static boolean hasSpace(String text) {
    return text.chars().anyMatch(Character::isWhitespace);
  }

  private static List<String> words(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (Character.isWhitespace(c) || ",;\"'，、；“”「」|（）：".indexOf(c) >= 0) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
      } else {
        word.append(c);
      }
    }
    return words;
  }

  private static void add(String word, boolean inCode, Set<String> paths) {
    if (word.length() > LONGEST || word.contains("://")) {
      return;
    }
    String path = trimmed(word);
    int slash = path.lastIndexOf('/');
    if (path.chars().anyMatch(c -> "*<>{}$|=\\…".indexOf(c) >= 0) || path.contains("...")) {
      return;
    }
    if (!EXTENSION.matcher(path).matches() || (slash < 0 && !(inCode && isName(path)))) {
      return;
    }
    if (!path.startsWith("@") && !path.startsWith("~") && !path.startsWith("//")) {
      paths.add(path);
    }
  }

  private static boolean isName(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return NAMES_ALONE.contains(extension) && name.chars().noneMatch(c -> c == '(' || c == '#');
  }

  /// Without the marks around it, a line number or a name inside the file behind it. Brackets that
  /// belong to the path stay: `app/(shop)/[id]/page.tsx`.
  private static String trimmed(String word) {
    String path = word;
    while (!path.isEmpty() && "*_([:".indexOf(path.charAt(0)) >= 0 && !closesLater(path)) {
      path = path.substring(1);
    }
    int cut = path.indexOf(':');
    path = cut > 0 ? path.substring(0, cut) : path;
    int anchor = path.indexOf('#');
    path = anchor > 0 ? path.substring(0, anchor) : path;
    while (!path.isEmpty() && ")]*_.!?。".indexOf(path.charAt(path.length() - 1)) >= 0) {
      path = path.substring(0, path.length() - 1);
    }
    return path;
  }

  /// Whether a bracket that begins the text ends before a slash, as in `(shop)/page.tsx`.
  private static boolean closesLater(String path) {
    int close = path.indexOf(path.charAt(0) == '(' ? ")/" : "]/");
    return (path.charAt(0) == '(' || path.charAt(0) == '[') && close > 0;
  }
}
