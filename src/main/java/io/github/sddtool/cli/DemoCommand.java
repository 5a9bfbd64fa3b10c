package io.github.sddtool.cli;

import io.github.sddtool.app.Demo;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.forge.Annotation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sdd demo`
@Command(
    name = "demo",
    description = "Shows one change from its webhook to its check and comment, on this machine.")
final class DemoCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--keep", description = "Leave the app and its sample repository running.")
  private boolean keep;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path folder = temporaryFolder();
    try (Demo demo = Demo.start(folder, Clock.systemUTC())) {
      Demo.Shown shown = demo.run();
      print(demo, shown);
      if (keep) {
        console.out().println("\nRunning until you press Ctrl-C: " + demo.webhook());
        console.out().println("Push branches to " + demo.folder());
        new CountDownLatch(1).await();
      }
    } finally {
      if (!keep) {
        delete(folder);
      }
    }
    return ExitCode.PASS.code();
  }

  private void print(Demo demo, Demo.Shown shown) {
    PrintStream out = console.out();
    out.println("A change was pushed: " + demo.change());
    out.println("Its signed webhook was answered " + shown.answer() + ".");
    out.println();
    out.println("The check   SDD   " + shown.check().verdict().word());
    out.println("            " + shown.check().title());
    for (Annotation annotation : shown.check().annotations()) {
      out.println(
          "  "
              + annotation.at().path()
              + ":"
              + annotation.at().line()
              + "  "
              + annotation.severity().word()
              + "  "
              + annotation.message());
    }
    out.println();
    out.println("The comment");
    shown.comment().lines().forEach(line -> out.println("  │ " + line));
    out.println();
    out.println("How long it took");
    for (Demo.Stage stage : shown.stages()) {
      out.println(
          String.format(
              Locale.ROOT, "  %-18s %6.0f ms", stage.name(), stage.time().toNanos() / 1e6));
    }
    out.flush();
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("sdd-demo-");
    } catch (IOException e) {
      throw new StoreFault("No temporary folder could be made.", e);
    }
  }

  private static void delete(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // the system clears its temporary folder by itself
      System.getLogger(DemoCommand.class.getName())
          .log(System.Logger.Level.DEBUG, "event=demo-folder-left folder={0}", folder);
    }
  }
}
