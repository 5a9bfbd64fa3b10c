package io.github.sddtool.app;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.runner.BoxRunner;
import io.github.sddtool.pipeline.runner.ContainerBox;
import io.github.sddtool.pipeline.runner.InProcessRunner;
import io.github.sddtool.pipeline.runner.Runner;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.spec.Fingerprint;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/// Who assesses, as the settings say.
final class Runners {
  private Runners() {}

  /// @param assessor of this process
  /// @param data the server's own folder
  static Runner of(
      Settings.Runner settings, BiFunction<Change, Request, Report> assessor, Path data) {
    return switch (settings.place()) {
      case Settings.RunnerPlace.InProcess _ ->
          new InProcessRunner(assessor, settings.limits().time());
      case Settings.RunnerPlace.Container(
              List<String> command,
              List<String> options,
              String image) ->
          new BoxRunner(
              new ContainerBox(
                  new ContainerBox.Setup(
                      command, options, image, settings.limits(), instance(data))),
              Version.current(),
              Version.digest());
    };
  }

  /// A folder has one server, so it tells that server from others.
  private static String instance(Path data) {
    return Fingerprint.of(data.toAbsolutePath().normalize().toString()).hex();
  }

  /// What has no network cannot fetch what it lacks.
  static ClonePool.Holding holding(Settings.Runner settings) {
    return switch (settings.place()) {
      case Settings.RunnerPlace.InProcess _ -> ClonePool.Holding.WHAT_IS_READ;
      case Settings.RunnerPlace.Container _ -> ClonePool.Holding.ALL;
    };
  }

  /// The program that runs containers, where none is named.
  static List<String> program(Environment environment) {
    return List.of(
        environment
            .get("PATH")
            .flatMap(ContainerBox::program)
            .orElseThrow(() ->
                UserFault.usage(
                    "runner.mode is 'container', and neither podman nor docker is on the PATH; runner.command names the program that runs containers.")));
  }
}
