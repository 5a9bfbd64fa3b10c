package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.report.GraphRenderer;
import io.github.sddtool.report.SpecGraph;
import io.github.sddtool.spec.SpecSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/// `sdd graph`
@Command(
    name = "graph",
    description = {
      "Which spec depends on which.",
      "Its formats are mermaid (the default), dot and json, to a file with =FILE."
    })
final class GraphCommand implements Callable<Integer> {
  private final SddCommand sdd;
  private final Console console;

  GraphCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  public Integer call() {
    Sinks<GraphRenderer> sinks =
        Sinks.of(
            sdd.formats(), new Sinks.Choice<>(GraphRenderer.ALL.getFirst(), GraphCommand::named));
    try (Workspace workspace = Workspace.open(sdd.folder())) {
      SpecSet specs =
          Engine.assessor()
              .assess(workspace.change(Optional.empty(), sdd.head()), Request.of(Question.VALIDATE))
              .survey()
              .specs();
      if (specs.isEmpty()) {
        throw UserFault.nothingFound("The repository has no spec at all, so there is no graph.");
      }
      SpecGraph graph = SpecGraph.of(specs);
      sinks.print(
          renderer -> renderer.write().apply(graph),
          console.out(),
          renderer -> renderer.write().apply(graph));
    }
    return ExitCode.PASS.code();
  }

  private static GraphRenderer named(String name) {
    return GraphRenderer.ALL.stream()
        .filter(renderer -> renderer.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            UserFault.usage(
                "Unknown format '"
                    + name
                    + "' of a graph. One of: "
                    + GraphRenderer.ALL.stream()
                        .map(GraphRenderer::name)
                        .collect(Collectors.joining(", "))
                    + "."));
  }
}
