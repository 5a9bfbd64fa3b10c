package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.app.Hub.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/// Texts of an outsider, each of which tries to be more than text where we repeat it.
final class Hostile {
  private static final Path CORPUS = Path.of("src/test/resources/hostile/strings.txt");

  /// The markup that is ours.
  private static final Pattern OURS =
      Pattern.compile(
          "</?(sub|details|summary|br|b|code|table|tr|td|th|strong|em|pre)/?>|<!-- sdd:summary -->");

  /// What a forge takes for a person, a team, or a thing of its own.
  private static final Pattern CALLS =
      Pattern.compile("(?<![\\w`/])@[A-Za-z\\p{L}]|(?<![\\w&/])[#!]\\d|GH-\\d|\\w+/\\w+#\\d");

  private Hostile() {}

  /// The strings, one a line.
  static List<String> strings() {
    try {
      return Files.readAllLines(CORPUS, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A request that repeats them as titles, statements and names of files.
  static void play(Hub hub) {
    List<String> strings = strings();
    assertThat(strings).hasSizeGreaterThanOrEqualTo(100);
    hub.push("main", repo -> repo.write(".sdd/specs/a/spec.md", spec(strings, "MUST")));
    int part = 20;
    for (int from = 0; from < strings.size(); from += part) {
      List<String> some = strings.subList(from, Math.min(strings.size(), from + part));
      String branch = "part-" + from;
      hub.work().checkout("main");
      hub.push("main", repo -> repo.write(".sdd/specs/a/spec.md", spec(some, "MUST")));
      hub.push(
          branch,
          repo -> {
            repo.write(".sdd/specs/a/spec.md", spec(some, "MAY"));
            repo.write("src/@all <b>" + branch + ".ts", "// @spec a#REQ-999\nlet x = 1;\n");
          });
      int number = hub.open(branch, "main");
      hub.tell(Told.OPENED, number, branch, "main");
      hub.awaitIdle();
      assertThat(hub.said(number)).hasSize(1);
      harmless(hub.said(number).getFirst().text());
      hub.close(number);
      hub.tell(Told.CLOSED, number, branch, "main");
      hub.awaitIdle();
      assertThat(hub.sentence(hub.tip(branch))).doesNotContain("\n", "\u001b", "\u0001");
    }
  }

  private static String spec(List<String> strings, String word) {
    var text = new StringBuilder("---\ncreated: 2026-01-10\n---\n\n# Hostile\n\n## Requirements\n");
    int number = 100;
    for (String one : strings) {
      number++;
      text.append("\n### REQ-%d: %s\n\nIt %s hold: %s\n".formatted(number, one, word, one));
    }
    return text.toString();
  }

  /// Nobody is called, nothing links elsewhere, no markup but ours, no order is given.
  static void harmless(String comment) {
    var found = new ArrayList<String>();
    Parser.builder()
        .extensions(List.of(TablesExtension.create()))
        .build()
        .parse(comment)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Text text) {
                if (CALLS.matcher(text.getLiteral()).find()) {
                  found.add("calls: " + text.getLiteral());
                }
              }

              @Override
              public void visit(Link link) {
                boolean ours =
                    link.getDestination().startsWith("http://127.0.0.1:")
                        || link.getDestination().startsWith("https://sdd.example/reports/");
                if (!ours) {
                  found.add("links: " + link.getDestination());
                }
                visitChildren(link);
              }

              @Override
              public void visit(Image image) {
                found.add("shows: " + image.getDestination());
              }

              @Override
              public void visit(HtmlInline html) {
                markup(html.getLiteral());
              }

              @Override
              public void visit(HtmlBlock html) {
                markup(html.getLiteral());
              }

              private void markup(String literal) {
                String rest = OURS.matcher(literal).replaceAll("");
                if (rest.contains("<") || rest.contains("-->")) {
                  found.add("markup: " + literal);
                }
              }
            });
    comment
        .lines()
        .filter(line -> line.startsWith("/"))
        .forEach(line -> found.add("orders: " + line));
    assertThat(found).isEmpty();
    assertThat(comment.split("<!-- sdd:summary -->", -1)).hasSize(2);
    assertThat(comment.codePoints().filter(c -> Set.of(0x1b, 1, 0x202e).contains(c))).isEmpty();
  }
}
