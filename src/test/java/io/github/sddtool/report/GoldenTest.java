package io.github.sddtool.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.Location;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// One folder a scenario: `base/` and `head/` in, the reports out. `-Dgolden.rewrite=true` writes
/// down what comes out now; read the difference before committing it.
class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Style STYLE = new Style("1.2.3", "main", GoldenTest::link, false);

  private static Optional<URI> link(Location at) {
    String path = URLEncoder.encode(at.path().value(), StandardCharsets.UTF_8).replace("%2F", "/");
    return Optional.of(URI.create("https://forge.example/" + path + "#L" + at.line()));
  }

  @TestFactory
  Stream<DynamicTest> everyScenarioGivesItsReports() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      return folders.sorted().toList().stream()
          .map(folder ->
              DynamicTest.dynamicTest(folder.getFileName().toString(), () -> compare(folder)));
    }
  }

  private static void compare(Path folder) throws IOException {
    Report report =
        Engine.assessor()
            .assess(
                Change.between(
                    MemorySnapshot.of(folder.resolve("base")),
                    MemorySnapshot.of(folder.resolve("head"))));
    for (Renderer renderer : Renderers.ALL) {
      String text = renderer.render(report, STYLE);
      Path file = folder.resolve("report." + renderer.name());
      if (Boolean.getBoolean("golden.rewrite")) {
        Files.writeString(file, text);
      }
      assertThat(text).as(file.toString()).isEqualTo(Files.readString(file));
    }
  }

  // @spec app/publishing#REQ-PUB-007
  @Test
  void foreignTextCannotMentionForgeOrBreakOut() throws IOException {
    String comment = Files.readString(GOLDEN.resolve("hostile/report.markdown"));
    Parser parser = Parser.builder().extensions(List.of(TablesExtension.create())).build();
    String html =
        HtmlRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .build()
            .render(parser.parse(comment));
    assertThat(matches("<([a-z0-9]+)", html))
        .isSubsetOf(
            "h3", "p", "code", "pre", "a", "ol", "ul", "li", "strong", "sub", "details", "summary",
            "table", "thead", "tbody", "tr", "th", "td");
    assertThat(matches("href=\"([^\"]*)", html))
        .isNotEmpty()
        .allMatch(url -> url.startsWith("https://forge.example/"));
    String read = html.replaceAll("<code[^>]*>[^<]*</code>", "");
    assertThat(read).contains("octo/team").doesNotContainPattern("@[a-zA-Z]|#[0-9]");
    assertThat(matches("(<details>)", html)).hasSameSizeAs(matches("(</details>)", html));
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
  }
}
