package io.github.sddtool.analysis.baseline;

import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Fingerprint;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

// @spec engine/drift#REQ-DRIFT-024, engine/drift#REQ-DRIFT-025
/// What was read and found still true, see `.sdd/drift.yml`. The same attestations give the same
/// text.
public record Attestations(List<Attestation> all) {
  /// Where attestations stand.
  public static final RepoPath PATH = RepoPath.of(".sdd/drift.yml");

  private static final Comparator<Attestation> ORDER =
      Comparator.comparing(Attestation::requirement)
          .thenComparing(Attestation::path)
          .thenComparing(Attestation::kind)
          .thenComparing(a -> a.sides().requirement().hex())
          .thenComparing(a -> a.sides().code().hex());

  public static final Attestations NONE = new Attestations(List.of());

  public Attestations {
    all = all.stream().sorted(ORDER).toList();
  }

  /// Whether one holds until some day.
  public boolean expires() {
    return all.stream().anyMatch(attestation -> attestation.by().expires().isPresent());
  }

  /// Reads the file.
  ///
  /// @throws io.github.sddtool.fault.UserFault naming file, line and what is allowed
  public static Attestations read(String text) {
    return new Attestations(
        EntryText.read(PATH, text, "attested").stream().map(Attestations::attestation).toList());
  }

  private static Attestation attestation(EntryText entry) {
    entry.allow(
        "requirement", "path", "kind", "text", "code", "author", "reason", "date", "expires");
    String kind = entry.required("kind");
    List<String> kinds = Arrays.stream(Drift.Kind.values()).map(Drift.Kind::word).toList();
    if (!kinds.contains(kind)) {
      throw entry.fault("unknown kind '" + kind + "'; allowed: " + String.join(", ", kinds));
    }
    LocalDate date = entry.date("date").orElseThrow(() -> entry.fault("'date' is missing"));
    return new Attestation(
        kind,
        entry.required("requirement"),
        path(entry),
        new Attestation.Sides(
            new Fingerprint(entry.required("text")), new Fingerprint(entry.required("code"))),
        new Attestation.By(
            entry.required("author"), entry.required("reason"), date, entry.date("expires")));
  }

  private static RepoPath path(EntryText entry) {
    try {
      return RepoPath.of(entry.required("path"));
    } catch (IllegalArgumentException _) {
      throw entry.fault("path must be a file's path in the repository");
    }
  }

  /// The drifts nobody attested.
  ///
  /// @param paths of the files that are there
  public List<Drift> silence(List<Drift> drifts, Set<RepoPath> paths, Optional<LocalDate> today) {
    return drifts.stream()
        .filter(drift -> all.stream().noneMatch(a -> a.silences(drift, paths, today)))
        .toList();
  }

  /// These and one more, in the place of an older one of the same drift.
  public Attestations with(Attestation attestation) {
    return new Attestations(
        Stream.concat(
                all.stream().filter(other -> !other.isSameDrift(attestation)),
                Stream.of(attestation))
            .toList());
  }

  /// The text of the file.
  public String write() {
    var lines = new ArrayList<String>();
    lines.add("# Read, and still true: written by `sdd drift ack`.");
    lines.add(all.isEmpty() ? "attested: []" : "attested:");
    for (Attestation attestation : all) {
      Attestation.By by = attestation.by();
      lines.add("  - requirement: " + quoted(attestation.requirement()));
      lines.add("    path: " + quoted(attestation.path().value()));
      lines.add("    kind: " + attestation.kind());
      lines.add("    text: " + quoted(attestation.sides().requirement().hex()));
      lines.add("    code: " + quoted(attestation.sides().code().hex()));
      lines.add("    author: " + quoted(by.author()));
      lines.add("    reason: " + quoted(by.reason()));
      lines.add("    date: " + by.date());
      by.expires().ifPresent(day -> lines.add("    expires: " + day));
    }
    return String.join("\n", lines) + "\n";
  }

  /// Double quotes hold every text, on one line.
  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
          } else if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF) {
            quoted.append(String.format("\\u%04x", c));
          } else {
            quoted.appendCodePoint(c);
          }
        });
    return quoted.append('"').toString();
  }
}
