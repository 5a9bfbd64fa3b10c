package io.github.sddtool.cli;

import io.github.sddtool.app.HealthCheck;
import io.github.sddtool.fault.UserFault;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

// @spec cli/commands#REQ-CLI-029
/// `sdd health`
@Command(
    name = "health",
    description =
        "Asks a running server whether it can take work: exit code 0 if so, else 4, after 5 seconds at most.")
final class HealthCommand implements Callable<Integer> {
  private final SddCommand sdd;
  private final Console console;

  @Parameters(
      paramLabel = "URL",
      arity = "0..1",
      description =
          "What to ask (default: /health/ready of this machine, at the port in SDD_SERVER_PORT, else in PORT, else 8080).")
  private Optional<String> url = Optional.empty();

  HealthCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!sdd.formats().isEmpty()) {
      throw UserFault.usage("Health is told in one line, without --format.");
    }
    HealthCheck.Health health =
        HealthCheck.of(
            url.map(HealthCheck::address)
                .orElseGet(() -> HealthCheck.usual(console.environment())));
    console.out().println(health.told());
    console.out().flush();
    return (health.healthy() ? ExitCode.PASS : ExitCode.COULD_NOT_EVALUATE).code();
  }
}
