package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.app.Hub.Shown;
import io.github.sddtool.app.Hub.Told;
import io.github.sddtool.fake.git.TestRepo;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What a repository can ask to see beside a check and a comment.
final class DisplayScenarios {
  private static final Pattern LINK =
      Pattern.compile("\\[The whole report\\]\\(https://sdd\\.example(/reports/[0-9a-f/]+)\\)");

  private static final String LABELS = "version: 1\npublish: {labels: true}\n";

  private DisplayScenarios() {}

  static List<Scenario> all() {
    return List.of(
        of(
            "the whole report is behind a link, and nobody can guess another",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              var link = LINK.matcher(request.summary());
              assertThat(link.find()).as(request.summary()).isTrue();
              String path = link.group(1);
              assertThat(hub.page(path)).startsWith("200 <!DOCTYPE html>").contains("was weakened");
              assertThat(hub.page(path.substring(0, path.length() - 1) + "json"))
                  .startsWith("200 {")
                  .contains("\"schema\" : \"sdd.report/1\"");
              assertThat(hub.page(path.replace("/reports/", "/reports/0"))).startsWith("404 ");
            }),
        of(
            "100,000 findings fit in, and all of them are behind the link",
            hub -> {
              hub.push("main", repo -> repo.write("notes.txt", "Buy tea.\n"));
              Scenario.Request request = Scenario.request(hub, "huge", DisplayScenarios::huge);
              request.judged();
              assertThat(request.summary()).hasSizeLessThanOrEqualTo(65_536);
              assertThat(hub.remarks(request.number(), request.head()))
                  .hasSizeLessThanOrEqualTo(200);
              var link = LINK.matcher(request.summary());
              assertThat(link.find()).isTrue();
              assertThat(hub.page(link.group(1)))
                  .contains("100000 markers name nothing", "Page 1 of 101");
              assertThat(hub.page(link.group(1).replaceFirst("1$", "100"))).startsWith("200 ");
            }),
        of(
            "labels tell what a change does to specs, where the repository wants them",
            hub -> {
              configured(hub, LABELS);
              Scenario.Request request =
                  Scenario.request(hub, "relax", golden("weakened/head")).judged();
              assertThat(hub.labels(request.number()))
                  .containsExactlyInAnyOrder("spec:auth", "spec:update");
            }),
        of(
            "nobody gets labels who does not want them",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              assertThat(hub.labels(request.number())).isEmpty();
            }),
        of(
            "labels follow a change, and leave those of people alone",
            hub -> {
              configured(hub, LABELS);
              Scenario.Request request =
                  Scenario.request(hub, "more", DisplayScenarios::addSpec).judged();
              hub.label(request.number(), "spec:wanted");
              assertThat(hub.labels(request.number())).contains("spec:new", "spec:search");
              hub.push(
                  "more",
                  repo -> {
                    repo.git("rm", "--quiet", "-r", ".sdd/specs/search");
                    repo.git("rm", "--quiet", "-r", ".sdd/specs/billing");
                  });
              request.pushed().judged(Told.PUSHED);
              assertThat(hub.labels(request.number()))
                  .containsExactlyInAnyOrder("spec:billing", "spec:remove", "spec:wanted");
            }),
        of(
            "the same again labels nothing",
            hub -> {
              configured(hub, LABELS);
              Scenario.Request request = Scenario.weakened(hub).judged();
              int writes = hub.writes();
              request.judged(Told.REOPENED);
              assertThat(hub.writes()).isEqualTo(writes);
            }),
        of(
            "a domain that is no name becomes no label",
            hub -> {
              configured(hub, LABELS);
              Scenario.Request request =
                  Scenario.request(
                          hub,
                          "odd",
                          repo ->
                              repo.write(
                                  ".sdd/specs/odd/spec.md",
                                  "---\ndomain: \"a,b @all <x>\"\n---\n\n# Odd\n"))
                      .judged();
              assertThat(hub.labels(request.number())).containsExactly("spec:new");
            }),
        of(
            "findings stand beside the changed lines, and go when they are mended",
            hub -> {
              configured(hub, "version: 1\npublish: {threads: true}\n");
              Scenario.Request request = Scenario.weakened(hub).judged();
              request.shows(Shown.FAILED);
              List<String> beside = hub.remarks(request.number(), request.head());
              assertThat(beside)
                  .isNotEmpty()
                  .allMatch(place ->
                      place.startsWith(OctoShop.LOGIN_SPEC) || hub.forge().equals("GitHub"));
              request.judged(Told.REOPENED);
              assertThat(hub.remarks(request.number(), request.head())).isEqualTo(beside);
              hub.push(
                  "relax",
                  repo -> {
                    golden("weakened/base").accept(repo);
                    repo.write(".sdd/config.yml", "version: 1\npublish: {threads: true}\n");
                  });
              Scenario.Request mended = request.pushed();
              mended.judged(Told.PUSHED).shows(Shown.PASSED);
              assertThat(hub.remarks(mended.number(), mended.head())).isEmpty();
            }));
  }

  private static Scenario of(String sentence, Consumer<Hub> play) {
    return new Scenario("display", sentence, true, play);
  }

  private static void configured(Hub hub, String text) {
    hub.push("main", repo -> repo.write(".sdd/config.yml", text));
  }

  private static void huge(TestRepo repo) {
    for (int file = 0; file < 10; file++) {
      var text = new StringBuilder();
      for (int i = 0; i < 10_000; i++) {
        text.append("// @spec auth/login#REQ-").append(100_000 + file * 10_000 + i).append("\n\n");
      }
      repo.write("src/huge" + file + ".ts", text.toString());
    }
  }

  private static void addSpec(TestRepo repo) {
    repo.write(
        ".sdd/specs/search/find/spec.md",
        "# Find\n\n## Requirements\n\n### REQ-001: Words\n\nIt MUST find words.\n");
  }
}
