package io.github.sddtool.app;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.runner.Box;
import io.github.sddtool.pipeline.runner.BoxRunner;
import io.github.sddtool.pipeline.runner.ContainerBox;
import io.github.sddtool.pipeline.runner.Errands;
import io.github.sddtool.pipeline.runner.InProcessRunner;
import io.github.sddtool.pipeline.runner.Runner;
import io.github.sddtool.pipeline.runner.kubernetes.JobSettings;
import io.github.sddtool.pipeline.runner.kubernetes.KubernetesBox;
import io.github.sddtool.pipeline.runner.kubernetes.Self;
import io.github.sddtool.server.Door;
import io.github.sddtool.server.errand.ErrandDoor;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.spec.Fingerprint;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/// Who assesses, as the settings say.
///
/// @param fresh remembers nothing of what was read before; a box never does
/// @param doors that it needs
/// @param end lets go of what it holds
record Runners(Runner runner, Runner fresh, List<Door> doors, Runnable end)
    implements AutoCloseable {
  Runners {
    doors = List.copyOf(doors);
  }

  /// @param assessor of this process
  /// @param data the server's own folder
  /// @param port where the server listens
  static Runners of(
      Settings.Runner settings, BiFunction<Change, Request, Report> assessor, Path data, int port) {
    return switch (settings.place()) {
      case Settings.RunnerPlace.InProcess _ ->
          new Runners(
              new InProcessRunner(assessor, settings.limits()),
              new InProcessRunner(
                  (change, request) -> Engine.assessor().assess(change, request),
                  settings.limits()),
              List.of(),
              () -> {});
      case Settings.RunnerPlace.Container(
              List<String> command,
              List<String> options,
              String image) ->
          boxed(
              new ContainerBox(
                  new ContainerBox.Setup(
                      command, options, image, settings.limits(), instance(data))),
              List.of(),
              () -> {});
      case Settings.RunnerPlace.Kubernetes(JobSettings jobs) -> kubernetes(jobs, port);
    };
  }

  private static Runners kubernetes(JobSettings jobs, int port) {
    if (port == 0 && jobs.callback().isEmpty()) {
      throw UserFault.usage(
          "With runner.mode 'kubernetes', server.port must be a port that pods can know, not 0.");
    }
    var errands = new Errands();
    Self self = Self.of(Environment.ofProcess()::get, jobs.callback(), port);
    KubernetesBox box = KubernetesBox.start(jobs, self, errands);
    return boxed(box, List.of(new ErrandDoor(errands)), box::close);
  }

  private static Runners boxed(Box box, List<Door> doors, Runnable end) {
    var runner = new BoxRunner(box, Version.current(), Version.digest());
    return new Runners(runner, runner, doors, end);
  }

  @Override
  public void close() {
    end.run();
  }

  /// A folder has one server, so it tells that server from others.
  private static String instance(Path data) {
    return Fingerprint.of(data.toAbsolutePath().normalize().toString()).hex();
  }

  /// What has no network cannot fetch what it lacks.
  static ClonePool.Holding holding(Settings.Runner settings) {
    return switch (settings.place()) {
      case Settings.RunnerPlace.InProcess _ -> ClonePool.Holding.WHAT_IS_READ;
      case Settings.RunnerPlace.Container _, Settings.RunnerPlace.Kubernetes _ ->
          ClonePool.Holding.ALL;
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
