package io.github.sddtool.cli;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.app.Pipeline;
import io.github.sddtool.app.Version;
import io.github.sddtool.report.AnnotationsRenderer;
import io.github.sddtool.report.CodeQualityRenderer;
import io.github.sddtool.report.JUnitRenderer;
import io.github.sddtool.report.MarkdownRenderer;
import io.github.sddtool.report.Renderer;
import io.github.sddtool.report.Renderers;
import io.github.sddtool.report.Style;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Where a report goes: one format to standard output, others to files.
record Output(Console console, Sinks<Renderer> sinks, Manner manner) {
  /// How it is printed.
  ///
  /// @param quiet only the last line of text
  /// @param ci what a pipeline shows of itself is written too
  record Manner(boolean color, boolean quiet, boolean ci) {}

  static Output of(SddCommand sdd, Console console) {
    var choice = new Sinks.Choice<>(Renderers.ALL.getFirst(), Renderers::named);
    boolean color = console.color() && !sdd.noColor() && !sdd.ci();
    return new Output(
        console, Sinks.of(sdd.formats(), choice), new Manner(color, sdd.quiet(), sdd.ci()));
  }

  void print(Report report, String baseName, String folder) {
    Style style = Version.style().withBaseName(baseName).withFolder(folder);
    sinks.print(
        renderer -> renderer.render(report, style),
        console.out(),
        renderer -> onTerminal(renderer, report, style));
    if (manner.ci()) {
      switch (Pipeline.of(console.environment()).kind()) {
        case GITHUB -> gitHubActions(report, style);
        case GITLAB -> gitLab(report, style);
        case OTHER -> {}
      }
    }
  }

  // @spec cli/pipelines#REQ-PIPE-003
  /// GitLab takes from a job what the job's artifacts name. Each command has files of its own: one
  /// job may run several.
  private void gitLab(Report report, Style style) {
    var folder = Path.of(console.environment().get("CI_PROJECT_DIR").orElse(""));
    String name = "sdd-" + report.question().word() + "-";
    Map.of("codequality.json", new CodeQualityRenderer(), "junit.xml", new JUnitRenderer())
        .forEach((file, renderer) ->
            Sinks.write(folder.resolve(name + file), "report", renderer.render(report, style)));
  }

  /// A quiet line is the verdict's, however long.
  private String onTerminal(Renderer renderer, Report report, Style style) {
    Style shown = style.withColor(manner.color());
    return manner.quiet() && renderer.name().equals("text")
        ? lastLine(renderer.render(report, shown))
        : renderer.render(report, shown.withWidth(console.width()));
  }

  /// The runner reads commands from both streams; standard output may be a JSON document.
  private void gitHubActions(Report report, Style style) {
    console.err().print(new AnnotationsRenderer().render(report, style));
    console.err().flush();
    console
        .environment()
        .get("GITHUB_STEP_SUMMARY")
        .ifPresent(file ->
            Sinks.write(
                Path.of(file),
                "step summary",
                new MarkdownRenderer().render(report, style),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND));
  }

  private static String lastLine(String text) {
    return text.lines().reduce("", (_, line) -> line) + "\n";
  }
}
