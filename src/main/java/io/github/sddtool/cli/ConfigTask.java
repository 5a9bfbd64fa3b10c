package io.github.sddtool.cli;

import io.github.sddtool.bridge.local.SettingsEdit;
import io.github.sddtool.bridge.mirror.MirrorSettingsReader;
import io.github.sddtool.fault.UserFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

// @spec cli/server#REQ-SRV-007
/// `sdd config set|get|list`
@Command
final class ConfigTask implements Callable<Integer> {
  /// What is done.
  enum Kind {
    SET("Sets a key in .sdd/server.yml and leaves all else in it as it is.", 2),
    GET("Prints the value of a key.", 1),
    LIST("Prints every key that is set.", 0);

    private final String description;
    private final int words;

    Kind(String description, int words) {
      this.description = description;
      this.words = words;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    String description() {
      return description;
    }
  }

  private final SddCommand sdd;
  private final Console console;
  private final Kind kind;

  @Parameters(paramLabel = "KEY [VALUE]", arity = "0..2", description = "Which key, and its value.")
  private List<String> words = new ArrayList<>();

  ConfigTask(SddCommand sdd, Console console, Kind kind) {
    this.sdd = sdd;
    this.console = console;
    this.kind = kind;
  }

  @Override
  public Integer call() {
    if (words.size() != kind.words) {
      throw UserFault.usage(
          switch (kind) {
                case SET -> "`sdd config set KEY VALUE`";
                case GET -> "`sdd config get KEY`";
                case LIST -> "`sdd config list`";
              }
              + " is how it goes. Keys: "
              + String.join(", ", SettingsEdit.KEYS.keySet())
              + ".");
    }
    try (Workspace workspace = Workspace.open(sdd.folder())) {
      String text = workspace.text(MirrorSettingsReader.FILE).orElse("");
      return switch (kind) {
        case SET -> set(workspace, text);
        case GET -> get(text);
        case LIST -> list(text);
      };
    }
  }

  private int set(Workspace workspace, String text) {
    String edited = SettingsEdit.set(text, words.getFirst(), words.getLast());
    if (!edited.equals(text)) {
      workspace.write(MirrorSettingsReader.FILE, edited);
    }
    if (!sdd.quiet()) {
      say("%s: %s in %s".formatted(words.getFirst(), words.getLast(), MirrorSettingsReader.FILE));
    }
    return ExitCode.PASS.code();
  }

  private int get(String text) {
    say(
        SettingsEdit.get(text, words.getFirst())
            .orElseThrow(() ->
                UserFault.nothingFound(
                    MirrorSettingsReader.FILE + " does not say " + words.getFirst() + ".")));
    return ExitCode.PASS.code();
  }

  private int list(String text) {
    for (String key : SettingsEdit.KEYS.keySet()) {
      SettingsEdit.get(text, key).ifPresent(value -> say(key + ": " + value));
    }
    return ExitCode.PASS.code();
  }

  private void say(String line) {
    console.out().println(SyncSide.plain(line));
    console.out().flush();
  }
}
