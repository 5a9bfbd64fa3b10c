package io.github.sddtool.cli;

import io.github.sddtool.source.git.GitHistory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/// The commands by name, in the order of the help. Describing one to the parser takes longer than
/// many commands run, so only the one that is asked for is.
final class Commands {
  /// Options before the command whose value is a word of its own.
  private static final Set<String> WITH_VALUE =
      Set.of("-C", "--format", "--fail-on", "--base", "--head", "--pr");

  private static final Set<String> WITHOUT_REPOSITORY =
      Set.of("explain", "replay", "serve", "health", "demo");

  private static final Set<String> ABOUT_ALL = Set.of("-h", "--help", "-V", "--version");

  private final Map<String, Supplier<CommandLine>> byName = new LinkedHashMap<>();

  Commands(SddCommand sdd, Console console) {
    add("check", () -> new CheckCommand(sdd, console));
    add("validate", () -> new ValidateCommand(sdd, console));
    byName.put("sync", () -> sync(sdd, console));
    byName.put(
        "drift",
        () ->
            new CommandLine(new DriftCommand(sdd, console))
                .addSubcommand(new DriftAckCommand(sdd, console)));
    byName.put("baseline", () -> baseline(sdd, console));
    add("impact", () -> new ImpactCommand(sdd, console));
    add("diff", () -> new DiffCommand(sdd, console));
    add("graph", () -> new GraphCommand(sdd, console));
    add("search", () -> new SearchCommand(sdd, console));
    add("query", () -> new QueryCommand(sdd, console));
    add("explain", () -> new ExplainCommand(sdd, console));
    byName.put(
        "quality",
        () ->
            new CommandLine(new QualityCommand(sdd, console))
                .addSubcommand(new QualityHistoryCommand(sdd, console)));
    byName.put("cache", () -> cache(sdd, console));
    byName.put("server", () -> server(sdd, console));
    byName.put("config", () -> config(sdd, console));
    add("replay", () -> new ReplayCommand(sdd, console));
    add("verify", () -> new VerifyCommand(sdd, console));
    add("reharvest", () -> new ReharvestCommand(sdd, console));
    add("judge", () -> new JudgeCommand(sdd, console, System.in));
    add("serve", () -> new ServeCommand(console));
    add("health", () -> new HealthCommand(sdd, console));
    add("demo", () -> new DemoCommand(console));
  }

  private void add(String name, Supplier<Object> command) {
    byName.put(name, () -> new CommandLine(command.get()));
  }

  private static CommandLine baseline(SddCommand sdd, Console console) {
    return new CommandLine(new BaselineCommand())
        .addSubcommand("create", new BaselineEdit(sdd, console, BaselineEdit.Kind.CREATE))
        .addSubcommand("update", new BaselineEdit(sdd, console, BaselineEdit.Kind.UPDATE))
        .addSubcommand("prune", new BaselineEdit(sdd, console, BaselineEdit.Kind.PRUNE));
  }

  private static CommandLine sync(SddCommand sdd, Console console) {
    var line =
        new CommandLine(new SyncCommand(sdd, console))
            .addSubcommand(new SyncStatusCommand(sdd, console));
    for (SyncTask.Kind kind : SyncTask.Kind.values()) {
      var task = new CommandLine(new SyncTask(sdd, console, kind));
      task.getCommandSpec().usageMessage().description(kind.description());
      line.addSubcommand(kind.word(), task);
    }
    return line.addSubcommand(new SyncResolveCommand(sdd, console, System.in));
  }

  private static CommandLine server(SddCommand sdd, Console console) {
    return new CommandLine(new ServerCommand())
        .addSubcommand(new ServerConnectCommand(sdd, console))
        .addSubcommand(new ServerMigrateCommand(sdd, console))
        .addSubcommand(new ServerInviteCommand(sdd, console));
  }

  private static CommandLine config(SddCommand sdd, Console console) {
    var line = new CommandLine(new ConfigCommand());
    for (ConfigTask.Kind kind : ConfigTask.Kind.values()) {
      var task = new CommandLine(new ConfigTask(sdd, console, kind));
      task.getCommandSpec().usageMessage().description(kind.description());
      line.addSubcommand(kind.word(), task);
    }
    return line;
  }

  private static CommandLine cache(SddCommand sdd, Console console) {
    var line = new CommandLine(new CacheCommand());
    for (CacheTask.Kind kind : CacheTask.Kind.values()) {
      line.addSubcommand(kind.word(), new CacheTask(sdd, console, kind));
    }
    return line;
  }

  Set<String> names() {
    return Set.copyOf(byName.keySet());
  }

  /// Begins to load what the command that is asked for needs, beside the parsing of its words.
  void prepare(List<String> args) {
    asked(args)
        .filter(name -> !WITHOUT_REPOSITORY.contains(name))
        .ifPresent(_ -> Thread.ofPlatform().daemon().name("sdd-prepare").start(GitHistory::load));
  }

  /// Adds the command that is asked for; all of them where the answer may speak of others.
  void addTo(CommandLine line, List<String> args) {
    Optional<String> asked =
        args.stream().anyMatch(ABOUT_ALL::contains) ? Optional.empty() : asked(args);
    byName.forEach((name, command) -> {
      if (asked.isEmpty() || asked.get().equals(name)) {
        line.addSubcommand(name, command.get());
      }
    });
  }

  private Optional<String> asked(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      String word = args.get(i);
      if (!word.startsWith("-")) {
        return Optional.of(word).filter(byName::containsKey);
      }
      i += WITH_VALUE.contains(word) ? 1 : 0;
    }
    return Optional.empty();
  }
}
