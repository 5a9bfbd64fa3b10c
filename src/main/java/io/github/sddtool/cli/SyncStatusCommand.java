package io.github.sddtool.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.app.ServerClient;
import io.github.sddtool.bridge.local.Change;
import io.github.sddtool.bridge.local.Exchange;
import io.github.sddtool.bridge.local.FarReading;
import io.github.sddtool.bridge.local.Kept;
import io.github.sddtool.bridge.local.Known;
import io.github.sddtool.bridge.local.LocalPlan;
import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.UserFault;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

// @spec cli/server#REQ-SRV-008
/// `sdd sync status`
@Command(
    name = "status",
    description =
        "What changed here and on the server since both were alike; without the server what changed here.")
final class SyncStatusCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SddCommand sdd;
  private final Console console;

  @Option(names = "--offline", description = "Do not ask the server.")
  private boolean offline;

  SyncStatusCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  /// What the server said; where it could not be asked what it said last, and why.
  private record Heard(
      List<Kept> there, List<ServerClient.Open> conflicts, Optional<String> unasked) {}

  @Override
  public Integer call() {
    boolean json = sdd.asksForJson("The status of a sync");
    try (SyncSide side = SyncSide.open(sdd, console)) {
      List<Known> known = side.look().all();
      Heard heard = hear(side, known);
      LocalPlan plan = LocalPlan.of(known, side.specs(), heard.there(), side.merger());
      console.out().print(json ? json(side, plan, heard) : text(side, plan, heard));
      console.out().flush();
      boolean open = plan.changes().stream().anyMatch(Change::clashes);
      return (open || !heard.conflicts().isEmpty() ? ExitCode.FINDINGS : ExitCode.PASS).code();
    }
  }

  private Heard hear(SyncSide side, List<Known> known) {
    if (offline) {
      return last(known, "not asked (--offline)");
    }
    try {
      ServerClient client = side.client("");
      return new Heard(FarReading.read(client, known), client.conflicts(), Optional.empty());
    } catch (ForgeFault | UserFault e) {
      return last(known, e.message());
    }
  }

  private static Heard last(List<Known> known, String why) {
    return new Heard(
        known.stream().map(Known::there).toList(), List.of(), Optional.of(SyncSide.plain(why)));
  }

  private String text(SyncSide side, LocalPlan plan, Heard heard) {
    var out = new StringBuilder();
    long here = plan.changes().stream().filter(Change::changedHere).count();
    long there = plan.changes().stream().filter(Change::changedThere).count();
    long clashes = plan.changes().stream().filter(Change::clashes).count();
    if (!sdd.quiet()) {
      out.append(SyncSide.plain(side.server().url()));
      if (!side.server().project().isEmpty()) {
        out.append(", project ").append(SyncSide.plain(side.server().project()));
      }
      out.append('\n');
      heard.unasked().ifPresent(why -> out.append("Server: ").append(why).append('\n'));
      plan.changes().forEach(change -> out.append(line(change)));
      heard
          .conflicts()
          .forEach(one ->
              out.append("conflict ")
                  .append(one.number())
                  .append("  ")
                  .append(SyncSide.plain(one.spec() + "  " + one.why()))
                  .append("  (git and server)\n"));
      side.unread()
          .forEach(path ->
              out.append("left      ")
                  .append(SyncSide.plain(path.value()))
                  .append("  no UTF-8, or more than 1 MiB\n"));
    }
    long open = clashes + heard.conflicts().size();
    return out.append(
            here + there + open == 0
                ? heard.unasked().isPresent() ? "Nothing changed here.\n" : "Both are alike.\n"
                : "%d changed here, %s, %d in conflict.%n"
                    .formatted(
                        here,
                        heard.unasked().isPresent()
                            ? "the server was not asked"
                            : there + " on the server",
                        open))
        .toString();
  }

  private static String line(Change change) {
    String told =
        "%-9s %-9s %s  %s"
            .formatted(
                word(change.base(), change.here()),
                word(change.base(), change.away()),
                change.id(),
                change.path());
    return SyncSide.plain(
            change.clashes()
                ? told + "  conflict: " + Exchange.labels(change.merged().clashes())
                : told)
        + "\n";
  }

  /// What became of a spec on one side.
  private static String word(Optional<FileState> base, Optional<FileState> now) {
    if (base.equals(now)) {
      return "same";
    }
    if (base.isEmpty()) {
      return "added";
    }
    if (now.isEmpty()) {
      return "removed";
    }
    return base.get().text().equals(now.get().text()) ? "moved" : "changed";
  }

  private static String json(SyncSide side, LocalPlan plan, Heard heard) {
    ObjectNode json = JSON.createObjectNode().put("schema", "sdd.sync/1").put("command", "sync");
    json.put("server", side.server().url()).put("project", side.server().project());
    json.put("asked", heard.unasked().isEmpty());
    json.put("reason", heard.unasked().orElse(null));
    ArrayNode changes = json.putArray("changes");
    for (Change change : plan.changes()) {
      ObjectNode one =
          changes
              .addObject()
              .put("id", change.id())
              .put("path", change.path().value())
              .put("here", word(change.base(), change.here()))
              .put("there", word(change.base(), change.away()));
      ArrayNode clashes = one.putArray("conflicts");
      change.merged().clashes().forEach(clash -> clashes.add(clash.label()));
    }
    ArrayNode conflicts = json.putArray("serverConflicts");
    heard
        .conflicts()
        .forEach(one ->
            conflicts
                .addObject()
                .put("number", one.number())
                .put("spec", one.spec())
                .put("why", one.why()));
    ArrayNode left = json.putArray("left");
    side.unread().forEach(path -> left.add(path.value()));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can always be written as JSON", e);
    }
  }
}
