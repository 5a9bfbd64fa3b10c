package io.github.sddtool.cli;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Secret;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

// @spec cli/server#REQ-SRV-010
/// `sdd server invite`
@Command(name = "invite", description = "Makes a key for somebody, and prints it once.")
final class ServerInviteCommand implements Callable<Integer> {
  private static final List<String> ROLES =
      List.of("viewer", "contributor", "reviewer", "domain_admin", "org_admin");

  private final SddCommand sdd;
  private final Console console;

  @Parameters(paramLabel = "@NAME", description = "Who; a team shares a key.")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "R",
      required = true,
      description = "viewer, contributor, reviewer, domain_admin or org_admin.")
  private String role = "";

  @Option(
      names = "--email",
      paramLabel = "E",
      description = "Under which edits stand in git (default: the name at the server's host).")
  private Optional<String> email = Optional.empty();

  ServerInviteCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!ROLES.contains(role)) {
      throw UserFault.usage(
          "--role '" + role + "' is unknown. One of: " + String.join(", ", ROLES) + ".");
    }
    String who = name.startsWith("@") ? name.substring(1) : name;
    if (who.isBlank()) {
      throw UserFault.usage("Who is invited? A name such as @ada.");
    }
    if (email.filter(text -> !text.contains("@")).isPresent()) {
      throw UserFault.usage("--email '" + email.get() + "' is no address such as ada@example.com.");
    }
    try (SyncSide side = SyncSide.open(sdd, console)) {
      String url = side.server().url();
      String address =
          email.orElseGet(
              () -> who.replaceAll("[^A-Za-z0-9._-]", "-") + "@" + SyncSide.address(url).getHost());
      Secret key = side.client("").invite(who, address, role);
      if (!sdd.quiet()) {
        console
            .err()
            .println(
                ("A key for %s (%s, %s), which is shown this once. Whoever gets it puts it into a"
                        + " file and runs `sdd server connect %s --key-file FILE`, or sets"
                        + " SDD_API_KEY.")
                    .formatted(who, address, role, url));
      }
      console.out().println(key.reveal());
      console.out().flush();
      return ExitCode.PASS.code();
    }
  }
}
