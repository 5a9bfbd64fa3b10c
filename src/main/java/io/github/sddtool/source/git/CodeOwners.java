package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

// @spec engine/impact#REQ-IMPACT-023
/// Who answers for which file, by the repository's `CODEOWNERS`: the rules of GitHub, and GitLab's
/// sections. In each section the last line that matches decides; a line without owners takes the
/// section's, or nobody. A file has the owners of all sections.
///
/// No pattern costs more than its length times the path's, and no more than [#MAX_RULES] are read.
public final class CodeOwners {
  public static final CodeOwners NONE = new CodeOwners(List.of());

  /// Where the file may stand, first found first.
  private static final List<RepoPath> PLACES =
      List.of(
          RepoPath.of(".github/CODEOWNERS"),
          RepoPath.of("CODEOWNERS"),
          RepoPath.of("docs/CODEOWNERS"),
          RepoPath.of(".gitlab/CODEOWNERS"));

  /// The largest file that GitHub reads, in bytes.
  private static final long MAX_FILE = 3L << 20;

  /// Lines behind so many rules are not read.
  public static final int MAX_RULES = 5000;

  private static final int MAX_LINE = 4096;

  /// @param wide whether it also means what lies below a folder it matches
  private record Rule(IgnoreRules pattern, boolean wide, List<String> owners) {}

  private static final class Section {
    private final String name;
    private final List<String> owners;
    private final List<Rule> rules = new ArrayList<>();

    Section(String name, List<String> owners) {
      this.name = name;
      this.owners = owners;
    }
  }

  private final List<Section> sections;

  private CodeOwners(List<Section> sections) {
    this.sections = sections;
  }

  /// The owners a snapshot names; nobody where it has no such file.
  public static CodeOwners of(Snapshot snapshot) {
    for (RepoPath place : PLACES) {
      Optional<FileEntry> file = snapshot.find(place);
      if (file.isPresent()) {
        return file.get().size() > MAX_FILE ? NONE : parse(snapshot.read(file.get()));
      }
    }
    return NONE;
  }

  private static CodeOwners parse(byte[] content) {
    return content.length > MAX_FILE ? NONE : parse(new String(content, UTF_8));
  }

  /// Whether owners may change with this file.
  public static boolean isDecidedBy(RepoPath path) {
    return PLACES.contains(path);
  }

  /// Reads such a file. A line that is no rule says nothing, as on the forges.
  public static CodeOwners parse(String text) {
    var sections = new ArrayList<Section>();
    var open = new Section("", List.of());
    sections.add(open);
    int rules = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      String said = line.strip();
      if (said.isEmpty() || said.startsWith("#") || said.length() > MAX_LINE) {
        continue;
      }
      Optional<Section> section = section(said);
      if (section.isPresent()) {
        open = sameOrAdded(sections, section.get());
      } else if (rules++ < MAX_RULES) {
        rule(said, open.owners).ifPresent(open.rules::add);
      }
    }
    return new CodeOwners(sections);
  }

  /// Sections of one name, in whatever case, are one.
  private static Section sameOrAdded(List<Section> sections, Section section) {
    for (Section known : sections) {
      if (!known.name.isEmpty() && known.name.equalsIgnoreCase(section.name)) {
        var joined = known.owners.isEmpty() ? section.owners : known.owners;
        var open = new Section(known.name, joined);
        open.rules.addAll(known.rules);
        sections.set(sections.indexOf(known), open);
        return open;
      }
    }
    sections.add(section);
    return section;
  }

  /// `[Name]`, `^[Name]`, `[Name][2] @owner`.
  private static Optional<Section> section(String line) {
    int start = line.startsWith("^[") ? 2 : line.startsWith("[") ? 1 : 0;
    int close = line.indexOf(']');
    if (start == 0 || close <= start) {
      return Optional.empty();
    }
    int end = close + 1;
    if (line.startsWith("[", end)) {
      int count = line.indexOf(']', end);
      boolean digits =
          count > end + 1 && line.substring(end + 1, count).chars().allMatch(Character::isDigit);
      if (!digits) {
        return Optional.empty();
      }
      end = count + 1;
    }
    if (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      return Optional.empty();
    }
    return Optional.of(
        new Section(line.substring(start, close).strip(), owners(line.substring(end))));
  }

  private static Optional<Rule> rule(String line, List<String> ofSection) {
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end += line.charAt(end) == '\\' ? 2 : 1;
    }
    end = Math.min(end, line.length());
    String pattern = line.substring(0, end);
    if (pattern.startsWith("!")) {
      return Optional.empty();
    }
    List<String> said = owners(line.substring(end));
    boolean wide = !pattern.endsWith("/*") && !pattern.equals("*");
    return Optional.of(
        new Rule(IgnoreRules.parse(pattern), wide, said.isEmpty() ? ofSection : said));
  }

  /// The owners before a comment: `@name`, `@group/team`, an address.
  private static List<String> owners(String text) {
    var owners = new LinkedHashSet<String>();
    for (String word : text.strip().split("\\s+", -1)) {
      if (word.startsWith("#")) {
        break;
      }
      if (word.indexOf('@') >= 0) {
        owners.add(word);
      }
    }
    return List.copyOf(owners);
  }

  /// The owners of a file, each once, in the order of the sections.
  public List<String> owners(RepoPath file) {
    byte[] path = file.value().getBytes(UTF_8);
    List<byte[]> folders = folders(path);
    var owners = new LinkedHashSet<String>();
    for (Section section : sections) {
      for (int i = section.rules.size() - 1; i >= 0; i--) {
        if (matches(section.rules.get(i), path, folders)) {
          owners.addAll(section.rules.get(i).owners());
          break;
        }
      }
    }
    return List.copyOf(owners);
  }

  /// The folders that hold a file, the innermost first.
  private static List<byte[]> folders(byte[] path) {
    var folders = new ArrayList<byte[]>();
    for (int i = path.length - 1; i > 0; i--) {
      if (path[i] == '/') {
        folders.add(Arrays.copyOf(path, i));
      }
    }
    return folders;
  }

  private static boolean matches(Rule rule, byte[] path, List<byte[]> folders) {
    return rule.pattern().ignores(path, 0, false).isPresent()
        || (rule.wide()
            && folders.stream()
                .anyMatch(folder -> rule.pattern().ignores(folder, 0, true).isPresent()));
  }
}
