package io.github.sddtool.analysis;

import io.github.sddtool.fake.git.TestRepo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// Edits a repository as people do, at random: specs of several formats, code, tests, tasks, what
/// decides which files count, moves and deletions. Knows every file it wrote.
final class RandomEdits {
  private static final List<String> SPECS = List.of("auth/login", "billing", "search-index");
  private static final List<String> OPENSPEC = List.of("sessions", "export");
  private static final List<String> TITLES =
      List.of("Session expiry", "Keep the order", "Retry", "User can export all data");
  private static final List<String> WORDS =
      List.of("MUST", "SHOULD", "MAY", "keeps", "returns", "within", "every", "order", "token");

  private final Random random;
  private final TestRepo repo;
  private final TreeMap<String, String> files = new TreeMap<>();

  RandomEdits(TestRepo repo, long seed) {
    this.repo = repo;
    this.random = new Random(seed);
    for (String id : SPECS) {
      write(".sdd/specs/" + id + "/spec.md", nativeSpec(id));
    }
    for (int i = 0; i < 8; i++) {
      write(code(), program());
    }
  }

  /// Some edits, not committed.
  void some() {
    for (int i = 0; i <= random.nextInt(4); i++) {
      one();
    }
  }

  private void one() {
    switch (random.nextInt(14)) {
      case 0, 1 -> write(".sdd/specs/" + pick(SPECS) + "/spec.md", nativeSpec(pick(SPECS)));
      case 2 -> write("openspec/specs/" + pick(OPENSPEC) + "/spec.md", openSpec());
      case 3 -> write("specs/00" + (1 + random.nextInt(2)) + "-photo/spec.md", specKit());
      case 4 ->
          write(
              ".sdd/specs/" + pick(SPECS) + "/tasks.md",
              "# Tasks\n\n- [x] 1. Write " + code() + " (REQ-00" + random.nextInt(6) + ")\n");
      case 5 ->
          write(
              ".sdd/domains.yml",
              "version: \"1.0\"\ndomains:\n  core:\n    path: src/"
                  + pick(List.of("a", "b"))
                  + "\n    specs:\n      - "
                  + pick(SPECS)
                  + "\n");
      case 6 ->
          write("docs/design.md", "# Design\n\n`req~order~1`\n\nIt MUST work.\n\nNeeds: impl\n");
      case 7 ->
          write(".gitattributes", "src/" + pick(List.of("a", "b")) + "/** linguist-generated\n");
      case 8 -> write("CODEOWNERS", "src/a/** @" + pick(List.of("ann", "bob")) + "\n");
      case 9 -> delete();
      case 10 -> move();
      default -> write(code(), program());
    }
  }

  private String code() {
    String folder = pick(List.of("src/a", "src/b", "test", "src/a/deep"));
    return folder
        + "/"
        + pick(List.of("One", "two", "LoginTest"))
        + pick(List.of(".ts", ".py", ".java"));
  }

  private void delete() {
    if (files.size() > 3) {
      String path = pick(List.copyOf(files.keySet()));
      files.remove(path);
      repo.delete(path);
    }
  }

  private void move() {
    String from = pick(List.copyOf(files.keySet()));
    String to = from.contains(".sdd/specs/") ? from.replace("/specs/", "/specs/moved-") : code();
    if (!files.containsKey(to)) {
      files.put(to, files.remove(from));
      repo.move(from, to);
    }
  }

  private void write(String path, String text) {
    files.put(path, text);
    repo.write(path, text);
  }

  private String nativeSpec(String id) {
    var text = new StringBuilder("---\nid: " + id + "\nstatus: ");
    text.append(pick(List.of("draft", "implemented"))).append("\ncreated: 2026-01-01\n");
    text.append(random.nextInt(3) == 0 ? "depends: billing\n" : "").append("---\n# ");
    text.append(pick(TITLES))
        .append("\n\nSee `auth/login` and [x](../billing/spec.md).\n\n## Requirements\n");
    for (int i = 0; i <= random.nextInt(4); i++) {
      text.append("\n### REQ-00").append(random.nextInt(6)).append(": ").append(pick(TITLES));
      text.append("\n\nIt ").append(sentence()).append(".\n");
    }
    return text.append(
            "\n## Scenarios\n\n### Scenario: s\n\n- **GIVEN** a\n- **WHEN** b\n- **THEN** ")
        .append(sentence())
        .append("\n")
        .toString();
  }

  private String openSpec() {
    return "# X Specification\n\n## Purpose\nWhat it is for, at length enough to be one.\n\n## Requirements\n\n"
        + "### Requirement: "
        + pick(TITLES)
        + "\nThe system SHALL "
        + sentence()
        + ".\n\n#### Scenario: s\n- **WHEN** a\n- **THEN** b\n";
  }

  private String specKit() {
    return "# Feature Specification: Photo\n\n## Requirements\n\n- **FR-001**: System MUST "
        + sentence()
        + "\n- **FR-002**: "
        + pick(TITLES)
        + "\n";
  }

  private String program() {
    var text = new StringBuilder(random.nextInt(4) == 0 ? "// feature 001, billing\n" : "");
    for (int i = 0; i <= random.nextInt(3); i++) {
      text.append("// ").append(marker()).append('\n');
      text.append("export function f")
          .append(random.nextInt(3))
          .append("(a: number) {\n  return a + ");
      text.append(random.nextInt(3)).append(";\n}\n\n");
    }
    return text.toString();
  }

  private String marker() {
    return switch (random.nextInt(8)) {
      case 0 -> "@spec " + pick(SPECS) + "#REQ-00" + random.nextInt(6);
      case 1 -> "REQ-00" + random.nextInt(6) + " by itself";
      case 2 -> "openspec/specs/" + pick(OPENSPEC) + "/spec.md " + pick(TITLES);
      case 3 -> pick(TITLES);
      case 4 -> "[impl->req~order~1]";
      case 5 -> "FR-00" + random.nextInt(3) + " of 001-photo";
      case 6 -> "auth/login: Requirement: " + pick(TITLES);
      default -> "@spec REQ-00" + random.nextInt(6);
    };
  }

  private String sentence() {
    var words = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      words.add(pick(WORDS));
    }
    return String.join(" ", words);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
