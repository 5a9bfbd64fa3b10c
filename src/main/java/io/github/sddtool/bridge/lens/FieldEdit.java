package io.github.sddtool.bridge.lens;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.SpecFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

// @spec app/bridge#REQ-BRIDGE-005
/// Gives single fields and requirements of a spec another text and leaves every other byte as it
/// is.
public final class FieldEdit {
  /// Words and lists of them.
  private static final Pattern PLAIN =
      Pattern.compile("\\[?[\\p{L}\\p{N}_./@][\\p{L}\\p{N}_./@, -]*]?");

  private final Map<String, SpecFormat> formats;

  public FieldEdit(List<SpecFormat> formats) {
    this.formats =
        formats.stream().collect(Collectors.toUnmodifiableMap(SpecFormat::name, one -> one));
  }

  /// The edited text; empty where there is no such requirement, a value is more than one line, or
  /// the text would be read otherwise than it was meant.
  ///
  /// @param fields of the front matter by name; one that is missing is added at its end
  /// @param requirements by local id a new statement, or the whole requirement from its heading on
  public Optional<String> apply(
      String format,
      RepoPath path,
      String text,
      Map<String, String> fields,
      Map<String, String> requirements) {
    SpecFormat known = formats.get(format);
    if (known == null || !SpecLens.isWritable(path)) {
      return Optional.empty();
    }
    var lens = new SpecLens(known);
    Parts parts = lens.get(path, text);
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    var list = new ArrayList<>(parts.list());
    for (var field : fields.entrySet()) {
      if (!set(list, field.getKey(), field.getValue(), end)) {
        return Optional.empty();
      }
    }
    for (var requirement : requirements.entrySet()) {
      if (!replace(list, requirement.getKey(), requirement.getValue(), end)) {
        return Optional.empty();
      }
    }
    var edited = new Parts(list, parts.openEnd());
    return lens.holds(path, edited) ? Optional.of(edited.text()) : Optional.empty();
  }

  private static boolean set(List<Part> parts, String name, String value, String end) {
    if (value.lines().count() > 1 || !name.matches("[\\p{L}_][\\p{L}\\p{N}_-]*")) {
      return false;
    }
    String line = name + ": " + written(value.strip()) + end;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part.kind() == Part.Kind.FIELD && part.name().equals(name)) {
        parts.set(i, part.saying(line));
        return true;
      }
      if (part.name().equals("end of front matter")) {
        parts.add(i, new Part(Part.Kind.FIELD, name, line));
        return true;
      }
    }
    return false;
  }

  /// As it is where YAML reads it as it is, else in quotes.
  private static String written(String value) {
    return PLAIN.matcher(value).matches()
        ? value
        : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + '"';
  }

  private static boolean replace(List<Part> parts, String local, String text, String end) {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      boolean requirement =
          part.kind() == Part.Kind.REQUIREMENT || part.kind() == Part.Kind.ORDINAL;
      if (requirement && part.name().equals(local)) {
        boolean blank = part.text().endsWith(end + end);
        String whole = isWhole(text, local) ? text : restated(part.text(), text.strip(), end);
        parts.set(i, part.saying(whole.stripTrailing() + end + (blank ? end : "")));
        return true;
      }
    }
    return false;
  }

  /// Whether a text begins as the requirement does, with its id.
  private static boolean isWhole(String text, String local) {
    return text.lines().findFirst().orElse("").contains(local);
  }

  /// The requirement with another statement: its heading and its scenarios stay.
  private static String restated(String old, String statement, String end) {
    int body = old.indexOf('\n') + 1;
    var rest = new StringBuilder();
    for (String line : old.substring(body).split("(?<=\n)", -1)) {
      if (!rest.isEmpty() || line.startsWith("#")) {
        rest.append(line);
      }
    }
    return old.substring(0, body) + end + statement + end + (rest.isEmpty() ? "" : end + rest);
  }
}
