package io.github.sddtool.cli;

import io.github.sddtool.app.Credentials;
import io.github.sddtool.app.ServerClient;
import io.github.sddtool.bridge.local.SettingsEdit;
import io.github.sddtool.bridge.mirror.MirrorSettingsReader;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

// @spec cli/server#REQ-SRV-001, cli/server#REQ-SRV-007
/// `sdd server connect`
@Command(
    name = "connect",
    description =
        "Names the server in .sdd/server.yml, once it has taken the key; a key from a file is kept in your own configuration folder.")
final class ServerConnectCommand implements Callable<Integer> {
  private static final List<String> ON_THIS_MACHINE = List.of("localhost", "127.0.0.1", "[::1]");

  private final SddCommand sdd;
  private final Console console;

  @Parameters(paramLabel = "URL", description = "Where it is.")
  private String url = "";

  @Option(
      names = "--project",
      paramLabel = "P",
      description = "Which project (default: the key's).")
  private Optional<String> project = Optional.empty();

  @Option(
      names = "--key-file",
      paramLabel = "F",
      description = "A file with the key (default: the variable SDD_API_KEY).")
  private Optional<Path> keyFile = Optional.empty();

  ServerConnectCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  public Integer call() {
    URI base = SyncSide.address(url.replaceFirst("/+$", ""));
    var credentials = new Credentials(console.environment());
    Optional<Secret> own = keyFile.map(ServerConnectCommand::read);
    Secret key = own.orElseGet(() -> credentials.of(base.toString()));
    if ("http".equals(base.getScheme()) && !ON_THIS_MACHINE.contains(base.getHost())) {
      console.err().println("sdd: with http:// anybody on the way can read the key; use https://.");
    }
    try (Workspace workspace = Workspace.open(sdd.folder())) {
      String before = workspace.text(MirrorSettingsReader.FILE).orElse("");
      ServerClient.Me me = new ServerClient(base, "", key, console.environment(), "").me();
      Optional<String> named = project(me, before);
      String after = SettingsEdit.set(before, "server.url", base.toString());
      if (named.isPresent()) {
        after = SettingsEdit.set(after, "server.project", named.get());
      }
      if (!after.equals(before)) {
        workspace.write(MirrorSettingsReader.FILE, after);
      }
      own.ifPresent(secret -> credentials.keep(base.toString(), secret));
      if (!sdd.quiet()) {
        console
            .out()
            .println(
                SyncSide.plain(
                    "Connected with %s as %s (%s)%s."
                        .formatted(
                            base,
                            me.name(),
                            me.role(),
                            named.map(one -> ", project " + one).orElse(""))));
        own.ifPresent(_ -> console.out().println("The key is kept in " + credentials.file() + "."));
        console.out().flush();
      }
      return ExitCode.PASS.code();
    }
  }

  private Optional<String> project(ServerClient.Me me, String settings) {
    Optional<String> wanted =
        project
            .or(me::project)
            .or(() ->
                settings.isBlank()
                    ? Optional.empty()
                    : SettingsEdit.get(settings, "server.project"));
    Optional<String> other = me.project().filter(own -> !wanted.equals(Optional.of(own)));
    if (other.isPresent()) {
      throw UserFault.usage(
          "The key belongs to the project '%s', not to '%s'."
              .formatted(other.get(), wanted.orElse("")));
    }
    return wanted;
  }

  private static Secret read(Path file) {
    try {
      Secret key = Secret.of(Files.readString(file).strip());
      if (key.reveal().matches("[\\x21-\\x7e]{1,1000}")) {
        return key;
      }
    } catch (IOException e) {
      // said below
    }
    throw UserFault.usage(
        "--key-file: '" + file + "' must be a file that holds a key in one line.");
  }
}
