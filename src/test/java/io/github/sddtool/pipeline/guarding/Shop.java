package io.github.sddtool.pipeline.guarding;

/// Files of a repository whose specs are good and covered, and what can become of them.
final class Shop {
  static final String SPEC = ".sdd/specs/auth/login/spec.md";
  static final String CONFIG = ".sdd/config.yml";

  static final String GUARDED =
      """
      version: 1
      guard:
        triggers:
          - {name: quality, when: score_drop > 15%, do: revert, notify: "#ops"}
          - {name: coverage, when: coverage_drop > 5, do: revert}
      """;

  private Shop() {}

  static String spec(int requirements) {
    var text =
        new StringBuilder(
            "---\nstatus: approved\nversion: 1.0.0\n---\n# Login\n\nHow people come in.\n");
    for (int i = 1; i <= requirements; i++) {
      text.append(
          """

          ### REQ-%1$03d: Step %1$d

          The system MUST take step %1$d within 2 seconds.

          #### Scenario: Step %1$d is taken

          - **GIVEN** a person with an account
          - **WHEN** they take step %1$d
          - **THEN** the step is taken
          """
              .formatted(i));
    }
    return text.toString();
  }

  static String file(int number) {
    return "src/step%d.ts".formatted(number);
  }

  static String linked(int number) {
    return "// @spec auth/login#REQ-%1$03d\nexport function step%1$d() {\n  return %1$d;\n}\n"
        .formatted(number);
  }

  static String unlinked(int number) {
    return "export function step%1$d() {\n  return %1$d;\n}\n".formatted(number);
  }

  /// So many requirements, each with its code.
  static GuardWorld in(GuardWorld world, String config, int requirements) {
    world.write(CONFIG, config).write(SPEC, spec(requirements));
    for (int i = 1; i <= requirements; i++) {
      world.write(file(i), linked(i));
    }
    world.commit("Begin");
    return world;
  }
}
