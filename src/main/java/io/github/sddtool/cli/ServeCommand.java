package io.github.sddtool.cli;

import io.github.sddtool.app.App;
import io.github.sddtool.app.LocalApp;
import io.github.sddtool.app.Logging;
import io.github.sddtool.app.ServerApp;
import io.github.sddtool.app.Settings;
import io.github.sddtool.app.SettingsReader;
import io.github.sddtool.fault.UserFault;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sdd serve`
@Command(name = "serve", description = "Runs the app until it is told to stop.")
final class ServeCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "The settings (default: sdd.yaml in this folder, else /etc/sdd/sdd.yaml).")
  private Optional<Path> settings = Optional.empty();

  @Option(
      names = "--local",
      paramLabel = "PATH",
      description = "Assess every branch of this repository against its default branch.")
  private Optional<Path> local = Optional.empty();

  @Option(names = "--port", paramLabel = "N", description = "Listen here; 0 for any free port.")
  private Optional<Integer> port = Optional.empty();

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    port.ifPresent(ServeCommand::requirePort);
    Logging.server();
    Settings read = SettingsReader.read(settings, Path.of(""), console.environment());
    var server = port.map(read.server()::at).orElse(read.server());
    if (local.isPresent()) {
      serveLocal(local.get(), read.at(server.local()));
    } else {
      Settings all = read.at(server);
      App app = ServerApp.start(all, Clock.systemUTC());
      String doors =
          read.forges().isEmpty()
              ? "no forge yet"
              : String.join(", ", read.forges().stream().map(f -> "/webhooks/" + f.id()).toList());
      String setup =
          ServerApp.offersSetup(all)
              ? "\nRegister a GitHub App at "
                  + server.publicUrl().map(Object::toString).orElse("")
                  + "/setup/github; the code is in "
                  + all.data().resolve("setup.code")
              : "";
      run(app, "sdd listens on port " + app.port() + ": " + doors + setup);
    }
    return ExitCode.PASS.code();
  }

  private static void requirePort(int port) {
    if (port < 0 || port > 65_535) {
      throw UserFault.usage("--port '" + port + "' must be a number from 0 to 65535.");
    }
  }

  private void serveLocal(Path repository, Settings given) throws InterruptedException {
    LocalApp app =
        LocalApp.start(
            repository,
            App.Parts.of(given.server(), given.data(), List.of()).keeping(given.upkeep()),
            (head, check) ->
                console
                    .out()
                    .println(head.brief() + "  " + check.verdict().word() + "  " + check.title()),
            Clock.systemUTC());
    app.look();
    run(
        app,
        "sdd looks at the branches of "
            + app.repo().name()
            + " every two seconds; checks and comments: "
            + given.data().resolve(LocalApp.FORGE));
  }

  private void run(AutoCloseable app, String greeting) throws InterruptedException {
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("sdd-stop")
                .unstarted(() -> {
                  close(app);
                  stopped.countDown();
                }));
    console.out().println(greeting);
    console.out().flush();
    stopped.await();
  }

  private static void close(AutoCloseable app) {
    try {
      app.close();
    } catch (Exception e) {
      System.getLogger(ServeCommand.class.getName())
          .log(System.Logger.Level.ERROR, "event=stop-failed", e);
    }
  }
}
