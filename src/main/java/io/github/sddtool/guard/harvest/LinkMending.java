package io.github.sddtool.guard.harvest;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.trace.SpecReferences;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.markdown.MarkdownPlaces;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

// @spec app/reharvest#REQ-HARVEST-002
/// Leads links of specs to files that moved to where these are now, wherever that is beyond doubt.
final class LinkMending {
  private static final String SPECIAL = "()<>%#?\\\"&|*`[]";

  private final Pages pages;
  private final Report report;
  private final List<SpecFormat> formats;
  private final Function<Set<RepoPath>, Map<RepoPath, RepoPath>> moved;
  private final SpecReferences references;

  /// The files of a name.
  private final Map<String, List<RepoPath>> byName = new HashMap<>();

  LinkMending(
      Pages pages,
      Report report,
      List<SpecFormat> formats,
      Function<Set<RepoPath>, Map<RepoPath, RepoPath>> moved) {
    this.pages = pages;
    this.report = report;
    this.formats = formats;
    this.moved = moved;
    this.references = new SpecReferences(report.survey().specs(), pages.tree());
  }

  /// A link that leads to nothing.
  ///
  /// @param place where nothing is
  private record Dead(RepoPath path, MarkdownPlaces.Target target, RepoPath place) {}

  void mend() {
    Set<RepoPath> files = files();
    pages.expect(List.copyOf(files));
    var dead = new TreeMap<RepoPath, List<Dead>>();
    for (RepoPath path : files) {
      pages
          .text(path)
          .ifPresentOrElse(
              text -> dead.put(path, dead(path, text)),
              () -> pages.note(path, 1, "The file is too large or no UTF-8; its links were left."));
    }
    var gone = new HashSet<RepoPath>();
    dead.values().forEach(each -> each.forEach(one -> gone.add(one.place())));
    if (gone.isEmpty()) {
      return;
    }
    Map<RepoPath, RepoPath> known = moved.apply(gone);
    dead.forEach((path, each) -> {
      List<Splice> splices = each.stream().flatMap(one -> mend(one, known).stream()).toList();
      pages.put(path, Splice.apply(pages.text(path).orElseThrow(), splices));
    });
  }

  /// The specs, and what else is written in Markdown where they stand.
  private Set<RepoPath> files() {
    var files = new TreeSet<RepoPath>();
    Set<String> folders = new HashSet<>();
    Set<String> used = new HashSet<>();
    for (Spec spec : report.survey().specs().specs()) {
      files.add(spec.path());
      used.add(spec.format());
      if (!spec.path().folder().isEmpty()) {
        folders.add(spec.path().folder());
      }
    }
    for (String folder : folders) {
      files.addAll(pages.tree().below(folder + "/", Integer.MAX_VALUE));
    }
    Set<RepoPath> all = pages.tree().paths();
    for (SpecFormat format : formats) {
      if (used.contains(format.name())) {
        for (String root : format.roots(all)) {
          all.stream().filter(path -> format.owns(root, path)).forEach(files::add);
        }
      }
    }
    files.removeIf(path -> !Pages.isMarkdown(path) || !pages.tree().contains(path));
    return files;
  }

  private List<Dead> dead(RepoPath path, String text) {
    // A text without any of these links to nothing.
    if (!text.contains("](") && !text.contains("]:")) {
      return List.of();
    }
    var dead = new ArrayList<Dead>();
    for (MarkdownPlaces.Target target : MarkdownPlaces.of(text).targets()) {
      if (references.isBroken(path, target.text())) {
        SpecReferences.place(path, target.text())
            .ifPresent(place -> dead.add(new Dead(path, target, place)));
      }
    }
    dead.sort(Comparator.comparingInt(one -> one.target().from()));
    return dead;
  }

  private Optional<Splice> mend(Dead dead, Map<RepoPath, RepoPath> known) {
    List<RepoPath> meant =
        Optional.ofNullable(known.get(dead.place()))
            .filter(pages.tree()::contains)
            .map(List::of)
            .orElseGet(() -> candidates(dead));
    MarkdownPlaces.Target target = dead.target();
    if (meant.size() != 1) {
      String reason =
          meant.isEmpty()
              ? "no file of that name is there"
              : "it could mean any of %d files".formatted(meant.size());
      pages.note(
          dead.path(),
          target.line(),
          "The link to '%s' leads to nothing, and %s.".formatted(target.text(), reason));
      return Optional.empty();
    }
    String written = written(dead.path(), target.text(), meant.getFirst());
    if (!SpecReferences.place(dead.path(), written).equals(Optional.of(meant.getFirst()))) {
      pages.note(
          dead.path(),
          target.line(),
          "The link to '%s' means %s, which cannot be written in its place."
              .formatted(target.text(), meant.getFirst()));
      return Optional.empty();
    }
    pages.changed(
        dead.path(),
        target.line(),
        "The link to '%s' now leads to '%s'.".formatted(target.text(), written));
    return Optional.of(new Splice(target.from(), target.to(), written));
  }

  /// The files that have the name; where several do, those whose paths end in what was written.
  private List<RepoPath> candidates(Dead dead) {
    List<RepoPath> named =
        byName.computeIfAbsent(dead.place().fileName(), this::named).stream()
            .filter(path -> !path.equals(dead.path()))
            .toList();
    String end = end(dead.place().value(), dead.target().text());
    if (named.size() < 2 || !end.contains("/")) {
      return named;
    }
    List<RepoPath> ending =
        named.stream().filter(path -> ("/" + path.value()).endsWith("/" + end)).toList();
    return ending.isEmpty() ? named : ending;
  }

  private List<RepoPath> named(String name) {
    return pages.tree().named(name).stream()
        .map(RepoPath::of)
        .filter(pages.tree()::contains)
        .sorted()
        .toList();
  }

  /// The segments of a path that the link names: all but those that it only climbs or stays with.
  private static String end(String place, String target) {
    String name = target.split("[#?]", -1)[0];
    int named = 0;
    for (String part : name.split("/", -1)) {
      named = part.equals("..") ? 0 : part.isEmpty() || part.equals(".") ? named : named + 1;
    }
    List<String> parts = List.of(place.split("/", -1));
    return String.join("/", parts.subList(Math.max(0, parts.size() - named), parts.size()));
  }

  /// A target in the way that the old one is written: from the root, or from the file, with the
  /// same anchor.
  private static String written(RepoPath from, String old, RepoPath to) {
    int end = old.length();
    for (char c : new char[] {'#', '?'}) {
      int at = old.indexOf(c);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    String suffix = old.substring(end);
    if (old.startsWith("/")) {
      return "/" + encoded(to.value()) + suffix;
    }
    String way = encoded(relative(from.folder(), to.value()));
    boolean dotted = old.startsWith("./") || way.split("/", -1)[0].contains(":");
    return (dotted && !way.startsWith("../") ? "./" : "") + way + suffix;
  }

  private static String relative(String folder, String to) {
    List<String> here = folder.isEmpty() ? List.of() : List.of(folder.split("/", -1));
    List<String> there = List.of(to.split("/", -1));
    int same = 0;
    while (same < here.size()
        && same < there.size() - 1
        && Objects.equals(here.get(same), there.get(same))) {
      same++;
    }
    return "../".repeat(here.size() - same) + String.join("/", there.subList(same, there.size()));
  }

  /// Without characters that could end a link or begin something else.
  private static String encoded(String path) {
    var encoded = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c == 0x7F || SPECIAL.indexOf(c) >= 0) {
        encoded.append("%%%02X".formatted((int) c));
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }
}
