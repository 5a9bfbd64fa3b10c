package io.github.sddtool.cli;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.app.Version;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.report.AnnotationsRenderer;
import io.github.sddtool.report.MarkdownRenderer;
import io.github.sddtool.report.Renderer;
import io.github.sddtool.report.Renderers;
import io.github.sddtool.report.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a report goes: one format to standard output, others to files.
record Output(Console console, List<Sink> sinks, Manner manner) {
  /// How it is printed.
  ///
  /// @param quiet only the last line of text
  /// @param ci what a pipeline shows of itself is written too
  record Manner(boolean color, boolean quiet, boolean ci) {}

  /// A format, and its file if it does not go to standard output.
  record Sink(Renderer renderer, Optional<Path> file) {}

  static Output of(SddCommand sdd, Console console) {
    var sinks = new ArrayList<Sink>();
    for (String format : sdd.formats()) {
      int equals = format.indexOf('=');
      Renderer renderer = Renderers.named(equals < 0 ? format : format.substring(0, equals));
      sinks.add(
          new Sink(
              renderer,
              equals < 0 ? Optional.empty() : Optional.of(Path.of(format.substring(equals + 1)))));
    }
    long toOut = sinks.stream().filter(sink -> sink.file().isEmpty()).count();
    if (toOut > 1) {
      throw UserFault.usage(
          "Only one format can go to standard output; send the others to files: --format json=FILE.");
    }
    if (toOut == 0) {
      sinks.add(new Sink(Renderers.ALL.getFirst(), Optional.empty()));
    }
    boolean color = console.color() && !sdd.noColor() && !sdd.ci();
    return new Output(console, sinks, new Manner(color, sdd.quiet(), sdd.ci()));
  }

  void print(Report report, String baseName) {
    Style style = Style.plain(Version.current()).withBaseName(baseName);
    for (Sink sink : sinks) {
      if (sink.file().isPresent()) {
        write(sink.file().get(), sink.renderer().render(report, style));
      } else {
        String text = sink.renderer().render(report, style.withColor(manner.color()));
        console
            .out()
            .print(manner.quiet() && sink.renderer().name().equals("text") ? lastLine(text) : text);
        console.out().flush();
      }
    }
    if (manner.ci()
        && console.environment().get("GITHUB_ACTIONS").filter("true"::equals).isPresent()) {
      gitHubActions(report, style);
    }
  }

  /// The runner reads commands from both streams; standard output may be a JSON document.
  private void gitHubActions(Report report, Style style) {
    console.err().print(new AnnotationsRenderer().render(report, style));
    console.err().flush();
    console
        .environment()
        .get("GITHUB_STEP_SUMMARY")
        .ifPresent(file -> append(Path.of(file), new MarkdownRenderer().render(report, style)));
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw UserFault.usage(
          "Cannot write the step summary to '" + file + "': " + e.getMessage() + ".");
    }
  }

  private static String lastLine(String text) {
    return text.lines().reduce("", (_, line) -> line) + "\n";
  }

  private static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw UserFault.usage("Cannot write the report to '" + file + "': " + e.getMessage() + ".");
    }
  }
}
