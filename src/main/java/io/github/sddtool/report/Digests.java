package io.github.sddtool.report;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Spec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

// @spec app/verdicts#REQ-VER-001
/// What a verdict was reached on, by content. Each is the SHA-256 of lines `<git's id of the
/// content> <path>`, by path.
///
/// @param specs the files that hold the head's specs
/// @param code all its other files
/// @param rules the files that say how it is judged
record Digests(String specs, String code, String rules) {
  static Digests of(Report report) {
    Set<RepoPath> specs =
        report.survey().specs().specs().stream().map(Spec::path).collect(Collectors.toSet());
    var ofSpecs = sha256();
    var ofCode = sha256();
    for (FileEntry file : report.survey().files().files()) {
      add(specs.contains(file.path()) ? ofSpecs : ofCode, file);
    }
    return new Digests(hex(ofSpecs), hex(ofCode), of(report.sides().rules().files()));
  }

  private static String of(List<FileEntry> files) {
    var digest = sha256();
    files.forEach(file -> add(digest, file));
    return hex(digest);
  }

  private static void add(MessageDigest digest, FileEntry file) {
    digest.update((file.blob().hex() + " " + file.path() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(MessageDigest digest) {
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
